package syswall.report;

import syswall.event.ByteString;

/**
 * A name that name servers were asked for.
 *
 * @param name the name
 * @param answered whether an answer had an address for it
 * @param event the first answer
 */
public record NameRow(ByteString name, boolean answered, long event) {}
