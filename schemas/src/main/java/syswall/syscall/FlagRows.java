package syswall.syscall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows of {@code flags.tsv}: set, part, number and name. */
final class FlagRows implements TsvResource.RowReader {
  private static final int COLUMNS = 4;
  private static final String NOTHING = "-";

  private final Map<String, Rows> sets = new HashMap<>();
  private @Nullable Rows last;

  Map<String, FlagSet> read(String file) {
    TsvResource.read(file, this);
    return sets();
  }

  /** The sets of the rows so far. */
  Map<String, FlagSet> sets() {
    Map<String, FlagSet> made = new HashMap<>();
    for (Rows rows : sets.values()) {
      made.put(rows.set, rows.make());
    }
    return made;
  }

  @Override
  public void row(String[] columns) {
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(columns.length + " columns, expected " + COLUMNS);
    }
    Rows rows = rows(columns[0]);
    String part = columns[1];
    String number = columns[2];
    String name = columns[3];
    if (name.isEmpty()) {
      throw new IllegalArgumentException("no name");
    }
    int colon = part.indexOf(':');
    String kind = colon < 0 ? part : part.substring(0, colon);
    boolean masked = colon >= 0;
    switch (kind) {
      case "flag" -> rows.addFlag(number(number, part, !masked), name);
      case "value" -> rows.values.add(number(number, part, !masked), name);
      case "field" -> rows.addToField(mask(part, colon), number(number, part, masked), name);
      case "octal" -> rows.addField(mask(part, colon), FlagSet.Notation.OCTAL, number, name);
      case "decimal" -> rows.addField(mask(part, colon), FlagSet.Notation.DECIMAL, number, name);
      case "unknown" -> rows.setUnknown(number, name);
      default -> throw new IllegalArgumentException("no such part: " + part);
    }
  }

  private Rows rows(String set) {
    Rows rows = last;
    if (rows == null || !rows.set.equals(set)) {
      rows = sets.get(set);
      if (rows == null) {
        rows = new Rows(set);
        sets.put(set, rows);
      }
      last = rows;
    }
    return rows;
  }

  private static long number(String text, String part, boolean sound) {
    if (!sound) {
      throw new IllegalArgumentException("no such part: " + part);
    }
    return FlagSet.narrow(
        text.startsWith("0x")
            ? Long.parseUnsignedLong(text, 2, text.length(), 16)
            : Long.parseLong(text));
  }

  private static long mask(String part, int colon) {
    if (!part.startsWith("0x", colon + 1)) {
      throw new IllegalArgumentException("no mask: " + part);
    }
    return Long.parseUnsignedLong(part, colon + 3, part.length(), 16);
  }

  /** The rows of one set. */
  private static final class Rows {
    final String set;
    final NumberNames values = new NumberNames();
    private final List<FlagSet.Field> fieldsBefore = new ArrayList<>();
    private final List<FlagSet.Field> fieldsBehind = new ArrayList<>();
    private final List<String> flagNames = new ArrayList<>();
    private long[] flags = new long[8];
    private @Nullable UnknownNumber unknown;

    Rows(String set) {
      this.set = set;
    }

    void addFlag(long bits, String name) {
      int size = flagNames.size();
      for (int i = 0; i < size; i++) {
        if (flags[i] == bits) {
          throw new IllegalArgumentException(
              "0x" + Long.toHexString(bits) + " is taken by " + flagNames.get(i));
        }
      }
      if (bits == 0) {
        throw new IllegalArgumentException("a flag without bits: " + name);
      }
      if (size == flags.length) {
        flags = Arrays.copyOf(flags, 2 * size);
      }
      flags[size] = bits;
      flagNames.add(name);
    }

    void addToField(long mask, long bits, String name) {
      if ((bits & ~mask) != 0) {
        throw new IllegalArgumentException(name + " is not under the mask");
      }
      FlagSet.Field field = field(mask);
      if (field == null) {
        field = newField(mask, FlagSet.Notation.NAMES);
      }
      field.names.add(bits, name);
    }

    void addField(long mask, FlagSet.Notation notation, String number, String name) {
      if (!number.equals(NOTHING) || !name.equals(NOTHING)) {
        throw new IllegalArgumentException("bits without names have a name: " + name);
      }
      newField(mask, notation);
    }

    private FlagSet.Field newField(long mask, FlagSet.Notation notation) {
      for (FlagSet.Field other : fieldsBefore) {
        requireApart(mask, other);
      }
      for (FlagSet.Field other : fieldsBehind) {
        requireApart(mask, other);
      }
      FlagSet.Field field = new FlagSet.Field(mask, notation);
      (flagNames.isEmpty() ? fieldsBefore : fieldsBehind).add(field);
      return field;
    }

    private static void requireApart(long mask, FlagSet.Field other) {
      if ((mask & other.mask) != 0) {
        throw new IllegalArgumentException("two fields of the same bits");
      }
    }

    private FlagSet.@Nullable Field field(long mask) {
      for (FlagSet.Field field : fieldsBefore) {
        if (field.mask == mask && field.notation == FlagSet.Notation.NAMES) {
          return field;
        }
      }
      for (FlagSet.Field field : fieldsBehind) {
        if (field.mask == mask && field.notation == FlagSet.Notation.NAMES) {
          return field;
        }
      }
      return null;
    }

    void setUnknown(String number, String comment) {
      if (unknown != null || !number.equals(NOTHING)) {
        throw new IllegalArgumentException("a second comment, or one with a number: " + comment);
      }
      unknown = UnknownNumber.of(comment);
    }

    FlagSet make() {
      return new FlagSet(
          set,
          values,
          fieldsBefore.toArray(new FlagSet.Field[0]),
          Arrays.copyOf(flags, flagNames.size()),
          flagNames.toArray(new String[0]),
          fieldsBehind.toArray(new FlagSet.Field[0]),
          unknown == null ? UnknownNumber.plain() : unknown);
    }
  }
}
