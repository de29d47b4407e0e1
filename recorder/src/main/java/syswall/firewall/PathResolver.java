package syswall.firewall;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import syswall.event.ByteString;
import syswall.linux.Errors;
import syswall.linux.LinkReader;
import syswall.linux.LocalProcess;
import syswall.tracer.Stop;

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

  private static final int CLONE = 56;
  private static final int PIVOT_ROOT = 155;
  private static final int CHROOT = 161;
  private static final int UNSHARE = 272;
  private static final int SETNS = 308;
  private static final long CLONE_NEWNS = 0x00020000;

  private final LinkReader reader = new LinkReader();
  private final byte[] target = new byte[PATH_MAX];

  /** Whether all tracees have the root and the mounts of this process, as the first one has. */
  private boolean shared = true;

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

  /** What becomes of a link in the last component. */
  enum LastLink {
    FOLLOWED,
    /** Followed only if a slash stands behind it. */
    LOOKED_AT,
    /** Never followed: the call makes or removes a name. */
    NAMED
  }

  /** To be told of each call before it is made: some give a process another root, other mounts. */
  void entered(Stop.SyscallEnter call) {
    switch (call.number()) {
      case CHROOT, PIVOT_ROOT, SETNS -> shared = false;
      case CLONE, UNSHARE -> shared &= (call.arg0() & CLONE_NEWNS) == 0;
      default -> {}
    }
  }

  /**
   * Resolves a path.
   *
   * @param pid the process of the thread that uses it
   * @param dirfd what a relative path starts from
   */
  Resolved resolve(int tid, int pid, int dirfd, ByteString path, LastLink link) {
    return new Walk(tid, pid, link).walk(dirfd, decode(path));
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
    int length = reader.read(path.getBytes(StandardCharsets.ISO_8859_1), target);
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
    private final LastLink lastLink;
    private final String prefix;

    /** The tracee's root as the whole system sees it, without a slash at its end. */
    private final String root;

    private final Deque<String> found = new ArrayDeque<>();
    private final Deque<String> rest = new ArrayDeque<>();
    private boolean slash;

    /** Whether a dot or two stand behind what is to be found, so that this is not the last. */
    private boolean dots;

    private int links;
    private boolean magic;
    private boolean object;

    Walk(int tid, int pid, LastLink lastLink) {
      this.tid = tid;
      this.pid = pid;
      this.lastLink = lastLink;
      prefix = shared ? "" : "/proc/" + tid + "/root"; // each step through it costs a microsecond
      String link = shared ? "/" : link(prefix);
      root = link.equals("/") ? "" : link;
    }

    Resolved walk(int dirfd, String path) {
      if (path.isEmpty()) {
        return Resolved.failed(Errors.ENOENT);
      }
      if (!path.startsWith("/")) {
        int errno = start(dirfd);
        if (errno != 0) {
          return Resolved.failed(errno);
        }
      }
      rest.addAll(components(path));
      slash = path.endsWith("/");
      String last = rest.isEmpty() ? "." : rest.peekLast();
      dots = lastLink == LastLink.NAMED && (last.equals(".") || last.equals(".."));
      String tail = dots ? "/" + last : "";
      if (dots) {
        rest.pollLast(); // rmdir(2) of "d/." is an error, not of "d"
      }
      int errno = walk();
      if (errno == 0 && dots) {
        errno = search();
      }
      String inside = "/" + String.join("/", found);
      String kernelPath = inside + (slash && !dots && !found.isEmpty() ? "/" : tail);
      if (errno == 0 && kernelPath.length() >= PATH_MAX) {
        errno = Errors.ENAMETOOLONG;
      }
      if (errno != 0) {
        return new Resolved(errno, ByteString.EMPTY, ByteString.EMPTY, links, magic, false);
      }
      return new Resolved(0, encode(root + inside), encode(kernelPath), links, magic, object);
    }

    /** Begins at a directory. */
    private int start(int dirfd) {
      String path = "/proc/" + tid + (dirfd == AT_FDCWD ? "/cwd" : "/fd/" + dirfd);
      int length = reader.read(path.getBytes(StandardCharsets.ISO_8859_1), target);
      if (length < 0) {
        return length == -Errors.ENOENT ? Errors.EBADF : -length;
      }
      String base = new String(target, 0, length, StandardCharsets.ISO_8859_1);
      if (!hasPath(base)) {
        return base.startsWith("/") ? Errors.ENOENT : Errors.ENOTDIR;
      }
      return goTo(base) ? 0 : Errors.EACCES;
    }

    private int walk() {
      while (!rest.isEmpty()) {
        String component = rest.removeFirst();
        boolean moves = !component.equals(".") && !component.equals("..");
        int errno = moves ? step(component) : search();
        if (errno != 0) {
          return errno;
        }
        if (component.equals("..")) {
          found.pollLast();
        }
      }
      return 0;
    }

    /** Why nothing can be looked up in what was found; 0 if it is a directory. */
    private int search() {
      int length = readLink("/.");
      return length == -Errors.EINVAL ? 0 : -length;
    }

    private int readLink(String tail) {
      String here = prefix + "/" + String.join("/", found) + tail;
      return reader.read(here.getBytes(StandardCharsets.ISO_8859_1), target);
    }

    private int step(String component) {
      boolean last = rest.isEmpty() && !dots;
      found.addLast(component);
      boolean stays = lastLink == LastLink.NAMED || (lastLink == LastLink.LOOKED_AT && !slash);
      int length = readLink("");
      if (length == -Errors.EINVAL) {
        return 0; // no link
      }
      if (length == -Errors.ENOENT) {
        return last ? 0 : Errors.ENOENT; // the last one may be made
      }
      if (length < 0) {
        return -length;
      }
      if (last && stays) {
        return 0;
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
        int errno = last ? 0 : search();
        return last || errno != 0 ? errno : Errors.ENOENT; // a directory that was deleted
      }
      if (link.startsWith("/")) {
        found.clear();
      }
      slash |= last && link.endsWith("/");
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
