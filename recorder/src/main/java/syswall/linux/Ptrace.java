package syswall.linux;

/**
 * The requests of ptrace(2) that syswall makes, all bound to the one thread that seized the
 * tracees. A request answers false when the tracee is gone (ESRCH): it was killed and its exit
 * status will come.
 */
public final class Ptrace {
  /** Event codes in the third byte of a wait status, from linux/ptrace.h. */
  public static final int PTRACE_EVENT_FORK = 1;

  /** See {@link #PTRACE_EVENT_FORK}. */
  public static final int PTRACE_EVENT_VFORK = 2;

  /** See {@link #PTRACE_EVENT_FORK}. */
  public static final int PTRACE_EVENT_CLONE = 3;

  /** See {@link #PTRACE_EVENT_FORK}. */
  public static final int PTRACE_EVENT_EXEC = 4;

  /** See {@link #PTRACE_EVENT_FORK}. */
  public static final int PTRACE_EVENT_SECCOMP = 7;

  /** See {@link #PTRACE_EVENT_FORK}. */
  public static final int PTRACE_EVENT_STOP = 128;

  private static final long PTRACE_PEEKDATA = 2;
  private static final long PTRACE_POKEDATA = 5;
  private static final long PTRACE_CONT = 7;
  private static final long PTRACE_SINGLESTEP = 9;
  private static final long PTRACE_GETREGS = 12;
  private static final long PTRACE_SETREGS = 13;
  private static final long PTRACE_DETACH = 17;
  private static final long PTRACE_SYSCALL = 24;
  private static final long PTRACE_SETOPTIONS = 0x4200;
  private static final long PTRACE_GETEVENTMSG = 0x4201;
  private static final long PTRACE_GETSIGINFO = 0x4202;
  private static final long PTRACE_SEIZE = 0x4206;
  private static final long PTRACE_INTERRUPT = 0x4207;
  private static final long PTRACE_LISTEN = 0x4208;
  private static final long PTRACE_GETSIGMASK = 0x420a;
  private static final long PTRACE_SETSIGMASK = 0x420b;
  private static final long PTRACE_GET_SYSCALL_INFO = 0x420e;

  private static final long OPTIONS =
      0x1 // PTRACE_O_TRACESYSGOOD
          | 0x2 // PTRACE_O_TRACEFORK
          | 0x4 // PTRACE_O_TRACEVFORK
          | 0x8 // PTRACE_O_TRACECLONE
          | 0x10; // PTRACE_O_TRACEEXEC

  private static final long PTRACE_O_EXITKILL = 0x100000;

  private static final long PTRACE_O_TRACESECCOMP = 0x80;

  private final Block message = new Block(8);

  /**
   * Attaches to a thread and sets the options that its children inherit; it runs on.
   *
   * @param diesWithTracer whether it is killed when this process ends, whose work it is
   */
  public void seize(int tid, boolean diesWithTracer) throws ErrnoException {
    long options = diesWithTracer ? OPTIONS | PTRACE_O_EXITKILL : OPTIONS;
    long result = ptrace(PTRACE_SEIZE, tid, 0, options);
    if (result < 0) {
      throw new ErrnoException("ptrace(PTRACE_SEIZE)", (int) -result);
    }
  }

  /**
   * Has a stopped thread that dies with the tracer, and the children that it will have, stop with
   * PTRACE_EVENT_SECCOMP where a seccomp filter says so. Without a tracer these calls would fail.
   */
  public boolean traceSeccomp(int tid) {
    long options = OPTIONS | PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP; // it sets all of them anew
    return ptrace(PTRACE_SETOPTIONS, tid, 0, options) >= 0;
  }

  /** Asks a running tracee to stop with PTRACE_EVENT_STOP. */
  public boolean interrupt(int tid) {
    return ptrace(PTRACE_INTERRUPT, tid, 0, 0) >= 0;
  }

  /** Lets a stopped tracee run to its next event, delivering a signal if not 0. */
  public boolean cont(int tid, int signal) {
    return ptrace(PTRACE_CONT, tid, 0, signal) >= 0;
  }

  /** Lets a stopped tracee run to its next syscall stop or event, delivering a signal if not 0. */
  public boolean syscall(int tid, int signal) {
    return ptrace(PTRACE_SYSCALL, tid, 0, signal) >= 0;
  }

  /** Lets a stopped tracee go on untraced, delivering a signal if not 0. */
  public boolean detach(int tid, int signal) {
    return ptrace(PTRACE_DETACH, tid, 0, signal) >= 0;
  }

  /** Lets a tracee in group-stop stay stopped, but report when it goes on. */
  public boolean listen(int tid) {
    return ptrace(PTRACE_LISTEN, tid, 0, 0) >= 0;
  }

  /** Lets a stopped tracee run one instruction. */
  public boolean singleStep(int tid) {
    return ptrace(PTRACE_SINGLESTEP, tid, 0, 0) >= 0;
  }

  /** Fills in what syscall stop a tracee is in. */
  public boolean getSyscallInfo(int tid, SyscallInfo info) {
    return ptrace(PTRACE_GET_SYSCALL_INFO, tid, SyscallInfo.SIZE, info.address()) > 0;
  }

  /** Fills in the registers of a stopped tracee. */
  public boolean getRegisters(int tid, Registers registers) {
    return ptrace(PTRACE_GETREGS, tid, 0, registers.block().address()) >= 0;
  }

  /** Sets the registers of a stopped tracee. */
  public boolean setRegisters(int tid, Registers registers) {
    return ptrace(PTRACE_SETREGS, tid, 0, registers.block().address()) >= 0;
  }

  /** Fills in the signal that a tracee in signal-delivery-stop is about to get. */
  public boolean getSignalInfo(int tid, SignalInfo info) {
    return ptrace(PTRACE_GETSIGINFO, tid, 0, info.block().address()) >= 0;
  }

  /**
   * The message of a PTRACE_EVENT stop: a new thread's tid, the tid before an exec, or the data of
   * a seccomp filter's answer; 0 if gone.
   */
  public int eventMessage(int tid) {
    return ptrace(PTRACE_GETEVENTMSG, tid, 0, message.address()) < 0 ? 0 : (int) message.getLong(0);
  }

  /** The 64-bit number at an address, wherever it may be read from; 0 if it cannot be read. */
  public long peek(int tid, long address) {
    // the system call itself stores the number, only the C library's function returns it
    return ptrace(PTRACE_PEEKDATA, tid, address, message.address()) < 0 ? 0 : message.getLong(0);
  }

  /** Writes a 64-bit number, also where the tracee itself may only read and execute. */
  public boolean poke(int tid, long address, long value) {
    return ptrace(PTRACE_POKEDATA, tid, address, value) >= 0;
  }

  /** The signals that a stopped thread blocks, bit {@code n - 1} for signal {@code n}. */
  public long signalMask(int tid) {
    return ptrace(PTRACE_GETSIGMASK, tid, Long.BYTES, message.address()) < 0
        ? 0
        : message.getLong(0);
  }

  /** Sets the signals that a stopped thread blocks. */
  public boolean setSignalMask(int tid, long mask) {
    message.putLong(0, mask);
    return ptrace(PTRACE_SETSIGMASK, tid, Long.BYTES, message.address()) >= 0;
  }

  private static long ptrace(long request, long tid, long address, long data) {
    return Kernel.call(Kernel.SYS_PTRACE, request, tid, address, data, 0, 0);
  }
}
