package syswall.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import syswall.history.SignalTable;
import syswall.syscall.Signals;

/** The part of a text report that says how processes talked to one another. */
final class IpcSection {
  private static final int LINES = 4;
  private static final int SIGCHLD = 17;

  private IpcSection() {}

  /** On one screen without pipes, without the signals of the kernel and SIGCHLD. */
  static String render(Report report, boolean all, Style style) {
    List<String> lines = new ArrayList<>();
    for (Ipc.PipeRow pipe : all ? report.ipc().pipes() : List.<Ipc.PipeRow>of()) {
      String read =
          pipe.bytesRead() == pipe.bytesWritten()
              ? ""
              : ", " + Amounts.bytes(pipe.bytesRead()) + " read";
      lines.add(
          line(
              "pipe",
              names(report, pipe.writers(), pipe) + " → " + names(report, pipe.readers(), pipe),
              Amounts.bytes(pipe.bytesWritten()) + " written" + read,
              pipe.event(),
              all,
              style));
    }
    for (SignalTable.Row signal : report.ipc().signals()) {
      if (all || (signal.from() != 0 && signal.signal() != SIGCHLD)) {
        String from = signal.from() == 0 ? "kernel" : Words.process(report, signal.from());
        lines.add(
            line(
                "signal",
                from + " → " + Words.process(report, signal.to()),
                Signals.name(signal.signal())
                    + (signal.count() == 1 ? "" : " " + Amounts.count(signal.count(), "time")),
                signal.event(),
                all,
                style));
      }
    }
    String sockets = SocketSection.local(report, all, style);
    if (lines.isEmpty() && sockets.isEmpty()) {
      return "";
    }
    int shown = all || lines.size() <= LINES ? lines.size() : LINES - 1;
    String more = "and " + (lines.size() - shown) + " more (--section ipc)";
    return "\n"
        + style.heading("IPC")
        + "\n"
        + String.join("", lines.subList(0, shown))
        + (shown == lines.size() ? "" : "  " + style.faint(more) + "\n")
        + sockets;
  }

  private static String line(
      String kind, String who, String what, long event, boolean all, Style style) {
    return "  "
        + Columns.pad(kind, 8)
        + (all ? who : Columns.cut(who, TextReport.WIDTH - 54))
        + "  "
        + what
        + style.faint("  (event " + event + ")")
        + "\n";
  }

  private static String names(Report report, List<Integer> pids, Ipc.PipeRow pipe) {
    if (pids.isEmpty()) {
      return pipe.inherited() ? "outside" : "nobody";
    }
    return pids.stream().map(pid -> Words.process(report, pid)).collect(Collectors.joining(", "));
  }
}
