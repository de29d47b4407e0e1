package syswall.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code /proc/PID/fdinfo/FD} says (proc_pid_fdinfo(5)).
 *
 * @param statusFlags access mode and flags of open(2)
 * @param offset file offset in bytes
 */
record DescriptorInfo(int statusFlags, long offset) {
  /** From asm-generic/fcntl.h. */
  static final int O_CLOEXEC = 02000000;

  /**
   * Of a descriptor of a process.
   *
   * @param process its directory, {@code /proc/PID}
   */
  static DescriptorInfo read(String process, String fd) {
    long offset = 0;
    int flags = O_CLOEXEC;
    try {
      for (String line : Files.readAllLines(Path.of(process + "/fdinfo/" + fd))) {
        if (line.startsWith("pos:")) {
          offset = Long.parseLong(line.substring(4).strip());
        } else if (line.startsWith("flags:")) {
          flags = Integer.parseUnsignedInt(line.substring(6).strip(), 8);
        }
      }
    } catch (IOException e) {
      // closed meanwhile, before it was read or while: one of this process was the JVM's
      return new DescriptorInfo(O_CLOEXEC, 0);
    }
    return new DescriptorInfo(flags, offset);
  }
}
