package syswall.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.diff.Difference.Kind;
import syswall.listing.JsonListing;
import syswall.listing.Listing;
import syswall.report.IndentedJson;

/**
 * A diff for programs, complete, in the form that {@code diff.schema.json} fixes. Text of the
 * tracees is printable ASCII.
 */
public final class JsonDiff {
  /** Version of the form; a change that breaks readers raises it. */
  public static final int SCHEMA_VERSION = 1;

  // The printer's own line break would be the platform's.
  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter WRITER =
      new ObjectMapper()
          .writer(
              new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER));
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonDiff() {}

  /** The diff as one JSON object, indented, ending in a newline. */
  public static String render(SessionDiff diff) {
    return render(diff, null);
  }

  /** The same with what the diverging process had, unless that is null. */
  public static String render(SessionDiff diff, @Nullable AtDivergence at) {
    ObjectNode node = node(diff);
    if (at != null) {
      ObjectNode listings = node.putObject("atDivergence");
      listing(listings, "before", at.before());
      listing(listings, "after", at.after());
    }
    try {
      return WRITER.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of plain nodes can be written", e);
    }
  }

  private static void listing(ObjectNode node, String name, @Nullable Listing listing) {
    if (listing != null) {
      node.set(name, JsonListing.node(listing));
    }
  }

  private static ObjectNode node(SessionDiff diff) {
    ObjectNode node = NODES.objectNode();
    node.put("schemaVersion", SCHEMA_VERSION);
    node.put("same", diff.same());
    node.set("before", run(diff.before()));
    node.set("after", run(diff.after()));
    if (!diff.failsOn().isEmpty()) {
      failsOn(node.putObject("failsOn"), diff);
    }
    ArrayNode findings = node.putArray("findings");
    for (Finding finding : diff.findings()) {
      ObjectNode child = findings.addObject();
      child.set("cause", difference(finding.cause()));
      ArrayNode follows = child.putArray("follows");
      finding.follows().forEach(difference -> follows.add(difference(difference)));
    }
    ArrayNode unstable = node.putArray("unstable");
    diff.unstable().forEach(varying -> unstable.add(unstable(varying)));
    return node;
  }

  private static void failsOn(ObjectNode node, SessionDiff diff) {
    diff.failsOn()
        .forEach(
            (kind, deeds) -> {
              ArrayNode found = node.putArray(kind.toString());
              for (Deed deed : deeds) {
                found.addObject().put("what", deed.what()).put("event", deed.event());
              }
            });
  }

  private static ObjectNode unstable(Unstable unstable) {
    ObjectNode node = difference(unstable.difference());
    ArrayNode baselines = node.putArray("baselines");
    unstable.baselines().forEach(baselines::add);
    node.put("inRun", unstable.inRun());
    return node;
  }

  private static ObjectNode run(SessionDiff.Run run) {
    ObjectNode node = NODES.objectNode();
    node.put("command", run.command());
    node.put("ending", run.ending());
    node.put("processes", run.processes());
    node.put("events", run.events());
    if (!run.selection().isEmpty()) {
      node.put("selection", run.selection());
    }
    node.put("integrity", IndentedJson.label(run.integrity()));
    if (!run.damage().isEmpty()) {
      node.put("damage", run.damage());
    }
    return node;
  }

  private static ObjectNode difference(Difference difference) {
    ObjectNode node = NODES.objectNode();
    node.put("kind", IndentedJson.label(difference.kind()));
    node.put("operation", difference.operation());
    node.put("resource", difference.resource());
    if (!difference.before().isEmpty()) {
      node.put("before", difference.before());
    }
    if (!difference.after().isEmpty()) {
      node.put("after", difference.after());
    }
    if (difference.kind() != Kind.INPUT) {
      node.set("process", process(difference.process()));
      event(node, "eventBefore", difference.eventBefore());
      event(node, "eventAfter", difference.eventAfter());
    }
    return node;
  }

  private static void event(ObjectNode node, String name, long event) {
    if (event >= 0) {
      node.put(name, event);
    }
  }

  private static ObjectNode process(ProcessPair process) {
    ObjectNode node = NODES.objectNode();
    node.set("argv", texts(process.arguments()));
    if (process.before() != null) {
      node.put("pidBefore", process.pidBefore());
    }
    if (process.after() != null) {
      node.put("pidAfter", process.pidAfter());
    }
    return node;
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode node = NODES.arrayNode();
    texts.forEach(node::add);
    return node;
  }
}
