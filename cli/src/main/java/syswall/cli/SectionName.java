package syswall.cli;

import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import syswall.report.Section;

/** The values of {@code report --section}. */
final class SectionName implements ITypeConverter<Section>, Iterable<String> {
  private static Stream<String> names() {
    return Stream.of(Section.values()).map(Section::label);
  }

  @Override
  public Section convert(String name) {
    return Stream.of(Section.values())
        .filter(section -> section.label().equals(name))
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
