package syswall.syscall;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a call wants with a file that one of its arguments names. Sets of these are bits of an
 * {@code int}, since they are asked for at every stop.
 */
public enum FileAccess {
  /** Its content. */
  READ(1),
  /** Its content, owner, mode, times or attributes changed. */
  WRITE(2),
  /** It, or a further name for it, made. */
  CREATE(4),
  /** Its name removed. */
  DELETE(8),
  /** It run as a program. */
  EXEC(16),
  /** Looked at without its content: whether it is there, its size, owner, link target. */
  METADATA(32);

  /** No access: the set of an argument that names no file. */
  static final int NONE = 0;

  /** Beside all sets: the flags of open(2) say which accesses. */
  static final int AS_OPENED = 1 << 30;

  private static final FileAccess[] VALUES = values();

  // asm-generic/fcntl.h
  private static final long O_ACCMODE = 3;
  private static final long O_WRONLY = 1;
  private static final long O_CREAT = 0100;
  private static final long O_TRUNC = 01000;
  private static final long O_PATH = 010000000;
  private static final long TMPFILE = 020000000; // O_TMPFILE without O_DIRECTORY

  private final int bit;
  private final String label = name().toLowerCase(Locale.ROOT);

  FileAccess(int bit) {
    this.bit = bit;
  }

  /** The set that holds this alone. */
  public int bit() {
    return bit;
  }

  /** Whether a set holds this. */
  public boolean isIn(int set) {
    return (set & bit) != 0;
  }

  /** Its name in the table and in policies: the constant in lower case. */
  public String label() {
    return label;
  }

  /** The access of a name; null if there is none. */
  public static @Nullable FileAccess ofLabel(String label) {
    for (FileAccess access : VALUES) {
      if (access.label.equals(label)) {
        return access;
      }
    }
    return null;
  }

  /** The accesses that a call with these flags of open(2) wants, as a set. */
  public static int ofOpenFlags(long flags) {
    if ((flags & O_PATH) != 0) {
      return METADATA.bit();
    }
    long mode = flags & O_ACCMODE;
    int set = mode == O_WRONLY ? 0 : READ.bit();
    if (mode != 0 || (flags & O_TRUNC) != 0) {
      set |= WRITE.bit();
    }
    if ((flags & (O_CREAT | TMPFILE)) != 0) {
      set |= CREATE.bit();
    }
    return set;
  }

  /**
   * Parses what stands in parentheses behind a kind: accesses with commas between them, {@code
   * opened}, or {@code text}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static int parse(String text) {
    if (text.equals("opened")) {
      return AS_OPENED;
    }
    if (text.equals("text")) {
      return NONE;
    }
    int set = NONE;
    for (String label : text.split(",", -1)) {
      FileAccess access = ofLabel(label);
      if (access == null) {
        throw new IllegalArgumentException("no such access: " + label);
      }
      set |= access.bit;
    }
    return set;
  }
}
