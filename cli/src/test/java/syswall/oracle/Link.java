package syswall.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a link of {@code /proc/PID/fd} points to: a path, followed by {@code (deleted)} once the
 * file has lost that name, or the kind of something that has none.
 */
record Link(String text) {
  private static final String DELETED = " (deleted)";
  private static final Pattern NAMELESS =
      Pattern.compile("(?:anon_inode:)?\\[?([a-z_-]+)\\]?(?::\\[\\d+\\])?");

  /** proc_pid_fd(5): the names of things that state calls otherwise. */
  private static final Map<String, String> KINDS = Map.of("eventpoll", "epoll");

  /** What it is: {@code file}, {@code pipe}, {@code socket}, {@code epoll} ... */
  String kind() {
    if (text.startsWith("/memfd:")) {
      return "memfd";
    }
    if (text.startsWith("/secretmem")) {
      return "secretmem";
    }
    if (text.startsWith("/")) {
      return "file";
    }
    Matcher nameless = NAMELESS.matcher(text);
    return nameless.matches()
        ? KINDS.getOrDefault(nameless.group(1), String.valueOf(nameless.group(1)))
        : text;
  }

  /** Whether the link names one thing of its own, whoever holds it: pipes and sockets. */
  boolean isUnique() {
    return text.startsWith("pipe:[") || text.startsWith("socket:[");
  }

  boolean deleted() {
    return text.endsWith(DELETED);
  }

  /** Of a file that never had a name: O_TMPFILE. */
  boolean unnamed() {
    return text.matches(".*/#\\d+ \\(deleted\\)");
  }

  /**
   * Whether this is the path that a program gave, once its symbolic links are followed. A deleted
   * file is looked for where it was.
   *
   * @param pid the process for which {@code /proc/self} stands
   */
  boolean isAt(String path, int pid) {
    String own = deleted() ? text.substring(0, text.length() - DELETED.length()) : text;
    if (own.equals(path)) {
      return true;
    }
    String meant = path.replaceFirst("^/proc/self(?=/|$)", "/proc/" + pid);
    return own.equals(deleted() ? followParent(Path.of(meant)) : follow(Path.of(meant)));
  }

  private static String followParent(Path path) {
    Path parent = path.getParent();
    return parent == null
        ? path.toString()
        : Path.of(follow(parent), String.valueOf(path.getFileName())).toString();
  }

  private static String follow(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      Path parent = path.getParent();
      return parent == null || Files.exists(parent) ? path.toString() : followParent(path);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
