package syswall.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import syswall.event.ByteString;
import syswall.event.EndReason;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.SessionEnded;
import syswall.history.CallStatistics;
import syswall.history.DataQuality;
import syswall.history.DecisionTable;
import syswall.history.FileActivity;
import syswall.history.PipeTable;
import syswall.history.SearchTable;
import syswall.history.SessionHistory;
import syswall.history.SocketActivity;
import syswall.journal.Integrity;
import syswall.report.Report.CallRow;
import syswall.report.Report.DecidedRow;
import syswall.report.Report.DecisionRow;
import syswall.report.Report.FileRow;
import syswall.report.Report.ImageRow;
import syswall.report.Report.PeerRow;
import syswall.report.Report.ProcessRow;
import syswall.report.Report.SocketRow;
import syswall.state.ProcessState;
import syswall.state.SessionState;
import syswall.syscall.SyscallTable;

/** Copies a history into a {@link Report}: rows of plain values in a fixed order. */
final class ReportBuilder {
  private final SessionHistory history;

  ReportBuilder(SessionHistory history) {
    this.history = history;
  }

  Report build(Integrity integrity, String damage) {
    SessionState state = history.state();
    SessionEnded ended = state.ended();
    return new Report(
        state.started(),
        state.events(),
        state.lastNs(),
        integrity,
        damage,
        ended == null ? null : ended.reason(),
        processes(),
        files(),
        history.files().renames(),
        history.sockets().sockets().stream().map(this::socket).toList(),
        decisions(),
        history.policies().rows(),
        calls(),
        history.slowest().rows(),
        Findings.of(history),
        searches(),
        names(),
        ipc(),
        history.questions().rows(),
        quality());
  }

  private List<ProcessRow> processes() {
    Map<ProcessState, Integer> indexes = new HashMap<>();
    List<ProcessRow> rows = new ArrayList<>();
    for (ProcessState process : history.processes()) {
      ProcessState parent = process.parent();
      rows.add(process(process, parent == null ? -1 : indexes.getOrDefault(parent, -1)));
      indexes.put(process, indexes.size());
    }
    return rows;
  }

  private ProcessRow process(ProcessState process, int parent) {
    ProcessExited exit = process.exit();
    ProcessState.Image image = process.image();
    SessionEnded ended = history.state().ended();
    return new ProcessRow(
        process.pid(),
        parent,
        process.startedNs(),
        exit == null ? -1 : exit.timeNs(),
        exit == null ? -1 : exit.exitCode(),
        exit == null ? 0 : exit.signal(),
        exit != null && exit.dumpedCore(),
        process.threads(),
        image == null ? List.of() : image.argv(),
        process.images().stream()
            .map(i -> new ImageRow(i.timeNs(), i.executable(), i.argv()))
            .toList(),
        copy(process.signals()),
        history.startedEvent(process),
        exit == null ? -1 : exit.sequence(),
        process.isAttached(),
        exit == null && ended != null && ended.reason() == EndReason.DETACHED);
  }

  private List<FileRow> files() {
    return history.files().files().stream()
        .sorted(Comparator.comparing(FileActivity::path, PathOrder.INSTANCE))
        .map(ReportBuilder::file)
        .toList();
  }

  private static FileRow file(FileActivity file) {
    return new FileRow(
        file.path(),
        Collections.unmodifiableSet(file.actions()),
        file.bytesRead(),
        file.bytesWritten(),
        copy(file.failures()),
        file.missing(),
        file.processes().stream().map(ProcessState::pid).toList(),
        file.firstEvent(),
        file.failedEvent(),
        file.refusedEvent());
  }

  private SocketRow socket(SocketActivity socket) {
    ByteString bound = socket.bound();
    return new SocketRow(
        socket.pid(),
        socket.family(),
        socket.type(),
        bound == null ? ByteString.EMPTY : bound,
        socket.listening(),
        socket.peers().stream()
            .map(
                peer ->
                    new PeerRow(
                        peer.address(),
                        name(peer.address()),
                        peer.contact(),
                        peer.errno(),
                        peer.bytesSent(),
                        peer.bytesReceived(),
                        peer.event()))
            .toList(),
        socket.openedEvent());
  }

  private List<SearchRow> searches() {
    Map<Integer, ProcessExited> exits = new HashMap<>();
    for (ProcessState process : history.processes()) {
      ProcessExited exit = process.exit();
      if (exit != null) {
        exits.put(process.pid(), exit);
      }
    }
    List<SearchRow> rows = new ArrayList<>();
    for (SearchTable.Row row : history.searches().rows()) {
      ByteString found = row.key().found();
      ProcessExited exit = exits.get(row.pid());
      rows.add(
          new SearchRow(
              row.key().name(),
              found == null ? ByteString.EMPTY : found,
              row.firstPath(),
              row.places(),
              row.times(),
              row.pid(),
              exit != null && exit.exitCode() != 0,
              row.event()));
    }
    rows.sort(Comparator.comparingLong(SearchRow::event)); // stable
    return rows;
  }

  private List<NameRow> names() {
    Set<ByteString> answered = new HashSet<>(history.names().names().values());
    List<NameRow> rows = new ArrayList<>();
    history
        .names()
        .asked()
        .forEach((name, event) -> rows.add(new NameRow(name, answered.contains(name), event)));
    return rows;
  }

  private Ipc ipc() {
    List<Ipc.PipeRow> pipes = new ArrayList<>();
    for (PipeTable.Row pipe : history.pipes().rows()) {
      pipes.add(
          new Ipc.PipeRow(
              pipe.event(),
              pipe.inherited(),
              List.copyOf(pipe.writers()),
              List.copyOf(pipe.readers()),
              pipe.bytesWritten(),
              pipe.bytesRead()));
    }
    return new Ipc(pipes, history.signals().rows());
  }

  private Quality quality() {
    DataQuality quality = history.quality();
    return new Quality(
        quality.formatVersion(),
        quality.cutPaths(),
        quality.cutData(),
        quality.unreadable(),
        quality.callsUnderWay(),
        quality.unknownCalls());
  }

  private ByteString name(ByteString address) {
    ByteString name = history.names().of(address);
    return name == null ? ByteString.EMPTY : name;
  }

  /** What was not made first, and what was so from the beginning. */
  private List<DecisionRow> decisions() {
    return history.decisions().rows().stream()
        .map(ReportBuilder::decision)
        .sorted(Comparator.comparingInt(ReportBuilder::severity)) // stable
        .toList();
  }

  private static int severity(DecisionRow row) {
    return switch (row.verdict()) {
      case HARD_BLOCK -> row.kills() ? 0 : 1;
      case SOFT_BLOCK -> 2;
      case ALLOW -> 3;
    };
  }

  private static DecisionRow decision(DecisionTable.Row row) {
    DecisionTable.Decider decider = row.decider();
    List<DecidedRow> calls = new ArrayList<>();
    row.calls()
        .forEach(
            (wanted, count) ->
                calls.add(
                    new DecidedRow(
                        wanted.call(),
                        wanted.paths(),
                        wanted.address(),
                        wanted.errno(),
                        count.times(),
                        count.waitedNs(),
                        count.event())));
    return new DecisionRow(
        decider.verdict(),
        decider.kills(),
        decider.decidedBy(),
        decider.rule(),
        calls.stream().mapToLong(DecidedRow::count).sum(),
        calls.stream().mapToLong(DecidedRow::waitedNs).sum(),
        calls.get(0).event(),
        List.copyOf(row.pids()),
        List.copyOf(calls));
  }

  private List<CallRow> calls() {
    List<CallRow> rows = new ArrayList<>();
    for (CallStatistics.Row row : history.calls().x86_64()) {
      rows.add(call(row, ""));
    }
    for (CallStatistics.Row row : history.calls().i386()) {
      rows.add(call(row, " (i386)"));
    }
    rows.sort(
        Comparator.comparingLong(CallRow::totalNs)
            .thenComparingLong(CallRow::count)
            .reversed()
            .thenComparing(CallRow::name));
    return rows;
  }

  private static CallRow call(CallStatistics.Row row, String suffix) {
    return new CallRow(
        SyscallTable.of(row.abi()).name(row.number()) + suffix,
        row.count(),
        row.failed(),
        row.totalNs(),
        row.longestNs(),
        copy(row.errors()),
        row.p95Ns(),
        row.longestEvent());
  }

  /** Ordered, unlike what Map.copyOf makes. */
  private static <V> Map<Integer, V> copy(Map<Integer, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  /** Orders paths byte by byte. */
  private enum PathOrder implements Comparator<ByteString> {
    INSTANCE;

    @Override
    public int compare(ByteString a, ByteString b) {
      int length = Math.min(a.length(), b.length());
      for (int i = 0; i < length; i++) {
        if (a.at(i) != b.at(i)) {
          return Integer.compare(a.at(i), b.at(i));
        }
      }
      return Integer.compare(a.length(), b.length());
    }
  }
}
