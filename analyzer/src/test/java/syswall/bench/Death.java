package syswall.bench;

import static syswall.bench.SessionCalls.captured;

import syswall.bench.SessionCalls.Call;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.SessionEnded;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;

/** What happens when a process gives up: it says so, exits, and its parent gets to know. */
final class Death {
  private static final int WRITE = 1;
  private static final int EXIT_GROUP = 231;
  private static final int STDERR = 2;

  private Death() {}

  /** Whether a process succeeded alone, so that its end has consequences that are known. */
  static boolean isPossible(SessionCalls session, int pid) {
    ProcessExited exit = session.exits.get(pid);
    SyscallEntered last = session.exitCalls.get(pid);
    return exit != null
        && exit.waitStatus() == 0
        && last != null
        && last.number() == EXIT_GROUP
        && !session.parents.contains(pid);
  }

  /** The process complains behind a call and exits. */
  static void after(Call call, int code, String complaint, SessionCalls session, JournalEdit edit) {
    SyscallReturned last = call.returned();
    for (Event event : session.events) {
      if (event.sequence() > last.sequence() && isOf(call.pid(), event)) {
        edit.remove(event);
      }
    }
    ByteString text = ByteString.of(complaint + "\n");
    edit.append(
        last,
        Changed.entered(last, WRITE, STDERR, text, text.length()),
        Changed.returned(last, text.length()),
        Changed.entered(last, EXIT_GROUP, code));
    exit(call.pid(), code, session, edit);
  }

  /** The process, wherever it ends, ends with another status. */
  static void exit(int pid, int code, SessionCalls session, JournalEdit edit) {
    ProcessExited exit = session.exits.get(pid);
    int status = code << 8;
    edit.replace(exit, new ProcessExited(exit.sequence(), exit.timeNs(), pid, status));
    for (Call wait : session.calls) {
      if (wait.is("wait4") && wait.returned().result() == pid) {
        SyscallReturned returned = wait.returned();
        if (captured(returned.captures(), 1, Capture.Form.MEMORY) != null) {
          ByteString bytes = ByteString.copyOf(new byte[] {0, (byte) code, 0, 0});
          edit.replace(
              returned,
              Changed.returned(
                  returned,
                  pid,
                  Changed.bytes(returned.captures(), 1, Capture.Form.MEMORY, bytes)));
        }
      }
    }
    Event end = session.events.get(session.events.size() - 1);
    if (pid == session.firstPid && end instanceof SessionEnded ended) {
      edit.replace(end, new SessionEnded(ended.sequence(), ended.timeNs(), ended.reason(), code));
    }
  }

  private static boolean isOf(int tid, Event event) {
    if (event instanceof SyscallEntered call) {
      return call.tid() == tid;
    } else if (event instanceof SyscallReturned call) {
      return call.tid() == tid;
    } else if (event instanceof SyscallInterrupted call) {
      return call.tid() == tid;
    }
    return event instanceof SignalDelivered signal && signal.tid() == tid;
  }
}
