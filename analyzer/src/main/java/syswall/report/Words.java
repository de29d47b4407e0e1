package syswall.report;

import syswall.decode.QuotedText;
import syswall.decode.SocketAddress;
import syswall.event.ByteString;
import syswall.history.CallTarget;
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
      return "not ended";
    }
    return process.killedBy() == 0
        ? "exit " + process.exitCode()
        : Signals.name(process.killedBy()) + (process.dumpedCore() ? " (core)" : "");
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

  /** A call with what it is about, likewise. */
  static String call(String name, CallTarget target) {
    return call(new DecidedRow(name, target.paths(), target.address(), 0, 1, 0));
  }

  /** A process by its number and program: {@code 4711 cc1}. */
  static String process(Report report, int pid) {
    for (ProcessRow process : report.processes()) {
      if (process.pid() == pid && !process.argv().isEmpty()) {
        String program = QuotedText.plain(process.argv().get(0));
        return pid + " " + program.substring(program.lastIndexOf('/') + 1);
      }
    }
    return Integer.toString(pid);
  }

  /** How far the way to a peer was gone. */
  static String contact(PeerRow peer) {
    return switch (peer.contact()) {
      case CONNECTED -> "connected";
      case ACCEPTED -> "accepted";
      case IN_PROGRESS -> "in progress";
      case FAILED -> Errno.name(peer.errno());
      case ADDRESSED -> "no connection";
    };
  }
}
