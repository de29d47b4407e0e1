package syswall.syscall;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the tables that lie beside this package's classes as tab-separated rows. A row that its
 * reader refuses is a fault of the build, reported with file and line.
 */
final class TsvResource {
  /** The class path folder of the tables, relative to this package. */
  private static final String FOLDER = "/syswall/";

  private TsvResource() {}

  /** Takes the columns of one row. */
  interface RowReader {
    /**
     * Called once a row, in order.
     *
     * @throws IllegalArgumentException if the row is malformed
     */
    void row(String[] columns);
  }

  /**
   * A row, not yet taken apart.
   *
   * @param file the table that it stands in
   * @param line its line there, from 1
   * @param text the whole line
   */
  record Row(String file, int line, String text) {
    String[] columns() {
      return text.split("\t", -1);
    }

    /** The fault of the build that a reader found in this row. */
    IllegalStateException refused(IllegalArgumentException reason) {
      return new IllegalStateException(file + ":" + line + ": " + reason.getMessage(), reason);
    }
  }

  /**
   * Hands every row of a resource to a reader. Empty lines and lines that begin with {@code #} are
   * not rows.
   *
   * @throws IllegalStateException naming file and line, if the reader refuses a row
   */
  static void read(String file, RowReader reader) {
    read(rows(file), reader);
  }

  /** As {@link #read(String, RowReader)}, from an open source. */
  static void read(String file, BufferedReader source, RowReader reader) throws IOException {
    read(rows(file, source), reader);
  }

  private static void read(List<Row> rows, RowReader reader) {
    for (Row row : rows) {
      try {
        reader.row(row.columns());
      } catch (IllegalArgumentException e) {
        throw row.refused(e);
      }
    }
  }

  /** The rows of a resource, for a reader that does not need them all at once. */
  static List<Row> rows(String file) {
    try (InputStream stream = TsvResource.class.getResourceAsStream(FOLDER.concat(file))) {
      if (stream == null) {
        throw new IllegalStateException(file + ": missing from the class path");
      }
      return rows(file, new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private static List<Row> rows(String file, BufferedReader source) throws IOException {
    List<Row> rows = new ArrayList<>(1024);
    int number = 0;
    for (String line = source.readLine(); line != null; line = source.readLine()) {
      number++;
      if (!line.isEmpty() && !line.startsWith("#")) {
        rows.add(new Row(file, number, line));
      }
    }
    return rows;
  }
}
