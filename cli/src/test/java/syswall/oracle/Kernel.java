package syswall.oracle;

import com.sun.jna.Native;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What the kernel says about a thread, by {@code /proc} and kcmp(2). */
final class Kernel {
  private static final long SYS_KCMP = 312;
  private static final long KCMP_FILE = 0;
  private static final int O_CLOEXEC = 02000000;
  private static final long STOP_LIMIT_NS = 1_000_000_000L;
  private static final long POLL_NS = 20_000;

  static {
    Native.register(Kernel.class, "c");
  }

  private Kernel() {}

  private static native long syscall(long number, long a, long b, long c, long d, long e);

  /**
   * An open descriptor.
   *
   * @param link what {@code /proc/TID/fd/FD} points to
   * @param regular whether it is a regular file: of others the offset means nothing
   * @param offset {@code pos} of proc_pid_fdinfo(5)
   */
  record Open(Link link, boolean closeOnExec, boolean regular, long offset) {}

  /** The open descriptors of a thread, by number; none of a thread that is gone. */
  static SortedMap<Integer, Open> descriptors(int tid) {
    SortedMap<Integer, Open> descriptors = new TreeMap<>();
    @Nullable String[] numbers = new File("/proc/" + tid + "/fd").list();
    for (@Nullable String number : numbers == null ? new String[0] : numbers) {
      try {
        Open open = open(tid, String.valueOf(number));
        descriptors.put(Integer.parseInt(String.valueOf(number)), open);
      } catch (IOException e) {
        // closed meanwhile by a thread that shares the table: no sample that counts
      }
    }
    return descriptors;
  }

  private static Open open(int tid, String fd) throws IOException {
    long offset = 0;
    boolean closeOnExec = false;
    for (String line : Files.readAllLines(Path.of("/proc/" + tid + "/fdinfo/" + fd))) {
      if (line.startsWith("pos:")) {
        offset = Long.parseLong(line.substring(4).strip());
      } else if (line.startsWith("flags:")) {
        int flags = Integer.parseUnsignedInt(line.substring(6).strip(), 8);
        closeOnExec = (flags & O_CLOEXEC) != 0;
      }
    }
    Path path = Path.of("/proc/" + tid + "/fd/" + fd);
    Link link = new Link(Files.readSymbolicLink(path).toString());
    return new Open(link, closeOnExec, Files.isRegularFile(path), offset);
  }

  /** The working directory of a thread; null of one that is gone. */
  static @Nullable Link workingDirectory(int tid) {
    try {
      return new Link(Files.readSymbolicLink(Path.of("/proc/" + tid + "/cwd")).toString());
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether two descriptors refer to one open file description. */
  static boolean same(int tid, int fd, int otherTid, int otherFd) {
    return syscall(SYS_KCMP, tid, otherTid, KCMP_FILE, fd, otherFd) == 0;
  }

  /**
   * A thread's state as proc_pid_stat(5) has it: {@code t} in a tracing stop, {@code S} asleep; a
   * space if it is gone.
   */
  static char threadState(int tid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + tid + "/task/" + tid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return ' ';
    }
  }

  /** Waits until a thread that was just made has come to the stop in which it begins. */
  static void awaitFirstStop(int tid) {
    long deadlineNs = System.nanoTime() + STOP_LIMIT_NS;
    while (threadState(tid) == 'R' && System.nanoTime() < deadlineNs) {
      LockSupport.parkNanos(POLL_NS);
    }
  }
}
