package syswall.report;

import java.util.Map;
import syswall.event.ByteString;

/**
 * Which packages the files of a report belong to. The journal does not know: whoever asks for the
 * section brings it along, from the machine that the report is made on.
 *
 * @param from what says so, such as {@code dpkg}; or in a few words why nothing is known
 * @param owners the package of each path that belongs to one; empty if nothing is known
 */
public record PackageOwners(String from, Map<ByteString, String> owners) {
  /** Nobody asked. */
  public static final PackageOwners NOT_ASKED = new PackageOwners("", Map.of());

  public PackageOwners {
    owners = Map.copyOf(owners);
  }
}
