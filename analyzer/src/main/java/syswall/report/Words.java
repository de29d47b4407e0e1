package syswall.report;

import java.util.List;
import syswall.decode.QuotedText;
import syswall.decode.SocketAddress;
import syswall.event.ByteString;
import syswall.history.CallTarget;
import syswall.history.SlowestCalls;
import syswall.report.Report.DecidedRow;
import syswall.report.Report.FileRow;
import syswall.report.Report.PeerRow;
import syswall.report.Report.ProcessRow;
import syswall.report.Report.SocketRow;
import syswall.state.FileAction;
import syswall.syscall.Errno;
import syswall.syscall.Signals;

/** The words for the parts of a report, safe to print whatever the tracee made of its data. */
final class Words {
  private Words() {}

  /** A file's path; a directory's with a slash at its end. */
  static String path(FileRow file) {
    String path = QuotedText.plain(file.path());
    return file.did(FileAction.USED_AS_DIRECTORY) && !path.endsWith("/") ? path + "/" : path;
  }

  /** How a process ended, short: {@code exit 0}, {@code SIGSEGV}. */
  static String ending(ProcessRow process) {
    if (!process.exited()) {
      return process.letGo() ? "let go" : "not ended";
    }
    return process.killedBy() == 0
        ? "exit " + process.exitCode()
        : Signals.name(process.killedBy()) + (process.dumpedCore() ? " (core)" : "");
  }

  /** What syswall did to the program when it could not record any more of it. */
  static String gaveUp(Report report) {
    boolean attached = report.processes().stream().anyMatch(ProcessRow::attached);
    return attached ? "let the program go" : "killed the program";
  }

  /** The protocol of a socket, from sys/socket.h: AF_* and SOCK_*. */
  static String protocol(SocketRow socket) {
    return switch (socket.family()) {
      case 1 -> "unix";
      case 2, 10 ->
          switch (socket.type()) {
            case 1 -> "tcp";
            case 2 -> "udp";
            default -> "ip";
          };
      case 16 -> "netlink";
      case 17 -> "packet";
      case -1 -> "socket";
      default -> "family " + socket.family();
    };
  }

  /** A socket address; {@code (unknown)} if it was never seen. */
  static String endpoint(ByteString address) {
    return address.length() == 0 ? "(unknown)" : SocketAddress.decode(address).endpoint();
  }

  /** A peer's address, behind the name that it was asked for as. */
  static String endpoint(PeerRow peer) {
    String address = endpoint(peer.address());
    return peer.name().length() == 0 ? address : QuotedText.plain(peer.name()) + " " + address;
  }

  /** A call that was decided about, with what it wanted: {@code openat /etc/shadow}. */
  static String call(DecidedRow call) {
    StringBuilder text = new StringBuilder(call.name());
    call.paths().forEach(path -> text.append(' ').append(QuotedText.plain(path)));
    if (call.address().length() > 0) {
      text.append(' ').append(endpoint(call.address()));
    }
    return text.toString();
  }

  /** A slow call with what it is about, likewise, and the process that it returned. */
  static String call(Report report, SlowestCalls.Row row) {
    CallTarget target = row.target();
    String call = call(new DecidedRow(row.name(), target.paths(), target.address(), 0, 1, 0, 0));
    String about = row.pipe() ? call + " (pipe)" : call;
    return row.otherPid() == 0 ? about : about + " → " + process(report, row.otherPid());
  }

  /**
   * A process by its number and program: {@code 4711 cc1}; of several programs by the first and the
   * last: {@code 4711 sh→cc1}.
   */
  static String process(Report report, int pid) {
    for (ProcessRow process : report.processes()) {
      if (process.pid() == pid && !process.argv().isEmpty()) {
        String last = program(process.argv());
        String first = process.images().isEmpty() ? last : program(process.images().get(0).argv());
        return pid + " " + (first.equals(last) ? "" : first + "→") + last;
      }
    }
    return Integer.toString(pid);
  }

  /** A program by its arguments: the file name in the first. */
  private static String program(List<ByteString> argv) {
    String program = argv.isEmpty() ? "" : QuotedText.plain(argv.get(0));
    return program.substring(program.lastIndexOf('/') + 1);
  }

  /** How far the way to a peer was gone. */
  static String contact(PeerRow peer) {
    return switch (peer.contact()) {
      case CONNECTED -> "connected";
      case ACCEPTED -> "accepted";
      case IN_PROGRESS -> "in progress";
      case FAILED -> Errno.name(peer.errno());
      case ADDRESSED -> "datagrams";
    };
  }
}
