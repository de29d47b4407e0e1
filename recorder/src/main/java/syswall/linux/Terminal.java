package syswall.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The controlling terminal of this process (tty(4), ioctl_tty(2), termios(3)), read key by key.
 * Only {@link #isSame} may be asked by several threads.
 */
public final class Terminal implements AutoCloseable {
  /** What {@link #key} answers when there was none in time. */
  public static final int NONE = -1;

  /** What {@link #key} answers when there will be none any more. */
  public static final int END = -2;

  private static final int O_RDWR_NOCTTY_NONBLOCK_CLOEXEC = 02004402;
  private static final int TCGETS = 0x5401;
  private static final int TCSETS = 0x5402;
  private static final int TCXONC = 0x540a;
  private static final int TCFLSH = 0x540b;
  private static final int TIOCGPGRP = 0x540f;
  private static final int TIOCSPGRP = 0x5410;
  private static final int TIOCGWINSZ = 0x5413;
  private static final int TIOCGDEV = 0x80045432;
  private static final int TCOON = 1;
  private static final int TCIFLUSH = 0;
  private static final short POLLIN = 1;
  private static final short POLLOUT = 4;
  private static final int WRITE_MS = 100;
  private static final int SIGTSTP = 20;
  private static final int SIGTTOU = 22;

  /** The device number of /dev/tty, which is everybody's own terminal: major 5, minor 0. */
  private static final long OWN = 5 << 8;

  // asm-generic/termbits.h: struct termios is four flags, the line discipline, 19 characters
  private static final int TERMIOS_SIZE = 36;
  private static final int C_IFLAG = 0;
  private static final int C_OFLAG = 4;
  private static final int C_LFLAG = 12;
  private static final int C_CC = 17;
  private static final int VTIME = C_CC + 5;
  private static final int VMIN = C_CC + 6;
  private static final int OPOST_ONLCR = 5;
  private static final int INPUT_CHANGES = 01740; // ISTRIP, INLCR, IGNCR, ICRNL, IUCLC
  private static final int ISIG = 1;
  private static final int ICANON = 2;
  private static final int ECHO = 8;

  private final int fd;
  private final long device;
  private final Block state = new Block(64);
  private final Block io = new Block(4096);
  private final byte[] before = new byte[TERMIOS_SIZE];
  private int foregroundBefore;

  private Terminal(int fd) {
    this.fd = fd;
    device = ioctl(TIOCGDEV, io.address()) < 0 ? OWN : io.getInt(0) & 0xffff_ffffL;
  }

  /**
   * Opens it.
   *
   * @throws ErrnoException if there is none (ENXIO)
   */
  public static Terminal open() throws ErrnoException {
    try (Arena arena = new Arena()) {
      long path = arena.cString("/dev/tty");
      long fd = Kernel.call(Kernel.SYS_OPEN, path, O_RDWR_NOCTTY_NONBLOCK_CLOEXEC, 0, 0, 0, 0);
      if (fd < 0) {
        throw new ErrnoException("open(/dev/tty)", (int) -fd);
      }
      return new Terminal((int) fd);
    }
  }

  /**
   * Whether this process, or a group of processes that it traces, is in the foreground: else the
   * terminal is somebody else's now.
   *
   * @param process one that it traces, for the leader of its group may be gone
   */
  public boolean isOurs(int process) {
    int foreground = foreground();
    return foreground == ownGroup()
        || isTraced(foreground)
        || foreground == Kernel.call(Kernel.SYS_GETPGID, process, 0, 0, 0, 0, 0);
  }

  private static boolean isTraced(int pid) {
    try {
      int tracer = ProcStatus.read(Path.of("/proc/" + pid + "/status")).tracer();
      return tracer != 0 && Files.exists(Path.of("/proc/self/task/" + tracer));
    } catch (IOException e) {
      return false; // there is no such process
    }
  }

  private static int ownGroup() {
    return (int) Kernel.call(Kernel.SYS_GETPGRP, 0, 0, 0, 0, 0, 0);
  }

  /** The process group that has the terminal, which keys such as Ctrl-C signal; 0 if unknown. */
  private int foreground() {
    return ioctl(TIOCGPGRP, io.address()) < 0 ? 0 : io.getInt(0);
  }

  /**
   * Takes the terminal for this process, whoever has it: keys come one by one, unseen, and signal
   * nobody. What was typed before is dropped.
   */
  public void take() {
    LocalProcess.ignore(SIGTTOU); // else this process would stop, if it is in the background
    foregroundBefore = foreground();
    foreground(ownGroup());
    ioctl(TCGETS, state.address());
    state.get(0, before, 0, before.length);
    state.putInt(C_IFLAG, state.getInt(C_IFLAG) & ~INPUT_CHANGES);
    state.putInt(C_OFLAG, OPOST_ONLCR);
    state.putInt(C_LFLAG, state.getInt(C_LFLAG) & ~(ISIG | ICANON | ECHO));
    state.put(VTIME, new byte[] {0});
    state.put(VMIN, new byte[] {1});
    ioctl(TCSETS, state.address());
    ioctl(TCXONC, TCOON); // a program may have stopped its output
    dropInput();
  }

  /** Gives the terminal back as it was taken. */
  public void giveBack() {
    state.put(0, before);
    ioctl(TCSETS, state.address());
    foreground(foregroundBefore);
  }

  /** Sends a signal to the process group from which the terminal was taken. */
  public void signalForeground(int signal) {
    if (foregroundBefore > 1) {
      LocalProcess.kill(-foregroundBefore, signal);
    }
  }

  /** Stops, as Ctrl-Z does, what the terminal was taken from, and this process, until SIGCONT. */
  public void suspend() {
    signalForeground(SIGTSTP);
    if (foregroundBefore != ownGroup()) {
      LocalProcess.kill(LocalProcess.pid(), SIGTSTP);
    }
  }

  private void foreground(int group) {
    io.putInt(0, group);
    ioctl(TIOCSPGRP, io.address());
  }

  /** Drops what was typed and not read. */
  public void dropInput() {
    ioctl(TCFLSH, TCIFLUSH);
  }

  /** How many columns it has; 80 if it does not say. */
  public int columns() {
    int columns = ioctl(TIOCGWINSZ, io.address()) < 0 ? 0 : io.getInt(0) >>> 16;
    return columns == 0 ? 80 : columns;
  }

  /**
   * The next byte that is typed, 0..255; or {@link #NONE}, {@link #END}.
   *
   * @param milliseconds how long to wait for it
   */
  public int key(int milliseconds) {
    io.putInt(0, fd); // struct pollfd
    io.putInt(4, POLLIN);
    long ready = Kernel.call(Kernel.SYS_POLL, io.address(), 1, milliseconds, 0, 0, 0);
    if (ready <= 0) {
      return ready == 0 || ready == -Errors.EINTR ? NONE : END;
    }
    long length = Kernel.call(Kernel.SYS_READ, fd, io.address(), 1, 0, 0, 0);
    boolean isTaken = length == -Errors.EINTR || length == -Errors.EAGAIN;
    return length == 1 ? io.getByte(0) & 0xff : isTaken ? NONE : END;
  }

  /** Writes text; what cannot be written is lost. */
  public void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; ) {
      int length = Math.min(bytes.length - from, io.size());
      io.put(0, Arrays.copyOfRange(bytes, from, from + length));
      long written = Kernel.call(Kernel.SYS_WRITE, fd, io.address(), length, 0, 0, 0);
      if (written <= 0 && written != -Errors.EINTR && !(written == -Errors.EAGAIN && takes())) {
        return;
      }
      from += (int) Math.max(written, 0);
    }
  }

  private boolean takes() {
    io.putInt(0, fd);
    io.putInt(4, POLLOUT);
    return Kernel.call(Kernel.SYS_POLL, io.address(), 1, WRITE_MS, 0, 0, 0) == 1;
  }

  /** Whether a descriptor of any thread is this terminal. */
  public boolean isSame(int tid, int descriptor) {
    try {
      Path link = Path.of("/proc/" + tid + "/fd/" + descriptor);
      long number = (Long) Files.getAttribute(link, "unix:rdev");
      return number == OWN || number == device;
    } catch (IOException e) {
      return false; // no such descriptor, or the thread is gone
    }
  }

  private long ioctl(int request, long argument) {
    return Kernel.call(Kernel.SYS_IOCTL, fd, request & 0xffff_ffffL, argument, 0, 0, 0);
  }

  @Override
  public void close() {
    Libc.close(fd);
  }
}
