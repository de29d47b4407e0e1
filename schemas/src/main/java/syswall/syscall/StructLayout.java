package syswall.syscall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a structure that a call reads or writes: a row of {@code structs.tsv}. One whose
 * only field has no name is a cell, a plain number in memory.
 *
 * @param name its name in the table
 * @param size its size in bytes
 * @param portable whether it is the same for 32-bit programs
 * @param fields what is printed of it, in the order of printing
 * @param abbreviated whether there is more than is printed
 */
public record StructLayout(
    String name, int size, boolean portable, List<Field> fields, boolean abbreviated) {
  private static final int COLUMNS = 4;

  /**
   * One field.
   *
   * @param name its name in the header; empty of a cell's
   * @param type a type of schemas/README.md, a set of flags.tsv with its width in bytes behind a
   *     slash, or the name of another layout
   * @param count how many there are in a row; 1 unless it is an array
   * @param array whether it is an array, which may be of one
   * @param offset where it begins, in bytes
   */
  public record Field(String name, String type, int count, boolean array, int offset) {}

  /** Read when the first layout is asked for. */
  private static final class Table {
    static final Map<String, StructLayout> LAYOUTS = read();

    static void load() {} // with the class

    private static Map<String, StructLayout> read() {
      Map<String, StructLayout> layouts = new HashMap<>();
      TsvResource.read("structs.tsv", new Rows(layouts));
      return layouts;
    }
  }

  static void load() {
    Table.load();
  }

  public StructLayout {
    fields = List.copyOf(fields);
  }

  /**
   * The layout of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StructLayout of(String name) {
    StructLayout layout = find(name);
    if (layout == null) {
      throw new IllegalArgumentException("no such structure: " + name);
    }
    return layout;
  }

  /** The layout of a name, or null. */
  public static @Nullable StructLayout find(String name) {
    return Table.LAYOUTS.get(name);
  }

  private record Rows(Map<String, StructLayout> layouts) implements TsvResource.RowReader {
    @Override
    public void row(String[] columns) {
      StructLayout layout = parse(columns);
      if (layouts.put(layout.name, layout) != null) {
        throw new IllegalArgumentException("name " + layout.name + " is taken");
      }
    }
  }

  static StructLayout parse(String[] columns) {
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(columns.length + " columns, expected " + COLUMNS);
    }
    boolean portable =
        switch (columns[2]) {
          case "any" -> true;
          case "x86_64" -> false;
          default -> throw new IllegalArgumentException("no such ABI: " + columns[2]);
        };
    List<Field> fields = new ArrayList<>();
    boolean abbreviated = false;
    for (String text : columns[3].split(" ", -1)) {
      if (text.equals("...")) {
        abbreviated = true;
      } else if (!abbreviated) {
        fields.add(field(text));
      }
    }
    return new StructLayout(
        columns[0], Integer.parseInt(columns[1]), portable, fields, abbreviated);
  }

  /** Parses {@code name:type@offset} or {@code name:type[count]@offset}. */
  private static Field field(String text) {
    int colon = text.indexOf(':');
    int at = text.indexOf('@');
    if (colon < 0 || at < colon) {
      throw new IllegalArgumentException("not a field: " + text);
    }
    int bracket = text.indexOf('[');
    boolean array = bracket > 0;
    String type = text.substring(colon + 1, array ? bracket : at);
    int count = array ? Integer.parseInt(text.substring(bracket + 1, text.indexOf(']'))) : 1;
    int offset = Integer.parseInt(text.substring(at + 1));
    return new Field(text.substring(0, colon), type, count, array, offset);
  }
}
