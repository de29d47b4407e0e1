package syswall.decode;

/** What wait4(2) says about a child: {@code {WIFEXITED(s) && WEXITSTATUS(s) == 1}}. */
final class WaitStatusText {
  private static final int CONTINUED = 0xffff;
  private static final int STOPPED = 0x7f;
  private static final int DUMPED_CORE = 0x80;

  private WaitStatusText() {}

  static void append(int status, StringBuilder out) {
    int low = status & STOPPED;
    if (status == CONTINUED) {
      out.append("{WIFCONTINUED(s)}");
    } else if ((status & 0xff) == STOPPED) {
      out.append("{WIFSTOPPED(s) && WSTOPSIG(s) == ");
      int signal = status >> 8 & 0xff;
      NumberText.appendSignal(signal & STOPPED, out);
      out.append((signal & DUMPED_CORE) != 0 ? " | 0x80}" : "}");
      appendRest(status >> 16, out);
    } else if (low == 0) {
      out.append("{WIFEXITED(s) && WEXITSTATUS(s) == ").append(status >> 8 & 0xff).append('}');
    } else {
      out.append("{WIFSIGNALED(s) && WTERMSIG(s) == ");
      NumberText.appendSignal(low, out);
      out.append((status & DUMPED_CORE) != 0 ? " && WCOREDUMP(s)}" : "}");
    }
  }

  /** The event of ptrace(2) that stopped the child. */
  private static void appendRest(int event, StringBuilder out) {
    if (event != 0) {
      out.append(" | ");
      NumberText.appendHex((long) event << 16, out);
    }
  }
}
