package syswall.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import syswall.export.Parts;
import syswall.export.Table;

/** The files of an export as CSV: one a table in a directory, or those of a single table. */
final class TableFiles implements Parts {
  private static final Pattern NAME =
      Pattern.compile(
          Arrays.stream(Table.values())
              .map(Table::label)
              .collect(Collectors.joining("|", "(", ")(-\\d+)?\\.csv")));

  private final NewFiles files;
  private final Consumer<String> notices;
  private final BiFunction<Table, String, Path> names;

  private TableFiles(
      NewFiles files, Consumer<String> notices, BiFunction<Table, String, Path> names) {
    this.files = files;
    this.notices = notices;
    this.names = names;
  }

  /**
   * Files in a directory: {@code events.csv}, {@code events-2.csv}.
   *
   * @throws UserError if an export is there that may not be replaced
   */
  static TableFiles in(Path directory, NewFiles files, Consumer<String> notices)
      throws IOException, UserError {
    Path real = files.makeDirectory(directory);
    for (Path file : exported(real)) {
      files.outdate(file);
    }
    return new TableFiles(
        files, notices, (table, part) -> real.resolve(table.label() + part + ".csv"));
  }

  /** A file and, if that gets too long, {@code NAME-2.csv} beside it. */
  static TableFiles of(Path file, NewFiles files, Consumer<String> notices) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
    return new TableFiles(
        files,
        notices,
        (table, part) -> file.resolveSibling(name.substring(0, dot) + part + name.substring(dot)));
  }

  private static List<Path> exported(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).toList();
    }
  }

  @Override
  public Writer open(Table table, int part) throws IOException {
    Path name = names.apply(table, part == 1 ? "" : "-" + part);
    if (part > 1) {
      notices.accept(table.label() + " is longer than a sheet, it goes on in " + name);
    }
    try {
      return files.createText(name);
    } catch (UserError e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
