package syswall.state;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/**
 * Makes the paths of calls absolute. Lexical only: {@code .}, {@code ..} and doubled slashes go,
 * symbolic links stay, so that {@code link/..} may differ from what the kernel saw.
 */
final class PathResolver {
  private static final ByteString ROOT = ByteString.of("/");

  private PathResolver() {}

  /**
   * The absolute form of a path as a process sees it whose root may be another: chroot(2).
   *
   * @param root the absolute path of its root; null if it is the one that everyone has
   * @param base the absolute directory that a relative path starts from; null if not known, which
   *     leaves a relative path as it is
   */
  static ByteString resolve(@Nullable ByteString root, @Nullable ByteString base, ByteString path) {
    if (root == null) {
      return resolve(base, path);
    }
    if (isAbsolute(path)) {
      return below(root, resolve(null, path));
    }
    if (base == null || !base.startsWith(root)) {
      return resolve(base, path);
    }
    // ".." stops at its root
    ByteString inside = base.substring(root.length(), base.length());
    return below(root, resolve(inside.length() == 0 ? ROOT : inside, path));
  }

  private static ByteString below(ByteString root, ByteString path) {
    return path.equals(ROOT) ? root : root.plus(path);
  }

  /**
   * The absolute form of a path.
   *
   * @param base the absolute directory that a relative path starts from; null if not known, which
   *     leaves a relative path as it is
   */
  static ByteString resolve(@Nullable ByteString base, ByteString path) {
    if (isAbsolute(path)) {
      return isNormal(path) ? path : normalise(path.toByteArray());
    }
    if (base == null) {
      return path;
    }
    if (path.length() == 0) {
      return base;
    }
    byte[] joined = new byte[base.length() + 1 + path.length()];
    base.copyTo(joined, 0);
    joined[base.length()] = '/';
    path.copyTo(joined, base.length() + 1);
    return normalise(joined);
  }

  static boolean isAbsolute(ByteString path) {
    return path.length() > 0 && path.at(0) == '/';
  }

  /** Whether an absolute path has no empty, {@code .} or {@code ..} component. */
  private static boolean isNormal(ByteString path) {
    int length = path.length();
    int start = 1;
    for (int i = 1; i <= length; i++) {
      if (i == length || path.at(i) == '/') {
        int size = i - start;
        boolean dots = (size == 1 || size == 2) && path.at(start) == '.' && path.at(i - 1) == '.';
        if (dots || (size == 0 && length > 1)) {
          return false;
        }
        start = i + 1;
      }
    }
    return true;
  }

  private static ByteString normalise(byte[] path) {
    byte[] normal = new byte[path.length + 1];
    int end = 0;
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i < path.length && path[i] != '/') {
        continue;
      }
      int size = i - start;
      if (size == 2 && path[start] == '.' && path[start + 1] == '.') {
        while (end > 0 && normal[--end] != '/') {}
      } else if (size > 0 && !(size == 1 && path[start] == '.')) {
        normal[end++] = '/';
        System.arraycopy(path, start, normal, end, size);
        end += size;
      }
      start = i + 1;
    }
    return end == 0 ? ROOT : ByteString.copyOf(normal, 0, end);
  }
}
