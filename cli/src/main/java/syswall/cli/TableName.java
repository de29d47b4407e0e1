package syswall.cli;

import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import syswall.export.Table;

/** The values of {@code export --table}. */
final class TableName implements ITypeConverter<Table>, Iterable<String> {
  private static Stream<String> names() {
    return Stream.of(Table.values()).map(Table::label);
  }

  @Override
  public Table convert(String name) {
    return Stream.of(Table.values())
        .filter(table -> table.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + name + "' is none of " + String.join(", ", this)));
  }

  @Override
  public Iterator<String> iterator() {
    return names().iterator();
  }
}
