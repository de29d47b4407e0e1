package syswall.report;

import static syswall.report.Section.FAILURES;
import static syswall.report.Section.FILES;
import static syswall.report.Section.FINDINGS;
import static syswall.report.Section.NETWORK;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import syswall.decode.DecisionText;
import syswall.decode.ReadableText;
import syswall.event.ByteString;
import syswall.event.Verdict;
import syswall.history.PolicyTable;
import syswall.history.SlowestCalls;
import syswall.html.HtmlPage;
import syswall.html.HtmlPage.Section;
import syswall.html.HtmlRow;
import syswall.html.HtmlTable;
import syswall.html.HtmlTable.Column;
import syswall.html.HtmlWriter;
import syswall.report.Finding.Evidence;
import syswall.report.Report.CallRow;
import syswall.report.Report.DecidedRow;
import syswall.report.Report.DecisionRow;
import syswall.report.Report.PeerRow;
import syswall.report.Report.ProcessRow;
import syswall.report.Report.SocketRow;
import syswall.syscall.Errno;

/**
 * A report as a page for browsers, at most 2 million characters whatever the session: each section
 * has its room, what it has no room for it counts. Rows carry the numbers of the events that show
 * them. Names look like themselves, as {@link ReadableText} has them.
 */
public final class HtmlReport {
  // Characters, nearly all of them ASCII.
  private static final int FINDING_ROOM = 100_000;
  private static final int PROCESS_ROOM = 300_000;
  private static final int FILE_ROOM = 700_000;
  private static final int NETWORK_ROOM = 200_000;
  private static final int FAILURE_ROOM = 250_000;
  private static final int DECISION_ROOM = 250_000;
  private static final int RULE_ROOM = 100_000;
  private static final int CALL_ROOM = 200_000;

  private static final int LONGEST_COMMAND = 250;

  /** What can just be seen, as a share of the whole time. */
  private static final double NARROWEST_BAR = 0.003;

  /** What shows a finding. */
  private record Found(Finding.Rule rule, Evidence evidence) {}

  /** A socket with one of its peers, or none if it waits for them. */
  private record Contacted(SocketRow socket, @Nullable PeerRow peer) {}

  /** What was decided about the same calls. */
  private record Decided(DecisionRow decision, DecidedRow call) {}

  /** A rule of a policy. */
  private record Governing(PolicyTable.Row policy, PolicyTable.RuleRow rule) {}

  private final Report report;

  private HtmlReport(Report report) {
    this.report = report;
  }

  /**
   * The report as HTML.
   *
   * @param name how the session is named on a command line
   */
  public static String render(Report report, String name) {
    return new HtmlReport(report).page(name);
  }

  private String page(String name) {
    List<Found> evidence = evidence();
    List<Contacted> contacts = contacts();
    FileNode files = FileNode.tree(report.files());
    List<FailureRow> failures = FailureRow.of(report);
    List<Decided> decisions = decisions();
    List<Section> sections = new ArrayList<>();
    sections.addAll(
        List.of(
            section(
                "findings",
                "Findings",
                evidence.size(),
                of(FINDINGS, html -> findings(html, evidence))),
            section("processes", "Processes", report.processes().size(), this::processes),
            section(
                "files",
                "Files",
                files.files(),
                of(FILES, html -> HtmlFiles.write(html, files, FILE_ROOM))),
            section(
                "network",
                "Network",
                contacts.size(),
                of(NETWORK, html -> network(html, contacts))),
            section(
                "failures",
                "Failures",
                failures.size(),
                of(FAILURES, html -> failures(html, failures))),
            section(
                "decisions", "Decisions", decisions.size(), html -> decisions(html, decisions))));
    if (!report.policies().isEmpty()) {
      List<Governing> rules = rules();
      sections.add(section("rules", "Rules", rules.size(), html -> rules(html, rules)));
    }
    sections.addAll(
        List.of(
            section("calls", "Calls", report.calls().size(), this::calls),
            section("slowest", "Slowest calls", report.slowest().size(), this::slowest)));
    return HtmlPage.of(
        HtmlHead.command(report),
        html -> HtmlHead.write(html, report, files.files(), name),
        sections);
  }

  private static Section section(
      String id, String title, long count, Consumer<HtmlWriter> content) {
    return new Section(id, title, Amounts.number(count), content);
  }

  /** A section below what it cannot say. */
  private Consumer<HtmlWriter> of(syswall.report.Section section, Consumer<HtmlWriter> content) {
    String leftOut = LeftOut.of(section, report.session());
    return leftOut.isEmpty()
        ? content
        : html -> {
          html.element("p", "Of some of its calls only: " + leftOut + ".", "class", "none");
          content.accept(html);
        };
  }

  private List<Found> evidence() {
    List<Found> evidence = new ArrayList<>();
    for (Finding finding : report.findings()) {
      finding.evidence().forEach(one -> evidence.add(new Found(finding.rule(), one)));
    }
    return evidence;
  }

  private void findings(HtmlWriter html, List<Found> evidence) {
    HtmlTable.write(
        html,
        "What is worth knowing of any program, the gravest first",
        "Nothing that is worth knowing of any program.",
        List.of(
            Column.text("What"),
            Column.text("Finding"),
            Column.text("Process"),
            Column.number("Event")),
        evidence,
        FINDING_ROOM,
        (row, found) ->
            row.head(ReadableText.ofPlain(found.evidence.what()))
                .outcome(found.rule.words(), true)
                .text(process(found.evidence.pid()))
                .event(found.evidence.event()));
  }

  private String process(int pid) {
    return pid == 0 ? "" : ReadableText.ofPlain(Words.process(report, pid));
  }

  private void processes(HtmlWriter html) {
    HtmlTable.write(
        html,
        "From start to exit, within " + Amounts.duration(report.durationNs()),
        "No process was started.",
        List.of(
            Column.text("Process"),
            Column.text("Time"),
            Column.number("Start"),
            Column.number("Duration"),
            Column.text("End"),
            Column.number("Event")),
        ProcessTree.lines(report.processes()),
        PROCESS_ROOM,
        this::process);
  }

  private void process(HtmlRow row, ProcessTree.Line line) {
    ProcessRow process = line.process();
    double whole = Math.max(1, report.durationNs());
    double start = process.startedNs() / whole;
    long end = process.exited() ? process.exitedNs() : report.durationNs();
    row.head(line.branch(), line.command(LONGEST_COMMAND, ReadableText::ofPlain))
        .bar(start, Math.max(end / whole, start + NARROWEST_BAR))
        .number(Amounts.duration(process.startedNs()))
        .number(Amounts.duration(end - process.startedNs()))
        .outcome(Words.ending(process), !process.letGo() && process.exitCode() != 0)
        .event(process.startedEvent());
  }

  private List<Contacted> contacts() {
    List<Contacted> contacts = new ArrayList<>();
    for (SocketRow socket : report.sockets()) {
      if (socket.listening()) {
        contacts.add(new Contacted(socket, null));
      }
      socket.peers().forEach(peer -> contacts.add(new Contacted(socket, peer)));
    }
    return contacts;
  }

  private static void network(HtmlWriter html, List<Contacted> contacts) {
    HtmlTable.write(
        html,
        "Sockets by their peers, in the order in which they came up",
        "No socket had to do with anybody.",
        List.of(
            Column.text("Address"),
            Column.text("Protocol"),
            Column.text("Outcome"),
            Column.number("Sent"),
            Column.number("Received"),
            Column.number("Process"),
            Column.number("Event")),
        contacts,
        NETWORK_ROOM,
        (row, contact) -> {
          SocketRow socket = contact.socket;
          PeerRow peer = contact.peer;
          row.head(
                  ReadableText.ofPlain(
                      peer == null ? Words.endpoint(socket.bound()) : Words.endpoint(peer)))
              .text(Words.protocol(socket))
              .outcome(
                  peer == null ? "listening" : Words.contact(peer),
                  peer != null && peer.errno() != 0)
              .number(peer == null ? "" : bytes(peer.bytesSent()))
              .number(peer == null ? "" : bytes(peer.bytesReceived()))
              .number(socket.pid() == 0 ? "" : Integer.toString(socket.pid()))
              .event(peer == null ? socket.event() : peer.event());
        });
  }

  private static void failures(HtmlWriter html, List<FailureRow> failures) {
    HtmlTable.write(
        html,
        "What ended badly, could not be reached, or was named in calls that failed",
        "Nothing failed.",
        List.of(
            Column.text("What"),
            Column.text("Kind"),
            Column.text("How"),
            Column.number("Times"),
            Column.number("Process"),
            Column.number("Event")),
        failures,
        FAILURE_ROOM,
        (row, failure) ->
            row.head(ReadableText.ofPlain(failure.what()))
                .text(failure.kind())
                .outcome(failure.how(), true)
                .number(Amounts.number(failure.times()))
                .number(pids(failure.pids()))
                .event(failure.event()));
  }

  private List<Decided> decisions() {
    List<Decided> decisions = new ArrayList<>();
    for (DecisionRow decision : report.decisions()) {
      decision.calls().forEach(call -> decisions.add(new Decided(decision, call)));
    }
    return decisions;
  }

  private static void decisions(HtmlWriter html, List<Decided> decisions) {
    HtmlTable.write(
        html,
        "What the firewall decided, and about what",
        "Nothing was decided: no policy was in force.",
        List.of(
            Column.text("Call"),
            Column.text("Verdict"),
            Column.text("Decided"),
            Column.text("Error"),
            Column.number("Times"),
            Column.number("Waited"),
            Column.number("Process"),
            Column.number("Event")),
        decisions,
        DECISION_ROOM,
        (row, decided) -> {
          DecisionRow by = decided.decision;
          DecidedRow call = decided.call;
          row.head(ReadableText.ofPlain(Words.call(call)))
              .outcome(
                  DecisionText.verdict(by.verdict(), by.kills()), by.verdict() != Verdict.ALLOW)
              .text(DecisionText.by(by.decidedBy(), by.rule()))
              .text(call.errno() == 0 ? "" : Errno.name(call.errno()))
              .number(Amounts.number(call.count()))
              .number(call.waitedNs() == 0 ? "" : Amounts.duration(call.waitedNs()))
              .number(pids(by.pids()))
              .event(call.event());
        });
  }

  private List<Governing> rules() {
    List<Governing> rules = new ArrayList<>();
    for (PolicyTable.Row policy : report.policies()) {
      policy.rules().forEach(rule -> rules.add(new Governing(policy, rule)));
    }
    return rules;
  }

  private static void rules(HtmlWriter html, List<Governing> rules) {
    HtmlTable.write(
        html,
        "The rules of the policies in the order in which they count, and how often each decided",
        "The policies have no rules.",
        List.of(
            Column.text("Rule"),
            Column.text("Policy"),
            Column.text("What it says"),
            Column.number("Decided"),
            Column.number("Event")),
        rules,
        RULE_ROOM,
        (row, governing) ->
            row.head(ReadableText.of(ByteString.of(governing.rule.id())))
                .code(ReadableText.of(ByteString.of(governing.policy.source())))
                .code(ReadableText.of(ByteString.of(governing.rule.text())))
                .number(decided(governing.rule.decided()))
                .event(governing.policy.event()));
  }

  private static String decided(long times) {
    if (times == PolicyTable.NOT_TOLD) {
      return "not known";
    }
    return times == 0 ? "never" : Amounts.number(times);
  }

  private void calls(HtmlWriter html) {
    double whole = Math.max(1, report.calls().stream().mapToLong(CallRow::totalNs).sum());
    HtmlTable.write(
        html,
        "By the time from entry to return, waiting included; the event is the longest call's",
        "No call was made.",
        List.of(
            Column.text("Call"),
            Column.number("Count"),
            Column.number("Failed"),
            Column.text("Errors"),
            Column.text("Share of the time"),
            Column.number("Time"),
            Column.number("95 % below"),
            Column.number("Longest"),
            Column.number("Event")),
        report.calls(),
        CALL_ROOM,
        (row, call) ->
            row.head(call.name())
                .number(Amounts.number(call.count()))
                .number(call.failed() == 0 ? "" : Amounts.number(call.failed()))
                .code(errors(call))
                .bar(0, call.totalNs() / whole)
                .number(Amounts.duration(call.totalNs()))
                .number(Amounts.duration(call.p95Ns()))
                .number(Amounts.duration(call.longestNs()))
                .event(call.longestEvent()));
  }

  private void slowest(HtmlWriter html) {
    long longest =
        report.slowest().stream().mapToLong(SlowestCalls.Row::durationNs).max().orElse(0);
    double whole = Math.max(1, longest);
    HtmlTable.write(
        html,
        "The calls that took longest, waiting included",
        "No call came back.",
        List.of(
            Column.text("Call"),
            Column.text("Process"),
            Column.text("Time"),
            Column.number("Duration"),
            Column.text("Error"),
            Column.number("Event")),
        report.slowest(),
        CALL_ROOM,
        (row, call) ->
            row.head(ReadableText.ofPlain(Words.call(report, call)))
                .text(process(call.pid()))
                .bar(0, call.durationNs() / whole)
                .number(Amounts.duration(call.durationNs()))
                .text(call.errno() == 0 ? "" : Errno.name(call.errno()))
                .event(call.event()));
  }

  private static String errors(CallRow call) {
    return call.errors().entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
        .map(
            error ->
                (call.errors().size() == 1 ? "" : Amounts.number(error.getValue()) + " ")
                    + Errno.name(error.getKey()))
        .collect(Collectors.joining(", "));
  }

  static String bytes(long bytes) {
    return bytes == 0 ? "" : Amounts.bytes(bytes);
  }

  /** The first processes of several. */
  static String pids(List<Integer> pids) {
    String first = pids.stream().limit(2).map(String::valueOf).collect(Collectors.joining(" "));
    return pids.size() <= 2 ? first : String.format(Locale.ROOT, "%s +%,d", first, pids.size() - 2);
  }
}
