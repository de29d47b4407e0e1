package syswall.linux;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Memory that this process writes and that others can map for reading only, whatever they try: a
 * memfd with F_SEAL_FUTURE_WRITE (memfd_create(2), fcntl(2)), mapped here before it was sealed.
 */
public final class SharedPages {
  private static final int MFD_CLOEXEC = 1;
  private static final int MFD_ALLOW_SEALING = 2;
  private static final int F_ADD_SEALS = 1033;
  private static final int F_SEAL_SEAL = 1;
  private static final int F_SEAL_SHRINK = 2;
  private static final int F_SEAL_GROW = 4;
  private static final int F_SEAL_FUTURE_WRITE = 16;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED = 1;

  private final int fd;
  private final Pointer memory;
  private final long size;

  /** Offset, device and inode, as proc_pid_maps(5) writes them. */
  private final String identity;

  /**
   * Makes zeroed pages, which take memory only once they are written.
   *
   * @param size in bytes, a multiple of the page size
   * @throws ErrnoException if the kernel has no sealing of future writes (before Linux 5.1), or no
   *     memory
   */
  public SharedPages(long size) throws ErrnoException {
    this.size = size;
    try (Arena arena = new Arena()) {
      fd = Libc.memfd_create(arena.cString("syswall"), MFD_CLOEXEC | MFD_ALLOW_SEALING);
    }
    if (fd < 0) {
      throw new ErrnoException("memfd_create", Libc.errno());
    }
    if (Libc.ftruncate(fd, size) < 0) {
      throw new ErrnoException("ftruncate", Libc.errno());
    }
    long address = Libc.mmap(0, size, PROT_READ_WRITE, MAP_SHARED, fd, 0);
    if (address == -1) {
      throw new ErrnoException("mmap", Libc.errno());
    }
    memory = new Pointer(address);
    int seals = F_SEAL_FUTURE_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    if (Libc.fcntl(fd, F_ADD_SEALS, seals) < 0) {
      throw new ErrnoException("fcntl(F_ADD_SEALS)", Libc.errno());
    }
    identity = mapping(LocalProcess.pid(), address, "rw-s");
    if (identity.isEmpty()) {
      throw new ErrnoException("/proc/self/maps", Errors.ENOENT);
    }
  }

  /** Whether a process has mapped all of them at an address, for reading alone. */
  public boolean areMappedBy(int tid, long address) {
    return mapping(tid, address, "r--s").equals(identity);
  }

  /** What a process has mapped at an address, exactly as long as this and in this mode; or "". */
  private String mapping(int tid, long address, String mode) {
    String range = String.format("%08x-%08x %s ", address, address + size, mode);
    try {
      String maps =
          Files.readString(Path.of("/proc/" + tid + "/maps"), StandardCharsets.ISO_8859_1);
      return maps.lines()
          .filter(line -> line.startsWith(range))
          .map(line -> String.join(" ", List.of(line.split(" +")).subList(2, 5)))
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  /** Their size in bytes. */
  public long size() {
    return size;
  }

  /** The name by which another process of the same user can open them. */
  public String path() {
    return "/proc/" + LocalProcess.pid() + "/fd/" + fd;
  }

  /** Writes bytes. */
  public void put(long offset, byte[] bytes) {
    memory.write(offset, bytes, 0, bytes.length);
  }

  /** Writes a 64-bit number. */
  public void putLong(long offset, long value) {
    memory.setLong(offset, value);
  }
}
