package syswall.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What syswall asks of or does to processes other than by ptrace, its own first. */
public final class LocalProcess {
  private static final int AT_FDCWD = -100;
  private static final int AT_EACCESS = 0x200;
  private static final int F_OK = 0;
  private static final int X_OK = 1;
  private static final int O_CLOEXEC = 02000000;
  private static final int O_PATH = 010000000;
  private static final int PATH_MAX = 4096;
  private static final int UTSNAME_FIELD = 65;
  private static final int MFD_CLOEXEC = 1;
  private static final int PR_SET_DUMPABLE = 4;
  private static final long SIG_DFL = 0;
  private static final long SIG_IGN = 1;
  private static final short POSIX_SPAWN_SETSIGMASK = 8;

  private LocalProcess() {}

  /** The process id of syswall. */
  public static int pid() {
    return Libc.getpid();
  }

  /** The real user id of syswall. */
  public static int uid() {
    return Libc.getuid();
  }

  /** The real group id of syswall. */
  public static int gid() {
    return Libc.getgid();
  }

  /**
   * {@code sysname}, {@code nodename}, {@code release}, {@code version}, {@code machine} of
   * uname(2).
   */
  public static List<String> uname() {
    Block block = new Block(6 * UTSNAME_FIELD);
    if (Libc.uname(block.address()) < 0) {
      throw new IllegalStateException("uname failed with error " + Libc.errno());
    }
    byte[] fields = new byte[block.size()];
    block.get(0, fields, 0, fields.length);
    String[] names = new String[5];
    for (int i = 0; i < names.length; i++) {
      int start = i * UTSNAME_FIELD;
      int end = start;
      while (fields[end] != 0) {
        end++;
      }
      names[i] = new String(fields, start, end - start, StandardCharsets.UTF_8);
    }
    return List.of(names);
  }

  /** What a symbolic link points to, byte for byte; empty if it is none or may not be read. */
  public static byte[] readLink(byte[] path) {
    try (Arena arena = new Arena()) {
      Block buffer = arena.allocate(PATH_MAX);
      long length = Libc.readlink(arena.cString(path), buffer.address(), buffer.size());
      byte[] target = new byte[(int) Math.max(0, length)];
      buffer.get(0, target, 0, target.length);
      return target;
    }
  }

  /** Whether there is a file that this process can reach. */
  public static boolean exists(byte[] path) {
    return access(path, F_OK);
  }

  /** Whether this process may execute a file, by its effective ids. */
  public static boolean isExecutable(byte[] path) {
    return access(path, X_OK);
  }

  /** Whether a path leads to a directory. */
  public static boolean isDirectory(byte[] path) {
    byte[] inside = Arrays.copyOf(path, path.length + 2);
    inside[path.length] = '/';
    inside[path.length + 1] = '.';
    return access(inside, F_OK);
  }

  /**
   * A name for a file that lasts as long as this process, also if its own is gone: by it, those who
   * may trace this process reach the file (proc(5), O_PATH of open(2)).
   */
  public static String lastingName(byte[] path) throws ErrnoException {
    try (Arena arena = new Arena()) {
      long fd = Kernel.call(Kernel.SYS_OPEN, arena.cString(path), O_PATH | O_CLOEXEC, 0, 0, 0, 0);
      if (fd < 0) {
        throw new ErrnoException("open", (int) -fd);
      }
      return "/proc/" + pid() + "/fd/" + fd;
    }
  }

  private static boolean access(byte[] path, int mode) {
    try (Arena arena = new Arena()) {
      return Libc.faccessat(AT_FDCWD, arena.cString(path), mode, AT_EACCESS) == 0;
    }
  }

  /** Sends a signal to a process. */
  public static void kill(int pid, int signal) {
    Libc.kill(pid, signal);
  }

  /** Ignores a signal in this process. */
  public static void ignore(int signal) {
    Libc.signal(signal, SIG_IGN);
  }

  /** Dies by a signal, without a core dump of its own; returns only if that failed. */
  public static void dieBy(int signal) {
    Libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    Libc.signal(signal, SIG_DFL);
    Libc.kill(Libc.getpid(), signal);
  }

  /**
   * Starts an executable that is only in memory (memfd_create(2), posix_spawn(3)). The new process
   * inherits everything of this one but its signal mask.
   *
   * @param executable the bytes of an ELF file
   * @param signalMask signals that it starts with blocked, bit {@code n - 1} for signal {@code n}
   * @return its process id
   */
  public static int spawn(
      byte[] executable, List<byte[]> argv, List<byte[]> environment, long signalMask)
      throws ErrnoException {
    try (Arena arena = new Arena()) {
      int memfd = Libc.memfd_create(arena.cString("syswall"), MFD_CLOEXEC);
      if (memfd < 0) {
        throw new ErrnoException("memfd_create", Libc.errno());
      }
      try {
        Block image = arena.allocate(executable.length);
        image.put(0, executable);
        if (Libc.write(memfd, image.address(), executable.length) != executable.length) {
          throw new ErrnoException("write", Libc.errno());
        }
        return spawn(arena, "/proc/self/fd/" + memfd, argv, environment, signalMask);
      } finally {
        Libc.close(memfd);
      }
    }
  }

  private static int spawn(
      Arena arena, String path, List<byte[]> argv, List<byte[]> environment, long signalMask)
      throws ErrnoException {
    Block pid = arena.allocate(4);
    Block mask = arena.allocate(128); // sigset_t
    mask.putLong(0, signalMask);
    long attributes = arena.allocate(336).address(); // posix_spawnattr_t
    Libc.posix_spawnattr_init(attributes);
    Libc.posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK);
    Libc.posix_spawnattr_setsigmask(attributes, mask.address());
    int error =
        Libc.posix_spawn(
            pid.address(),
            arena.cString(path),
            0,
            attributes,
            arena.cStrings(argv),
            arena.cStrings(environment));
    Libc.posix_spawnattr_destroy(attributes);
    if (error != 0) {
      throw new ErrnoException("posix_spawn", error);
    }
    return pid.getInt(0);
  }
}
