package syswall.record;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import syswall.event.ByteString;
import syswall.linux.LocalProcess;

/** What proc(5) says of a process; where it cannot be read, or the process is gone, nothing. */
final class RunningProcess {
  /** Most bytes of a process's argument strings. */
  private static final int COMMAND_LINE_LIMIT = 16384;

  /** Most bytes of an environment: what execve(2) takes. */
  private static final int ENVIRONMENT_LIMIT = 6 << 20;

  private final String directory;

  RunningProcess(int pid) {
    directory = "/proc/" + pid;
  }

  /** {@code /proc/PID}. */
  String directory() {
    return directory;
  }

  /** The file that it runs, of a script the interpreter's. */
  ByteString executable() {
    return link(directory + "/exe");
  }

  /** Its arguments. */
  List<ByteString> argv() {
    return strings("/cmdline", COMMAND_LINE_LIMIT);
  }

  /** What its program started with. */
  List<ByteString> environment() {
    return strings("/environ", ENVIRONMENT_LIMIT);
  }

  /** Where its paths start. */
  ByteString workingDirectory() {
    return link(directory + "/cwd");
  }

  /** Where its absolute paths start. */
  ByteString root() {
    return link(directory + "/root");
  }

  /** What it has open. */
  SortedSet<Integer> descriptors() {
    SortedSet<Integer> descriptors = new TreeSet<>();
    String[] names = new File(directory, "fd").list();
    for (String name : names == null ? new String[0] : names) {
      descriptors.add(Integer.parseInt(name));
    }
    return descriptors;
  }

  private List<ByteString> strings(String file, int limit) {
    try (InputStream in = Files.newInputStream(Path.of(directory + file))) {
      return ByteString.copyOf(in.readNBytes(limit)).splitAtNuls();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** What a symbolic link points to; empty if it is gone. */
  static ByteString link(String path) {
    return ByteString.copyOf(LocalProcess.readLink(path.getBytes(StandardCharsets.US_ASCII)));
  }
}
