package syswall.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import syswall.decode.QuotedText;
import syswall.decode.SelectionText;
import syswall.event.ByteString;
import syswall.event.Event.SessionStarted;
import syswall.history.FileTable.Rename;
import syswall.history.PolicyTable;
import syswall.history.SlowestCalls;
import syswall.report.Report.CallRow;
import syswall.report.Report.DecidedRow;
import syswall.report.Report.DecisionRow;
import syswall.report.Report.FileRow;
import syswall.report.Report.ImageRow;
import syswall.report.Report.PeerRow;
import syswall.report.Report.ProcessRow;
import syswall.report.Report.SocketRow;
import syswall.state.FileAction;
import syswall.syscall.Errno;
import syswall.syscall.Signals;

/**
 * A report for programs, complete, in the form that {@code report.schema.json} fixes. Text of the
 * tracee is ASCII with C escapes, as in {@link QuotedText#plain}, so that no byte is lost.
 */
public final class JsonReport {
  /** Version of the form; a change that breaks readers raises it. */
  public static final int SCHEMA_VERSION = 1;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonReport() {}

  /** The report as one JSON object, indented, ending in a newline. */
  public static String render(Report report) {
    return IndentedJson.of(node(report));
  }

  /**
   * The report of one of several sessions as one JSON object in a line.
   *
   * @param journal what the session is called
   */
  public static String line(Report report, String journal) {
    return node(report).put("journal", journal) + "\n";
  }

  private static ObjectNode node(Report report) {
    ObjectNode node = NODES.objectNode();
    node.put("schemaVersion", SCHEMA_VERSION);
    node.set("session", session(report));
    ArrayNode processes = node.putArray("processes");
    report.processes().forEach(process -> processes.add(process(report, process)));
    ArrayNode files = node.putArray("files");
    report.files().forEach(file -> files.add(file(file)));
    ArrayNode renames = node.putArray("renames");
    report.renames().forEach(rename -> renames.add(rename(rename)));
    ArrayNode sockets = node.putArray("sockets");
    report.sockets().forEach(socket -> sockets.add(socket(socket)));
    if (!report.decisions().isEmpty()) {
      ArrayNode decisions = node.putArray("decisions");
      report.decisions().forEach(decision -> decisions.add(decision(decision)));
    }
    if (!report.policies().isEmpty()) {
      ArrayNode policies = node.putArray("policies");
      report.policies().forEach(policy -> policies.add(policy(policy)));
    }
    ArrayNode calls = node.putArray("calls");
    report.calls().forEach(call -> calls.add(call(call)));
    JsonSections.put(report, node);
    ArrayNode slowest = node.putArray("slowestCalls");
    report.slowest().forEach(call -> slowest.add(slow(call)));
    return node;
  }

  private static ObjectNode session(Report report) {
    ObjectNode node = NODES.objectNode();
    SessionStarted started = report.session();
    if (started != null) {
      node.set("argv", texts(started.argv()));
      node.put("workingDirectory", QuotedText.plain(started.workingDirectory()));
      node.put("startedEpochNs", Long.toString(started.startedEpochNs()));
      node.put("uid", Integer.toUnsignedLong(started.uid()));
      node.put("gid", Integer.toUnsignedLong(started.gid()));
      node.put("kernel", started.kernel());
      node.put("machine", started.machine());
      node.put("host", started.host());
      node.put("syswallVersion", started.syswallVersion());
      node.put("backend", started.backend());
      if (!started.selection().isAll()) {
        node.put("selection", SelectionText.words(started.selection()));
      }
    }
    node.put("events", report.events());
    node.put("calls", report.callCount());
    node.put("failedCalls", report.failedCount());
    node.put("durationNs", report.durationNs());
    node.put("integrity", IndentedJson.label(report.integrity()));
    if (!report.damage().isEmpty()) {
      node.put("damage", report.damage());
    }
    if (report.endReason() != null) {
      node.put("endReason", IndentedJson.label(report.endReason()));
    }
    return node;
  }

  private static ObjectNode process(Report report, ProcessRow process) {
    ObjectNode node = NODES.objectNode();
    node.put("pid", process.pid());
    if (process.parent() >= 0) {
      node.put("parent", process.parent());
      node.put("parentPid", report.processes().get(process.parent()).pid());
    }
    node.put("startedNs", process.startedNs());
    if (process.attached()) {
      node.put("attached", true);
    }
    if (process.exited()) {
      node.put("exitedNs", process.exitedNs());
      if (process.killedBy() == 0) {
        node.put("exitCode", process.exitCode());
      } else {
        node.put("killedBy", Signals.name(process.killedBy()));
        node.put("dumpedCore", process.dumpedCore());
      }
    }
    node.put("threads", process.threads());
    node.set("argv", texts(process.argv()));
    ArrayNode images = node.putArray("images");
    for (ImageRow image : process.images()) {
      ObjectNode child = images.addObject();
      child.put("timeNs", image.timeNs());
      child.put("executable", QuotedText.plain(image.executable()));
      child.set("argv", texts(image.argv()));
    }
    node.set("signals", counts(process.signals(), Signals::name));
    return node;
  }

  private static ObjectNode file(FileRow file) {
    ObjectNode node = NODES.objectNode();
    node.put("path", QuotedText.plain(file.path()));
    ArrayNode actions = node.putArray("actions");
    for (FileAction action : file.actions()) {
      actions.add(IndentedJson.label(action));
    }
    node.put("bytesRead", file.bytesRead());
    node.put("bytesWritten", file.bytesWritten());
    node.set("failures", counts(file.failures(), Errno::name));
    ArrayNode pids = node.putArray("pids");
    file.pids().forEach(pids::add);
    node.put("event", file.event());
    if (file.refusedEvent() >= 0) {
      node.put("refusedEvent", file.refusedEvent());
    }
    return node;
  }

  private static ObjectNode rename(Rename rename) {
    return NODES
        .objectNode()
        .put("from", QuotedText.plain(rename.from()))
        .put("to", QuotedText.plain(rename.to()));
  }

  private static ObjectNode socket(SocketRow socket) {
    ObjectNode node = NODES.objectNode();
    node.put("pid", socket.pid());
    node.put("protocol", Words.protocol(socket));
    node.put("family", socket.family());
    node.put("type", socket.type());
    node.put("bound", address(socket.bound()));
    node.put("listening", socket.listening());
    ArrayNode peers = node.putArray("peers");
    for (PeerRow peer : socket.peers()) {
      ObjectNode child = peers.addObject();
      child.put("address", address(peer.address()));
      if (peer.name().length() > 0) {
        child.put("name", QuotedText.plain(peer.name()));
      }
      child.put("contact", IndentedJson.label(peer.contact()));
      if (peer.errno() != 0) {
        child.put("error", Errno.name(peer.errno()));
      }
      child.put("bytesSent", peer.bytesSent());
      child.put("bytesReceived", peer.bytesReceived());
      child.put("event", peer.event());
    }
    node.put("event", socket.event());
    return node;
  }

  private static ObjectNode decision(DecisionRow row) {
    ObjectNode node = NODES.objectNode();
    node.put("verdict", IndentedJson.label(row.verdict()));
    node.put("kills", row.kills());
    node.put("decidedBy", row.decidedBy());
    if (!row.rule().isEmpty()) {
      node.put("rule", QuotedText.plain(row.rule()));
    }
    node.put("count", row.count());
    if (row.waitedNs() > 0) {
      node.put("waitedNs", row.waitedNs());
    }
    node.put("event", row.event());
    ArrayNode pids = node.putArray("pids");
    row.pids().forEach(pids::add);
    ArrayNode calls = node.putArray("calls");
    row.calls().forEach(call -> calls.add(decided(call)));
    return node;
  }

  private static ObjectNode policy(PolicyTable.Row policy) {
    ObjectNode node = NODES.objectNode();
    node.put("source", QuotedText.plain(policy.source()));
    if (!policy.defaultAction().isEmpty()) {
      node.put("defaultAction", QuotedText.plain(policy.defaultAction()));
    }
    ArrayNode rules = node.putArray("rules");
    for (PolicyTable.RuleRow rule : policy.rules()) {
      ObjectNode child = rules.addObject();
      child.put("id", QuotedText.plain(rule.id())).put("text", QuotedText.plain(rule.text()));
      if (rule.decided() != PolicyTable.NOT_TOLD) {
        child.put("decided", rule.decided());
      }
    }
    node.put("event", policy.event());
    return node;
  }

  private static ObjectNode decided(DecidedRow call) {
    ObjectNode node = NODES.objectNode();
    node.put("name", call.name());
    node.set("paths", texts(call.paths()));
    if (call.address().length() > 0) {
      node.put("address", Words.endpoint(call.address()));
    }
    if (call.errno() != 0) {
      node.put("error", Errno.name(call.errno()));
    }
    node.put("count", call.count());
    if (call.waitedNs() > 0) {
      node.put("waitedNs", call.waitedNs());
    }
    node.put("event", call.event());
    return node;
  }

  private static ObjectNode call(CallRow call) {
    ObjectNode node = NODES.objectNode();
    node.put("name", call.name());
    node.put("count", call.count());
    node.put("failed", call.failed());
    node.put("totalNs", call.totalNs());
    node.put("longestNs", call.longestNs());
    node.put("p95Ns", call.p95Ns());
    node.set("errors", counts(call.errors(), Errno::name));
    return node;
  }

  private static ObjectNode slow(SlowestCalls.Row call) {
    ObjectNode node = NODES.objectNode();
    node.put("name", call.name());
    node.put("pid", call.pid());
    node.set("paths", texts(call.target().paths()));
    if (call.target().address().length() > 0) {
      node.put("address", Words.endpoint(call.target().address()));
    }
    if (call.pipe()) {
      node.put("pipe", true);
    }
    if (call.otherPid() != 0) {
      node.put("resultPid", call.otherPid());
    }
    if (call.errno() != 0) {
      node.put("error", Errno.name(call.errno()));
    }
    node.put("durationNs", call.durationNs());
    node.put("event", call.event());
    return node;
  }

  private static @Nullable String address(ByteString address) {
    return address.length() == 0 ? null : Words.endpoint(address);
  }

  private static ArrayNode texts(List<ByteString> texts) {
    ArrayNode node = NODES.arrayNode();
    texts.forEach(text -> node.add(QuotedText.plain(text)));
    return node;
  }

  private static ObjectNode counts(
      Map<Integer, ? extends Number> counts, IntFunction<String> name) {
    ObjectNode node = NODES.objectNode();
    counts.forEach((number, count) -> node.put(name.apply(number), count.longValue()));
    return node;
  }
}
