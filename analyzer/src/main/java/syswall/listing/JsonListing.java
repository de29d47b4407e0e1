package syswall.listing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import syswall.decode.QuotedText;
import syswall.decode.SelectionText;
import syswall.event.ByteString;
import syswall.listing.Listing.CallRow;
import syswall.listing.Listing.DescriptorRow;
import syswall.listing.Listing.DirectoryRow;
import syswall.listing.Listing.MappingRow;
import syswall.listing.Listing.MomentRow;
import syswall.listing.Listing.ProcessRow;
import syswall.listing.Listing.TableRow;
import syswall.listing.Listing.ThreadRow;
import syswall.report.IndentedJson;

/**
 * A listing for programs, complete, in the form that {@code state.schema.json} fixes. Text of the
 * tracee is ASCII with C escapes, as in {@link QuotedText#plain}, so that no byte is lost.
 */
public final class JsonListing {
  /** Version of the form; a change that breaks readers raises it. */
  public static final int SCHEMA_VERSION = 1;

  private JsonListing() {}

  /** The listing as one JSON object, indented, ending in a newline. */
  public static String render(Listing listing) {
    return IndentedJson.of(node(listing));
  }

  /** The same as part of another object. */
  public static ObjectNode node(Listing listing) {
    ObjectNode node = head(listing);
    moment(node.putObject("moment"), listing.moment());
    ArrayNode processes = node.putArray("processes");
    listing.processes().forEach(process -> process(processes.addObject(), process));
    node.put("endedBefore", listing.ended());
    return node;
  }

  static ObjectNode head(Listing listing) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("schemaVersion", SCHEMA_VERSION);
    texts(node, "argv", listing.session() == null ? List.of() : listing.session().argv());
    if (listing.session() != null && !listing.session().selection().isAll()) {
      node.put("selection", SelectionText.words(listing.session().selection()));
      node.put("knowsDescriptors", listing.knowsDescriptors());
    }
    return node;
  }

  static void moment(ObjectNode node, MomentRow moment) {
    node.put("timeNs", moment.timeNs());
    node.put("epochNs", Long.toString(moment.epochNs()));
    node.put("event", moment.event());
    node.put("eventNs", moment.eventNs());
    node.put("text", moment.text());
  }

  static void process(ObjectNode node, ProcessRow process) {
    node.put("pid", process.pid());
    if (process.parentPid() != 0) {
      node.put("parentPid", process.parentPid());
      node.put("parentEnded", process.parentEnded());
    }
    node.put("startedNs", process.startedNs());
    if (process.attached()) {
      node.put("attached", true);
    }
    program(node, process);
    ArrayNode threads = node.putArray("threads");
    process.threads().forEach(thread -> thread(threads.addObject(), thread));
    directory(node.putObject("directory"), process.directory());
    table(node, process.descriptors());
    ArrayNode mappings = node.putArray("mappings");
    process.mappings().forEach(mapping -> mapping(mappings.addObject(), mapping));
  }

  static void program(ObjectNode node, ProcessRow process) {
    node.put("executable", QuotedText.plain(process.executable()));
    texts(node, "argv", process.argv());
  }

  private static void thread(ObjectNode node, ThreadRow thread) {
    node.put("tid", thread.tid());
    CallRow call = thread.call();
    if (call != null) {
      ObjectNode child = node.putObject("call");
      child.put("event", call.event());
      child.put("enteredNs", call.enteredNs());
      child.put("name", call.name());
      child.put("text", call.text());
    }
    if (thread.directory() != null) {
      directory(node.putObject("directory"), thread.directory());
    }
    if (thread.descriptors() != null) {
      table(node, thread.descriptors());
    }
  }

  static void directory(ObjectNode node, DirectoryRow directory) {
    ByteString current = directory.current();
    node.put("current", current == null ? null : QuotedText.plain(current));
    node.put("deleted", directory.deleted());
    if (directory.root() != null) {
      node.put("root", QuotedText.plain(directory.root()));
    }
  }

  private static void table(ObjectNode node, TableRow table) {
    ArrayNode sharedWith = node.putArray("descriptorsSharedWith");
    table.sharedWith().forEach(sharedWith::add);
    descriptors(node.putArray("descriptors"), table.open());
  }

  static void descriptors(ArrayNode node, List<DescriptorRow> descriptors) {
    descriptors.forEach(descriptor -> JsonOpened.write(descriptor, node.addObject()));
  }

  private static void mapping(ObjectNode node, MappingRow mapping) {
    node.put("start", "0x" + Long.toHexString(mapping.start()));
    node.put("end", "0x" + Long.toHexString(mapping.end()));
    node.put("mode", MappedFiles.mode(mapping));
    JsonOpened.integer(node, "offset", mapping.offset());
    node.put("path", QuotedText.plain(mapping.path()));
    node.put("deleted", mapping.deleted());
  }

  static void texts(ObjectNode node, String name, List<ByteString> texts) {
    ArrayNode array = node.putArray(name);
    texts.forEach(text -> array.add(QuotedText.plain(text)));
  }
}
