package syswall.export;

import java.io.IOException;
import java.io.Writer;

/** Where the text of a table goes: a file, or several if it is too long for one. */
@FunctionalInterface
public interface Parts {
  /**
   * Opens a part.
   *
   * @param part 1, and so on
   */
  Writer open(Table table, int part) throws IOException;
}
