package syswall.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import syswall.report.Report.FileRow;
import syswall.report.Report.PeerRow;
import syswall.report.Report.ProcessRow;
import syswall.report.Report.SocketRow;
import syswall.state.Contact;
import syswall.syscall.Errno;

/**
 * Something that went wrong, of whatever kind.
 *
 * @param kind {@code process}, {@code network} or {@code file}
 * @param how an exit code, a signal or errors
 * @param pids whose it was; empty if not known
 * @param event shows it
 */
record FailureRow(
    String what, String kind, String how, long times, List<Integer> pids, long event) {
  /** ENOENT, which searching gives, and EINVAL, which readlink(2) of what is no link gives. */
  private static final Set<Integer> USUAL = Set.of(2, 22);

  /** Processes, then peers, then files, those with usual errors last. */
  static List<FailureRow> of(Report report) {
    List<FailureRow> failures = new ArrayList<>();
    report.processes().forEach(process -> process(process, failures));
    report.sockets().forEach(socket -> socket(socket, failures));
    report.files().stream()
        .sorted(Comparator.comparing(FailureRow::isUsual)) // stable
        .forEach(file -> file(file, failures));
    return failures;
  }

  private static void process(ProcessRow process, List<FailureRow> failures) {
    if (process.endedBadly()) {
      String command = ProcessTree.ran(process);
      List<Integer> pid = List.of(process.pid());
      failures.add(
          new FailureRow(command, "process", Words.ending(process), 1, pid, process.exitedEvent()));
    }
  }

  private static void socket(SocketRow socket, List<FailureRow> failures) {
    for (PeerRow peer : socket.peers()) {
      if (peer.contact() == Contact.FAILED) {
        String address = Words.protocol(socket) + " " + Words.endpoint(peer);
        List<Integer> pid = socket.pid() == 0 ? List.of() : List.of(socket.pid());
        failures.add(new FailureRow(address, "network", Words.contact(peer), 1, pid, peer.event()));
      }
    }
  }

  private static boolean isUsual(FileRow file) {
    return USUAL.containsAll(file.failures().keySet());
  }

  private static void file(FileRow file, List<FailureRow> failures) {
    if (!file.failures().isEmpty()) {
      long times = file.failures().values().stream().mapToLong(Integer::longValue).sum();
      failures.add(
          new FailureRow(
              Words.path(file), "file", errors(file), times, file.pids(), file.failedEvent()));
    }
  }

  /** The errors of calls that named a file: {@code 3 ENOENT, 1 EACCES}, or only the name of one. */
  static String errors(FileRow file) {
    Map<Integer, Integer> failures = file.failures();
    if (failures.size() == 1) {
      return Errno.name(failures.keySet().iterator().next());
    }
    return failures.entrySet().stream()
        .map(error -> Amounts.number(error.getValue()) + " " + Errno.name(error.getKey()))
        .collect(Collectors.joining(", "));
  }
}
