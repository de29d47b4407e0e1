package syswall.export;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import syswall.decode.ReadableText;
import syswall.event.ByteString;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.SessionStarted;
import syswall.history.FileActivity;
import syswall.history.ResourceInterval;
import syswall.history.ResourceIntervals;
import syswall.history.SessionHistory;
import syswall.history.SocketActivity;
import syswall.report.Finding;
import syswall.report.Findings;
import syswall.state.OpenDescription;
import syswall.state.OpenFile;
import syswall.state.OpenSocket;
import syswall.state.ProcessState;
import syswall.state.StateObserver;
import syswall.syscall.Errno;
import syswall.syscall.Signals;
import syswall.trace.DescriptorText;

/** Writes the tables of what a session did, added up. */
final class HistoryRows {
  private final ResourceIntervals intervals;
  private final SessionHistory history;

  /**
   * Before the first event.
   *
   * @param opened takes {@link Table#OPENED}, row by row as things are closed; null if nobody does
   */
  HistoryRows(@Nullable Rows opened) {
    intervals =
        new ResourceIntervals(
            interval -> {
              if (opened != null) {
                opened(opened, interval);
              }
            });
    history = new SessionHistory(opened == null ? StateObserver.NONE : intervals);
  }

  /** What is added up, to be told what happens. */
  SessionHistory history() {
    return history;
  }

  /** The rows of what is still open: to be called after the last event. */
  void finish() {
    intervals.finish();
  }

  private long startedEpochNs() {
    SessionStarted started = history.state().started();
    return started == null ? 0 : started.startedEpochNs();
  }

  /** Writes {@link Table#FINDINGS}. */
  void findings(Rows rows) {
    for (Finding finding : Findings.of(history)) {
      for (Finding.Evidence shown : finding.evidence()) {
        Rows row = rows.begin(shown.event());
        numberOrNone(row, shown.pid() == 0 ? null : (long) shown.pid());
        row.text(label(finding.rule())).text(finding.rule().words()).text(shown.what()).end();
      }
    }
  }

  /** Writes {@link Table#PROCESSES}. */
  void processes(Rows rows) {
    history.processes().forEach(process -> process(rows, process));
  }

  private void process(Rows rows, ProcessState process) {
    ProcessState parent = process.parent();
    ProcessExited exit = process.exit();
    ProcessState.Image image = process.image();
    Rows row = rows.begin(history.startedEvent(process), process.startedNs(), startedEpochNs());
    row.number(process.pid());
    numberOrNone(row, parent == null ? null : (long) parent.pid());
    numberOrNone(row, exit == null ? null : exit.timeNs() - process.startedNs());
    numberOrNone(row, exit == null || exit.signal() != 0 ? null : (long) exit.exitCode());
    row.text(exit == null || exit.signal() == 0 ? "" : Signals.name(exit.signal()));
    row.number(process.threads());
    row.text(image == null ? ByteString.EMPTY : image.executable());
    row.text(image == null ? "" : ReadableText.ofArguments(image.argv())).end();
  }

  /** Writes {@link Table#FILES}. */
  void files(Rows rows) {
    history.files().files().forEach(file -> file(rows, file));
  }

  private static void file(Rows rows, FileActivity file) {
    Rows row = rows.begin(file.firstEvent()).text(file.path());
    row.text(file.actions().stream().map(HistoryRows::label).collect(Collectors.joining(" ")));
    row.number(file.bytesRead()).number(file.bytesWritten());
    row.number(file.failures().values().stream().mapToLong(Integer::longValue).sum());
    row.text(file.failures().keySet().stream().map(Errno::name).collect(Collectors.joining(" ")));
    row.text(
            file.processes().stream()
                .map(process -> Integer.toString(process.pid()))
                .collect(Collectors.joining(" ")))
        .end();
  }

  /** Writes {@link Table#SOCKETS}. */
  void sockets(Rows rows) {
    for (SocketActivity socket : history.sockets().sockets()) {
      if (socket.peers().isEmpty()) {
        socket(rows, socket).none(6).end();
      }
      for (SocketActivity.Peer peer : socket.peers()) {
        ByteString name = history.names().of(peer.address());
        Rows row = socket(rows, socket).address(peer.address());
        row.text(name == null ? ByteString.EMPTY : name).text(label(peer.contact()));
        row.text(peer.errno() == 0 ? "" : Errno.name(peer.errno()));
        row.number(peer.bytesSent()).number(peer.bytesReceived()).end();
      }
    }
  }

  private static Rows socket(Rows rows, SocketActivity socket) {
    ByteString bound = socket.bound();
    Rows row = rows.begin(socket.openedEvent());
    numberOrNone(row, socket.pid() == 0 ? null : (long) socket.pid());
    row.text(DescriptorText.protocol(socket.family(), socket.type()));
    row.address(bound == null ? ByteString.EMPTY : bound);
    return row.text(socket.listening() ? "yes" : "no");
  }

  /** Writes {@link Table#NAMES}. */
  void names(Rows rows) {
    Set<ByteString> answered = new HashSet<>(history.names().names().values());
    history
        .names()
        .asked()
        .forEach(
            (name, event) ->
                rows.begin(event).text(name).text(answered.contains(name) ? "yes" : "no").end());
  }

  private void opened(Rows rows, ResourceInterval interval) {
    if (!history.state().knowsDescriptors() && !(interval.resource() instanceof OpenSocket)) {
      return; // when it was closed is not known
    }
    boolean closed = interval.closedEvent() >= 0;
    Rows row = rows.begin(interval.openedEvent(), interval.openedNs(), startedEpochNs());
    numberOrNone(row, interval.pid() == 0 ? null : (long) interval.pid());
    OpenDescription resource = interval.resource();
    if (resource instanceof OpenFile file) {
      row.text("file").text(file.path());
    } else if (resource instanceof OpenSocket) {
      row.text("socket").text(DescriptorText.of(resource));
    } else {
      row.text(DescriptorText.of(resource)).none();
    }
    numberOrNone(row, closed ? interval.closedNs() - interval.openedNs() : null);
    numberOrNone(row, closed ? interval.closedEvent() : null);
    row.number(interval.bytesRead()).number(interval.bytesWritten()).end();
  }

  private static void numberOrNone(Rows row, @Nullable Long number) {
    if (number == null) {
      row.none();
    } else {
      row.number(number);
    }
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
