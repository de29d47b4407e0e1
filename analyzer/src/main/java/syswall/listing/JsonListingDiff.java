package syswall.listing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import syswall.listing.Listing.ProcessRow;
import syswall.listing.ListingDiff.DescriptorChange;
import syswall.listing.ListingDiff.ProcessChange;
import syswall.listing.ListingDiff.ThreadChange;
import syswall.report.IndentedJson;

/** A difference for programs, complete, in the form that {@code state.schema.json} fixes. */
public final class JsonListingDiff {
  private JsonListingDiff() {}

  /** The difference as one JSON object, indented, ending in a newline. */
  public static String render(ListingDiff diff) {
    ObjectNode node = JsonListing.head(diff.after());
    JsonListing.moment(node.putObject("before"), diff.before().moment());
    JsonListing.moment(node.putObject("after"), diff.after().moment());
    processes(node.putArray("ended"), diff.ended());
    processes(node.putArray("begun"), diff.begun());
    ArrayNode changed = node.putArray("changed");
    diff.changed().forEach(change -> process(changed.addObject(), change));
    return IndentedJson.of(node);
  }

  private static void processes(ArrayNode node, List<ProcessRow> processes) {
    processes.forEach(process -> JsonListing.process(node.addObject(), process));
  }

  private static void process(ObjectNode node, ProcessChange change) {
    node.put("pid", change.after().pid());
    node.put("startedNs", change.after().startedNs());
    JsonListing.program(node, change.after());
    if (change.isOtherProgram()) {
      JsonListing.program(node.putObject("programBefore"), change.before());
    }
    ArrayNode threadsEnded = node.putArray("threadsEnded");
    change.threadsEnded().forEach(threadsEnded::add);
    ArrayNode threadsBegun = node.putArray("threadsBegun");
    change.threadsBegun().forEach(threadsBegun::add);
    ArrayNode threads = node.putArray("threads");
    change.threads().forEach(thread -> thread(threads.addObject(), thread));
    JsonListing.texts(node, "unmapped", change.unmapped());
    JsonListing.texts(node, "mapped", change.mapped());
  }

  private static void thread(ObjectNode node, ThreadChange change) {
    node.put("tid", change.tid());
    if (change.isOtherDirectory()) {
      JsonListing.directory(node.putObject("directoryBefore"), change.directoryBefore());
      JsonListing.directory(node.putObject("directoryAfter"), change.directoryAfter());
    }
    JsonListing.descriptors(node.putArray("closed"), change.closed());
    JsonListing.descriptors(node.putArray("opened"), change.opened());
    ArrayNode changed = node.putArray("changed");
    for (DescriptorChange descriptor : change.changed()) {
      ObjectNode child = changed.addObject();
      JsonOpened.write(descriptor.before(), child.putObject("before"));
      JsonOpened.write(descriptor.after(), child.putObject("after"));
    }
  }
}
