package syswall.linux;

import java.nio.charset.StandardCharsets;

/**
 * How long threads have run, by the first number of {@code /proc/TID/schedstat}
 * (Documentation/scheduler/sched-stats.rst). One object serves one thread at a time.
 */
public final class CpuTime {
  private static final int O_RDONLY_CLOEXEC = 02000000;

  private final Block path = new Block(32);
  private final Block text = new Block(64);

  /** Nanoseconds that a thread has run; 0 if the kernel does not tell. */
  public long ranNs(int tid) {
    path.put(0, ("/proc/" + tid + "/schedstat\0").getBytes(StandardCharsets.US_ASCII));
    int fd = (int) Kernel.call(Kernel.SYS_OPEN, path.address(), O_RDONLY_CLOEXEC, 0, 0, 0, 0);
    if (fd < 0) {
      return 0;
    }
    long length = Kernel.call(Kernel.SYS_READ, fd, text.address(), text.size(), 0, 0, 0);
    Kernel.call(Kernel.SYS_CLOSE, fd, 0, 0, 0, 0, 0);
    long ranNs = 0;
    for (int i = 0; i < length && text.getByte(i) >= '0'; i++) {
      ranNs = 10 * ranNs + text.getByte(i) - '0';
    }
    return ranNs;
  }
}
