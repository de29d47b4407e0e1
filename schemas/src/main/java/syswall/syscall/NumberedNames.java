package syswall.syscall;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Names and texts of small numbers, read from a table of number, name and text. */
final class NumberedNames {
  private static final int COLUMNS = 3;
  private static final int SIZE = 1024;

  private final @Nullable String[] names = new String[SIZE];
  private final @Nullable String[] texts = new String[SIZE];

  NumberedNames(String file) {
    TsvResource.read(file, new Rows());
  }

  /** A class, not a lambda: the first lambda of a cold JVM takes milliseconds to link. */
  private final class Rows implements TsvResource.RowReader {
    @Override
    public void row(String[] columns) {
      if (columns.length != COLUMNS) {
        throw new IllegalArgumentException(columns.length + " columns, expected " + COLUMNS);
      }
      int number = Integer.parseInt(columns[0]);
      if (number < 0 || number >= SIZE || names[number] != null) {
        throw new IllegalArgumentException("number " + number + " is out of range or taken");
      }
      names[number] = columns[1];
      texts[number] = columns[2];
    }
  }

  @Nullable String name(int number) {
    return number >= 0 && number < SIZE ? names[number] : null;
  }

  /** The number of a name; -1 if none has it. */
  int number(String name) {
    return Arrays.asList(names).indexOf(name);
  }

  @Nullable String text(int number) {
    return number >= 0 && number < SIZE ? texts[number] : null;
  }
}
