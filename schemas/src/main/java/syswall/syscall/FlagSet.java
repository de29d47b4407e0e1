package syswall.syscall;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of names for numbers, such as the flags of open(2) or the commands of fcntl(2), read from
 * {@code flags.tsv}: turns an argument into the notation of strace(1) and a symbol of a policy into
 * its number.
 *
 * <p>A number whose upper 32 bits are all ones is taken as its lower 32 bits, since a program may
 * extend the sign of an {@code int} or not.
 */
public final class FlagSet {
  private final String name;
  private final NumberNames values;
  private final Field[] fieldsBefore;
  private final long[] flags;
  private final String[] flagNames;
  private final Field[] fieldsBehind;
  private final UnknownNumber unknown;

  /** The bits of all fields. */
  private final long fieldMask;

  FlagSet(
      String name,
      NumberNames values,
      Field[] fieldsBefore,
      long[] flags,
      String[] flagNames,
      Field[] fieldsBehind,
      UnknownNumber unknown) {
    this.name = name;
    this.values = values;
    this.fieldsBefore = fieldsBefore;
    this.flags = flags;
    this.flagNames = flagNames;
    this.fieldsBehind = fieldsBehind;
    this.unknown = unknown;
    long mask = 0;
    for (Field field : fieldsBefore) {
      mask |= field.mask;
    }
    for (Field field : fieldsBehind) {
      mask |= field.mask;
    }
    this.fieldMask = mask;
  }

  /**
   * The set of a name; the first call reads the table.
   *
   * @throws IllegalArgumentException if there is none
   * @throws IllegalStateException naming file and line, if a row of the table is broken
   */
  public static FlagSet of(String name) {
    FlagSet set = Table.SETS.get(name);
    if (set == null) {
      throw new IllegalArgumentException("no such set of names: " + name);
    }
    return set;
  }

  /** The set's name in the table. */
  public String name() {
    return name;
  }

  /**
   * Appends a number in strace's notation: {@code A|B|0x40}, {@code 0x7 /* SEEK_??? *}{@code /}.
   */
  public void append(long number, StringBuilder out) {
    long n = narrow(number);
    String value = values.name(n);
    if (value != null) {
      out.append(value);
    } else if (flags.length == 0 && fieldMask == 0) {
      unknown.append(n, out);
    } else {
      appendParts(n, out);
    }
  }

  private void appendParts(long n, StringBuilder out) {
    int start = out.length();
    for (Field field : fieldsBefore) {
      appendField(field, n & field.mask, start, out);
    }
    long rest = n & ~fieldMask;
    for (int i = 0; i < flags.length && rest != 0; i++) {
      long flag = flags[i];
      if ((rest & flag) == flag) {
        separate(start, out);
        out.append(flagNames[i]);
        rest &= ~flag;
      }
    }
    if (rest != 0) {
      if (out.length() == start) {
        unknown.append(rest, out);
      } else {
        out.append('|');
        Digits.hex(rest, out);
      }
    }
    for (Field field : fieldsBehind) {
      appendField(field, n & field.mask, start, out);
    }
    if (out.length() == start) {
      out.append('0');
    }
  }

  private void appendField(Field field, long bits, int start, StringBuilder out) {
    switch (field.notation) {
      case NAMES -> {
        String value = field.names.name(bits);
        if (value != null) {
          separate(start, out);
          out.append(value);
        } else if (bits != 0) {
          separate(start, out);
          unknown.append(bits, out);
        }
      }
      case OCTAL -> {
        separate(start, out);
        Digits.octal(bits, out);
      }
      case DECIMAL -> {
        separate(start, out);
        out.append(bits);
      }
    }
  }

  private static void separate(int start, StringBuilder out) {
    if (out.length() > start) {
      out.append('|');
    }
  }

  /** Whether the set has a symbol, such as {@code O_CREAT}. */
  public boolean knows(String symbol) {
    return find(symbol) != null;
  }

  /**
   * The number of a symbol: a flag's bits or a value, in place if it is one of a field.
   *
   * @throws IllegalArgumentException if the set does not have it
   */
  public long numberOf(String symbol) {
    Long number = find(symbol);
    if (number == null) {
      throw new IllegalArgumentException(name + " has no " + symbol);
    }
    return number;
  }

  // A scan: asked when a policy is read, which has a handful of symbols.
  private @Nullable Long find(String symbol) {
    for (int i = 0; i < flags.length; i++) {
      if (flagNames[i].equals(symbol)) {
        return flags[i];
      }
    }
    Long number = values.number(symbol);
    for (int i = 0; number == null && i < fieldsBefore.length; i++) {
      number = fieldsBefore[i].names.number(symbol);
    }
    for (int i = 0; number == null && i < fieldsBehind.length; i++) {
      number = fieldsBehind[i].names.number(symbol);
    }
    return number;
  }

  /** A number as it is compared: without the extension of a 32-bit sign. */
  static long narrow(long number) {
    return number >>> 32 == 0xffff_ffffL ? number & 0xffff_ffffL : number;
  }

  private static final class Table {
    static final Map<String, FlagSet> SETS = new FlagRows().read("flags.tsv");
  }

  /** How the bits of a field are written. */
  enum Notation {
    NAMES,
    OCTAL,
    DECIMAL
  }

  /** Some of a number's bits, compared and written together; plain: read at every call. */
  static final class Field {
    final long mask;
    final Notation notation;
    final NumberNames names = new NumberNames();

    Field(long mask, Notation notation) {
      this.mask = mask;
      this.notation = notation;
    }
  }
}
