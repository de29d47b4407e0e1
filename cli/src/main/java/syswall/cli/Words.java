package syswall.cli;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The words of an option that takes one of several values, to convert and to complete. picocli
 * would take and offer the names that constants have in Java.
 */
abstract class Words<T> implements ITypeConverter<T>, Iterable<String> {
  private final List<T> values;
  private final Function<T, String> word;

  /**
   * The words of some values.
   *
   * @param word what the command line calls one
   */
  Words(T[] values, Function<T, String> word) {
    this.values = List.of(values);
    this.word = word;
  }

  @Override
  public T convert(String text) {
    return values.stream()
        .filter(value -> word.apply(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is none of " + String.join(", ", this)));
  }

  @Override
  public Iterator<String> iterator() {
    return values.stream().map(word).iterator();
  }
}
