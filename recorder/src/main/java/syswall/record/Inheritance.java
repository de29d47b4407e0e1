package syswall.record;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.linux.ProcStatus;

/**
 * What the program would have inherited had the shell started it itself. The launcher script and a
 * JVM change some of it while they start, so {@code main} notes first of all which descriptors are
 * open; the rest stays as it is.
 *
 * <p>Two things only the launcher can know, and hands over: the environment block, in base64 in the
 * variable SYSWALL_ENVIRON, because a shell reorders and drops entries; and the ignored signals as
 * in {@code /proc/PID/status}, in the system property {@code syswall.sigign}, because a JVM handles
 * some of them. Without the launcher the JVM's own are taken.
 */
public final class Inheritance {
  private static final ByteString HANDED_OVER = ByteString.of("SYSWALL_ENVIRON=");

  /** What the JVM opens for itself, or the directory of it. */
  private static final List<Path> OWN_FILES = ownFiles();

  private static @Nullable SortedSet<Integer> noted;

  private final List<ByteString> commandLine;
  private final List<ByteString> environment;
  private final SortedSet<Integer> descriptors;
  private final long blockedSignals;
  private final long ignoredSignals;

  private Inheritance() throws IOException {
    descriptors = inherited(noteDescriptors());
    commandLine =
        ByteString.copyOf(Files.readAllBytes(Path.of("/proc/self/cmdline"))).splitAtNuls();
    environment = environment();
    // Java blocks signals in its own threads, but not in the first one, which waits in JLI
    long pid = ProcessHandle.current().pid();
    ProcStatus first = ProcStatus.read(Path.of("/proc/self/task/" + pid + "/status"));
    blockedSignals = first.blockedSignals();
    String sigign = System.getProperty("syswall.sigign");
    ignoredSignals = sigign == null ? first.ignoredSignals() : Long.parseUnsignedLong(sigign, 16);
  }

  /** Takes the snapshot; call before anything opens a file, or {@link Recorder#prepare} then. */
  public static Inheritance snapshot() {
    try {
      return new Inheritance();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // /proc/self is always there
    }
  }

  /**
   * Notes which descriptors are open that the JVM did not open for itself, of which later snapshots
   * tell.
   */
  static synchronized SortedSet<Integer> noteDescriptors() {
    if (noted == null) {
      try {
        noted = othersDescriptors();
      } catch (IOException e) {
        throw new UncheckedIOException(e); // /proc/self is always there
      }
    }
    return noted;
  }

  /** The last arguments of syswall's own command line, byte for byte. */
  public List<ByteString> lastArguments(int count) {
    return commandLine.subList(commandLine.size() - count, commandLine.size());
  }

  List<ByteString> variables() {
    return environment;
  }

  /** The value of the first entry of a variable, as getenv(3) finds it, or null. */
  @Nullable ByteString variable(String name) {
    ByteString prefix = ByteString.of(name + "=");
    for (ByteString entry : environment) {
      if (entry.startsWith(prefix)) {
        return entry.substring(prefix.length(), entry.length());
      }
    }
    return null;
  }

  SortedSet<Integer> inheritedDescriptors() {
    return descriptors;
  }

  long blockedSignals() {
    return blockedSignals;
  }

  long ignoredSignals() {
    return ignoredSignals;
  }

  private static List<ByteString> environment() throws IOException {
    List<ByteString> own =
        ByteString.copyOf(Files.readAllBytes(Path.of("/proc/self/environ"))).splitAtNuls();
    for (ByteString entry : own) {
      if (entry.startsWith(HANDED_OVER)) {
        byte[] base64 = entry.substring(HANDED_OVER.length(), entry.length()).toByteArray();
        return ByteString.copyOf(Base64.getDecoder().decode(base64)).splitAtNuls();
      }
    }
    return own;
  }

  private static SortedSet<Integer> othersDescriptors() throws IOException {
    SortedSet<Integer> others = new TreeSet<>();
    String[] names = new File("/proc/self/fd").list();
    for (String name : names == null ? new String[0] : names) {
      int fd = Integer.parseInt(name);
      if (isOthers(fd)) {
        others.add(fd);
      }
    }
    return others;
  }

  /** Looks at each again: it may be closed meanwhile, and its number a file's of the JVM. */
  private static SortedSet<Integer> inherited(SortedSet<Integer> noted) throws IOException {
    SortedSet<Integer> inherited = new TreeSet<>();
    for (int fd : noted) {
      if (!closesOnExec(fd) && isOthers(fd)) {
        inherited.add(fd);
      }
    }
    return inherited;
  }

  /**
   * Whether a descriptor is open, and not of a file that the JVM opens for itself, which O_CLOEXEC
   * does not tell: it opens them without.
   */
  private static boolean isOthers(int fd) throws IOException {
    Path target;
    try {
      target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd));
    } catch (NoSuchFileException e) {
      return false; // such as the descriptor that listed the directory
    }
    for (Path file : OWN_FILES) {
      if (target.startsWith(file)) {
        return false;
      }
    }
    return true;
  }

  private static boolean closesOnExec(int fd) {
    return (DescriptorInfo.read("/proc/self", String.valueOf(fd)).statusFlags()
            & DescriptorInfo.O_CLOEXEC)
        != 0;
  }

  private static List<Path> ownFiles() {
    List<String> names = new ArrayList<>();
    names.add(System.getProperty("java.home"));
    names.add(System.getProperty("jna.boot.library.path", ""));
    names.addAll(List.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1)));
    List<Path> own = new ArrayList<>();
    try {
      for (String name : names) {
        if (!name.isEmpty() && Files.exists(Path.of(name))) {
          own.add(Path.of(name).toRealPath());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the JVM runs from them
    }
    return own;
  }
}
