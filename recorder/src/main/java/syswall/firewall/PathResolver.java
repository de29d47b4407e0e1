package syswall.firewall;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import syswall.event.ByteString;
import syswall.linux.Errors;
import syswall.linux.LocalProcess;

/**
 * Finds out which file a path names for a tracee: from its root and working directory, in its
 * mounts, through symbolic links (path_resolution(7)). The answer holds for the moment; whoever
 * acts on it makes the kernel follow no link any more. Bytes of paths are characters of ISO 8859-1
 * here.
 */
final class PathResolver {
  private static final int AT_FDCWD = -100;
  private static final int MAX_LINKS = 40;
  private static final int PATH_MAX = 4096;

  private final byte[] target = new byte[PATH_MAX];

  /**
   * What a path names.
   *
   * @param errno why the kernel will not find it; 0 if nothing speaks against it, also if there is
   *     no such file yet
   * @param path the canonical path as the whole system sees it
   * @param kernelPath the canonical path for the tracee, from its root, with what stood behind it
   *     that counts: a slash, a dot
   * @param links how many links were followed
   * @param magic whether a link of /proc/PID was among them
   * @param object whether it is such a link, to what has no path: a pipe, a deleted file
   */
  record Resolved(
      int errno, ByteString path, ByteString kernelPath, int links, boolean magic, boolean object) {
    /** A path that the kernel gave. */
    static Resolved of(ByteString path) {
      return new Resolved(0, path, path, 0, false, false);
    }

    static Resolved failed(int errno) {
      return new Resolved(errno, ByteString.EMPTY, ByteString.EMPTY, 0, false, false);
    }
  }

  /**
   * Resolves a path.
   *
   * @param pid the process of the thread that uses it
   * @param dirfd what a relative path starts from
   * @param follow whether a link in the last component is followed
   */
  Resolved resolve(int tid, int pid, int dirfd, ByteString path, boolean follow) {
    return new Walk(tid, pid, follow).walk(dirfd, decode(path));
  }

  /** What a descriptor of a thread refers to. */
  Resolved descriptor(int tid, int fd) {
    String open = link("/proc/" + tid + (fd == AT_FDCWD ? "/cwd" : "/fd/" + fd));
    ByteString path = encode(open);
    return new Resolved(0, path, path, 0, true, !hasPath(open));
  }

  /** The program that a process runs; empty if it has ended. */
  ByteString program(int pid) {
    return encode(link("/proc/" + pid + "/exe"));
  }

  private String link(String path) {
    int length = LocalProcess.readLink(path.getBytes(StandardCharsets.ISO_8859_1), target);
    return new String(target, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
  }

  private static boolean hasPath(String open) {
    return open.startsWith("/") && LocalProcess.exists(open.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String decode(ByteString bytes) {
    return new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
  }

  private static ByteString encode(String path) {
    return ByteString.copyOf(path.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Deque<String> components(String path) {
    Deque<String> components = new ArrayDeque<>();
    for (String component : path.split("/", -1)) {
      if (!component.isEmpty()) {
        components.add(component);
      }
    }
    return components;
  }

  /** One resolution. */
  private final class Walk {
    private final int tid;
    private final int pid;
    private final boolean follow;
    private final String prefix;

    /** The tracee's root as the whole system sees it, without a slash at its end. */
    private final String root;

    private final Deque<String> found = new ArrayDeque<>();
    private final Deque<String> rest = new ArrayDeque<>();
    private int links;
    private boolean magic;
    private boolean object;

    Walk(int tid, int pid, boolean follow) {
      this.tid = tid;
      this.pid = pid;
      this.follow = follow;
      prefix = "/proc/" + tid + "/root";
      String link = link(prefix);
      root = link.equals("/") ? "" : link;
    }

    Resolved walk(int dirfd, String path) {
      if (path.isEmpty()) {
        return Resolved.failed(Errors.ENOENT);
      }
      if (!path.startsWith("/")) {
        String base = link("/proc/" + tid + (dirfd == AT_FDCWD ? "/cwd" : "/fd/" + dirfd));
        if (!hasPath(base)) {
          return Resolved.failed(base.isEmpty() ? Errors.EBADF : Errors.ENOENT);
        }
        if (!goTo(base)) {
          return Resolved.failed(Errors.EACCES);
        }
      }
      rest.addAll(components(path));
      boolean slash = path.endsWith("/");
      String last = rest.isEmpty() ? "." : rest.peekLast();
      boolean dot = last.equals(".") || last.equals("..");
      int errno = walk(slash);
      if (errno != 0) {
        return Resolved.failed(errno);
      }
      String inside = "/" + String.join("/", found);
      // rmdir(2) of "d/." is an error, not of "d"
      String tail = dot && !follow ? "/." : slash && !found.isEmpty() ? "/" : "";
      return new Resolved(0, encode(root + inside), encode(inside + tail), links, magic, object);
    }

    private int walk(boolean slash) {
      while (!rest.isEmpty()) {
        String component = rest.removeFirst();
        if (component.equals("..")) {
          found.pollLast();
        } else if (!component.equals(".")) {
          int errno = step(component, slash);
          if (errno != 0) {
            return errno;
          }
        }
      }
      return 0;
    }

    private int step(String component, boolean slash) {
      boolean last = rest.isEmpty();
      found.addLast(component);
      if (last && !follow && !slash) {
        return 0;
      }
      String here = prefix + "/" + String.join("/", found);
      int length = LocalProcess.readLink(here.getBytes(StandardCharsets.ISO_8859_1), target);
      if (length == -Errors.EINVAL) {
        return 0; // no link
      }
      if (length == -Errors.ENOENT) {
        if (rest.contains("..")) {
          return Errors.ENOENT;
        }
        found.addAll(rest); // the kernel will not find it; or it makes the last
        rest.clear();
        return 0;
      }
      if (length < 0) {
        return -length;
      }
      if (++links > MAX_LINKS) {
        return Errors.ELOOP;
      }
      return expand(new String(target, 0, length, StandardCharsets.ISO_8859_1), last);
    }

    private int expand(String link, boolean last) {
      String name = found.removeLast();
      if (found.size() == 1 && found.getFirst().equals("proc") && name.endsWith("self")) {
        // the kernel told us of ourselves
        push(name.equals("self") ? Integer.toString(pid) : pid + "/task/" + tid);
        return 0;
      }
      if (inProcess()) {
        magic = true;
        if (hasPath(link)) {
          return goTo(link) ? 0 : Errors.EACCES;
        }
        found.addLast(name);
        object = last;
        return last ? 0 : Errors.EACCES;
      }
      if (link.startsWith("/")) {
        found.clear();
      }
      push(link);
      return 0;
    }

    /** Whether what was found is a directory of /proc/PID, in which links lead where they like. */
    private boolean inProcess() {
      Iterator<String> components = found.iterator();
      return found.size() > 1
          && components.next().equals("proc")
          && components.next().chars().allMatch(Character::isDigit);
    }

    private void push(String path) {
      Deque<String> components = components(path);
      while (!components.isEmpty()) {
        rest.addFirst(components.removeLast());
      }
    }

    /** Goes to a path as the whole system sees it; answers whether the tracee can reach it. */
    private boolean goTo(String global) {
      if (!root.isEmpty() && !global.startsWith(root + "/") && !global.equals(root)) {
        return false;
      }
      found.clear();
      found.addAll(components(global.substring(root.length())));
      return true;
    }
  }
}
