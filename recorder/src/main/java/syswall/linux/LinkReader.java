package syswall.linux;

import java.util.Arrays;

/** Reads symbolic links, many in a row, without memory of its own for each. */
public final class LinkReader {
  private static final int PATH_MAX = 4096;

  /** A path may have a prefix of /proc before it. */
  private static final int LONGEST = 2 * PATH_MAX;

  private final Block path = new Block(LONGEST);
  private final Block link = new Block(PATH_MAX);

  /**
   * What a symbolic link points to, or why there is none.
   *
   * @param target receives it, at most {@code PATH_MAX} bytes
   * @return its length; or a negated error number, -EINVAL if the file is no link
   */
  public int read(byte[] name, byte[] target) {
    if (name.length >= LONGEST) {
      return -Errors.ENAMETOOLONG;
    }
    path.put(0, Arrays.copyOf(name, name.length + 1)); // a NUL behind it
    int size = Math.min(target.length, PATH_MAX);
    int length =
        (int) Kernel.call(Kernel.SYS_READLINK, path.address(), link.address(), size, 0, 0, 0);
    link.get(0, target, 0, Math.max(0, length));
    return length;
  }
}
