package syswall.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import syswall.decode.QuotedText;
import syswall.history.QuestionTable;
import syswall.history.SignalTable;
import syswall.syscall.Signals;

/**
 * The sections of a JSON report that say what things mean: findings, searches, names, how processes
 * talked, questions, and the quality of the data.
 */
final class JsonSections {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonSections() {}

  static void put(Report report, ObjectNode node) {
    ArrayNode findings = node.putArray("findings");
    report.findings().forEach(finding -> findings.add(finding(finding)));
    ArrayNode searches = node.putArray("searches");
    report.searches().forEach(search -> searches.add(search(search)));
    ArrayNode names = node.putArray("names");
    for (NameRow name : report.names()) {
      names
          .addObject()
          .put("name", QuotedText.plain(name.name()))
          .put("answered", name.answered())
          .put("event", name.event());
    }
    ArrayNode pipes = node.putArray("pipes");
    report.ipc().pipes().forEach(pipe -> pipes.add(pipe(pipe)));
    ArrayNode signals = node.putArray("signals");
    report.ipc().signals().forEach(signal -> signals.add(signal(signal)));
    ArrayNode questions = node.putArray("questions");
    report.questions().forEach(question -> questions.add(question(question)));
    node.set("quality", quality(report.quality()));
  }

  private static ObjectNode finding(Finding finding) {
    ObjectNode node = NODES.objectNode();
    node.put("rule", IndentedJson.label(finding.rule()));
    ArrayNode evidence = node.putArray("evidence");
    for (Finding.Evidence one : finding.evidence()) {
      evidence.addObject().put("event", one.event()).put("pid", one.pid()).put("what", one.what());
    }
    return node;
  }

  private static ObjectNode search(SearchRow search) {
    ObjectNode node = NODES.objectNode();
    node.put("name", QuotedText.plain(search.name()));
    if (search.found().length() > 0) {
      node.put("found", QuotedText.plain(search.found()));
    }
    node.put("firstPath", QuotedText.plain(search.firstPath()));
    node.put("places", search.places());
    node.put("times", search.times());
    node.put("pid", search.pid());
    node.put("failedThen", search.failedThen());
    node.put("event", search.event());
    return node;
  }

  private static ObjectNode pipe(Ipc.PipeRow pipe) {
    ObjectNode node = NODES.objectNode();
    ArrayNode writers = node.putArray("writers");
    pipe.writers().forEach(writers::add);
    ArrayNode readers = node.putArray("readers");
    pipe.readers().forEach(readers::add);
    node.put("inherited", pipe.inherited());
    node.put("bytesWritten", pipe.bytesWritten());
    node.put("bytesRead", pipe.bytesRead());
    node.put("event", pipe.event());
    return node;
  }

  private static ObjectNode signal(SignalTable.Row signal) {
    return NODES
        .objectNode()
        .put("signal", Signals.name(signal.signal()))
        .put("from", signal.from())
        .put("to", signal.to())
        .put("count", signal.count())
        .put("event", signal.event());
  }

  private static ObjectNode question(QuestionTable.Row row) {
    ObjectNode node = NODES.objectNode();
    node.put("question", QuotedText.plain(row.question()));
    node.put("verdict", IndentedJson.label(row.verdict()));
    node.put("kills", row.kills());
    node.put("decidedBy", row.decidedBy());
    if (!row.rule().isEmpty()) {
      node.put("rule", QuotedText.plain(row.rule()));
    }
    node.put("pid", row.pid());
    node.put("count", row.count());
    node.put("waitedNs", row.waitedNs());
    node.put("longestNs", row.longestNs());
    node.put("event", row.event());
    return node;
  }

  private static ObjectNode quality(Quality quality) {
    ObjectNode node = NODES.objectNode();
    node.put("formatVersion", quality.formatVersion());
    node.put("cutPaths", quality.cutPaths());
    node.put("cutData", quality.cutData());
    node.put("unreadable", quality.unreadable());
    if (quality.callsUnderWay() > 0) {
      node.put("callsUnderWay", quality.callsUnderWay());
    }
    ObjectNode unknown = node.putObject("unknownCalls");
    quality.unknownCalls().forEach(unknown::put);
    return node;
  }
}
