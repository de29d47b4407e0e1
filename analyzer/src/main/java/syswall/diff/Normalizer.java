package syswall.diff;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import syswall.decode.QuotedText;
import syswall.decode.SocketAddress;
import syswall.event.ByteString;

/**
 * Gives the names of a session the form in which two runs of one program have the same. What
 * differs between any two runs, and what is done about it:
 *
 * <ul>
 *   <li>process and thread ids, in numbers and inside names: {@code /proc/PID}, {@code run.PID};
 *   <li>names that mktemp(3) and its like choose, known by what was done, not by how they look:
 *       {@link TemporaryNames};
 *   <li>ports that the kernel chose;
 *   <li>terminals, which have the number that was free;
 *   <li>descriptors and the identities of pipes and sockets: only what they refer to was kept;
 *   <li>addresses, inodes, devices, times: never kept;
 *   <li>what the scheduler decides, and how many calls moved the bytes: see {@link Operations},
 *       {@link Use} and {@link BehaviourCursor};
 *   <li>bytes and times of what is made up as it is read: {@code /proc}, {@code /sys}, {@code
 *       /dev};
 *   <li>what a JVM looks up of the other JVMs of the machine, in {@code /tmp/hsperfdata_USER};
 *   <li>what malloc(3) of the GNU C library looks up when one of its heaps has shrunk, in {@code
 *       /proc/sys/vm/overcommit_memory}: with threads that is up to the scheduler, like munmap(2);
 *   <li>names that the user says are the same: {@link NameMap}.
 * </ul>
 */
final class Normalizer {
  /** Shorter ones are too likely to be equal by chance. */
  private static final int DIGITS_OF_A_PID = 3;

  /** More do not fit into an int. */
  private static final int MOST_DIGITS = 9;

  private static final String PROC = "/proc/";
  private static final String OF_MALLOC = "/proc/sys/vm/overcommit_memory";
  private static final Pattern OTHER_JVM = Pattern.compile("/tmp/hsperfdata_[^/]*/\\d+");

  private final SessionProfile session;
  private final Map<String, String> aliases;
  private final List<NameMap> maps;
  private final SharedNames shared;

  // of what means the same to every process
  private Map<ByteString, String> texts = new DenseMap<>();
  private Map<Access, Resource> resources = new DenseMap<>();

  /** Whether what was said last may mean something else to another process. */
  private boolean dependsOnProcess;

  /**
   * For a session.
   *
   * @param aliases of components of paths that are temporary names; may still grow
   * @param maps names of this session that have others in the other
   * @param shared what both sessions name
   */
  Normalizer(
      SessionProfile session, Map<String, String> aliases, List<NameMap> maps, SharedNames shared) {
    this.shared = shared;
    this.session = session;
    this.aliases = aliases;
    this.maps = maps;
  }

  /** A path, an argument or a variable of a process, printable. */
  String text(ByteString raw, @Nullable ProcessProfile process) {
    dependsOnProcess = false;
    String known = texts.get(raw);
    if (known != null) {
      return known;
    }
    String text = shared.of(text(QuotedText.plain(raw), process));
    if (!dependsOnProcess) {
      texts.put(raw, text);
    }
    return text;
  }

  /** What a session was given at its start, which knows nothing of the ids and names in it. */
  String given(ByteString raw) {
    return NameMap.apply(maps, QuotedText.plain(raw));
  }

  /** A path, an argument or a part of one, as it is printed otherwise. */
  String text(String printable, @Nullable ProcessProfile process) {
    return replaced(NameMap.apply(maps, printable), process);
  }

  private String replaced(String mapped, @Nullable ProcessProfile process) {
    boolean plain = aliases.isEmpty() && !hasDigits(mapped, 1);
    return plain ? mapped : Tokens.replace(mapped, new Replacement(mapped, process));
  }

  /** Temporary names were found: what has been said before may be said otherwise now. */
  void aliasesChanged() {
    texts = new DenseMap<>();
    resources = new DenseMap<>();
  }

  private static boolean hasDigits(String text, int count) {
    int run = 0;
    for (int i = 0; i < text.length() && run < count; i++) {
      run = isDigit(text.charAt(i)) ? run + 1 : 0;
    }
    return run >= count;
  }

  private final class Replacement implements BinaryOperator<String> {
    private final boolean inProc;
    private final boolean terminal;
    private final @Nullable ProcessProfile process;

    Replacement(String text, @Nullable ProcessProfile process) {
      inProc = text.startsWith(PROC);
      terminal = text.startsWith("/dev/pts/");
      this.process = process;
    }

    @Override
    public String apply(String before, String token) {
      String alias = aliases.get(token);
      if (alias != null) {
        return alias;
      }
      if (terminal && before.equals("pts")) {
        return "*";
      }
      boolean ofProcess = inProc && before.equals("proc");
      if (!ofProcess && !hasDigits(token, DIGITS_OF_A_PID)) {
        return token;
      }
      String numbered = number(token, ofProcess, process);
      return aliases.getOrDefault(numbered, numbered);
    }
  }

  private String number(String token, boolean ofProcess, @Nullable ProcessProfile process) {
    int start = 0;
    while (start < token.length() && !isDigit(token.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < token.length() && isDigit(token.charAt(end))) {
      end++;
    }
    if (end == start || end - start > MOST_DIGITS) {
      return token;
    }
    int number = Integer.parseInt(token.substring(start, end));
    boolean whole = end - start == token.length();
    if (whole && ofProcess) {
      dependsOnProcess = true;
      return process != null && process.state().pid() == number ? "self" : "<pid>";
    }
    boolean pid = end - start >= DIGITS_OF_A_PID && session.numbers().contains(number);
    if (pid && !whole) {
      dependsOnProcess = true;
      pid = isOfFamily(process, number);
    }
    String rest = end == token.length() ? "" : number(token.substring(end), false, process);
    return token.substring(0, start) + (pid ? "<pid>" : token.substring(start, end)) + rest;
  }

  /** Whether a number is the id of a process or of one that it descends from. */
  private boolean isOfFamily(@Nullable ProcessProfile process, int number) {
    for (ProcessProfile p = process; p != null; p = parent(p)) {
      if (p.state().pid() == number) {
        return true;
      }
    }
    return false;
  }

  private @Nullable ProcessProfile parent(ProcessProfile process) {
    return process.parent() < 0 ? null : session.processes().get(process.parent());
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** What was done to what, in words that both runs share; null if that is not the program's. */
  @Nullable Resource resource(Access access, ProcessProfile process) {
    Resource known = resources.get(access);
    if (known != null) {
      return known;
    }
    dependsOnProcess = false;
    Resource said = say(access, process);
    Resource resource = said == null ? null : shared.of(said);
    if (resource != null && !dependsOnProcess) {
      resources.put(access, resource);
    }
    return resource;
  }

  private @Nullable Resource say(Access access, ProcessProfile process) {
    return switch (access.kind()) {
      case FILE -> {
        String path = text(access.name(), process);
        if (isOfOtherJvm(path) || path.equals(OF_MALLOC)) {
          yield null;
        }
        yield new Resource(access.operation(), path, !isMadeUp(path));
      }
      case INHERITED -> new Resource(access.operation(), access.name().text(), true);
      case PIPE -> new Resource(access.operation(), "pipe", true);
      case STREAM -> new Resource(access.operation(), endpoint("tcp ", access, process), true);
      case DATAGRAMS -> new Resource(access.operation(), endpoint("udp ", access, process), false);
      case LISTENER -> new Resource(access.operation(), endpoint("tcp ", access, process), false);
      case OTHER -> new Resource(access.operation(), text(access.name(), process), false);
    };
  }

  /** Whether a path is what a JVM keeps for others to find. */
  static boolean isOfOtherJvm(String path) {
    return path.startsWith("/tmp/hsperfdata_") && OTHER_JVM.matcher(path).matches();
  }

  /** Whether what is read at a path is made up for the reader. */
  static boolean isMadeUp(String path) {
    return isOfKernel(path) || path.startsWith("/dev/");
  }

  /** Whether a path is in a file system that the kernel makes up. */
  static boolean isOfKernel(String path) {
    return path.startsWith(PROC) || path.startsWith("/sys/");
  }

  private String endpoint(String protocol, Access access, ProcessProfile process) {
    SocketAddress address = SocketAddress.decode(access.name());
    if (address instanceof SocketAddress.Unix unix) {
      return "unix " + (unix.isAbstract() ? "@" : "") + text(unix.path(), process);
    }
    if (address instanceof SocketAddress.Netlink) {
      return "netlink";
    }
    if (address.port() < 0) {
      return "socket";
    }
    boolean chosen = session.chosenPorts().contains(address.port());
    String endpoint = address.endpoint();
    String host = endpoint.substring(0, endpoint.lastIndexOf(':') + 1);
    return NameMap.apply(maps, protocol + (chosen ? host + "*" : endpoint));
  }
}
