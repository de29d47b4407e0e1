package syswall.cli;

import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import syswall.diff.FailOn;

/** The words of {@code --fail-on}, of which picocli would offer the names in Java, too. */
final class FailOnWord implements ITypeConverter<FailOn>, Iterable<String> {
  private static Stream<String> words() {
    return Stream.of(FailOn.values()).map(FailOn::toString);
  }

  @Override
  public FailOn convert(String word) {
    return Stream.of(FailOn.values())
        .filter(kind -> kind.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + word + "' is none of " + String.join(", ", this)));
  }

  @Override
  public Iterator<String> iterator() {
    return words().iterator();
  }
}
