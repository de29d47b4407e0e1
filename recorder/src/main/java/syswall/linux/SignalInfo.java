package syswall.linux;

/** {@code siginfo_t} of a signal about to be delivered (sigaction(2), asm-generic/siginfo.h). */
public final class SignalInfo {
  private static final int SIGILL = 4;
  private static final int SIGTRAP = 5;
  private static final int SIGBUS = 7;
  private static final int SIGFPE = 8;
  private static final int SIGSEGV = 11;
  private static final int SIGCHLD = 17;

  private final Block block = new Block(128);

  Block block() {
    return block;
  }

  /** The signal. */
  public int signal() {
    return block.getInt(0);
  }

  /** {@code si_code}: 0 or below where a process sent it, above from the kernel. */
  public int code() {
    return block.getInt(8);
  }

  /** {@code si_pid} where the signal has a sender or a child, else 0. */
  public int senderPid() {
    return hasSender() ? block.getInt(16) : 0;
  }

  /** {@code si_uid} likewise. */
  public int senderUid() {
    return hasSender() ? block.getInt(20) : 0;
  }

  /** {@code si_addr} of a fault, else 0. */
  public long address() {
    boolean fault =
        switch (signal()) {
          case SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV -> true;
          default -> false;
        };
    return fault && code() > 0 ? block.getLong(16) : 0;
  }

  private boolean hasSender() {
    // SI_TIMER -2 and SI_SIGIO -5 use the same bytes for something else
    return code() == 0 || code() == -1 || code() == -3 || code() == -6 || signal() == SIGCHLD;
  }
}
