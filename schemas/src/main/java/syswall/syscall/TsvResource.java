package syswall.syscall;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

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
   * Hands every row of a resource to a reader. Empty lines and lines that begin with {@code #} are
   * not rows.
   *
   * @throws IllegalStateException naming file and line, if the reader refuses a row
   */
  static void read(String file, RowReader reader) {
    try (InputStream stream = TsvResource.class.getResourceAsStream(FOLDER.concat(file))) {
      if (stream == null) {
        throw new IllegalStateException(file + ": missing from the class path");
      }
      read(file, new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)), reader);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /** As {@link #read(String, RowReader)}, from an open source. */
  static void read(String file, BufferedReader source, RowReader reader) throws IOException {
    int lineNumber = 0;
    for (String line = source.readLine(); line != null; line = source.readLine()) {
      lineNumber++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        reader.row(columns(line));
      } catch (IllegalArgumentException e) {
        throw new IllegalStateException(file + ":" + lineNumber + ": " + e.getMessage(), e);
      }
    }
  }

  private static String[] columns(String line) {
    return line.split("\t", -1);
  }
}
