package syswall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds schemas/README.md to the events as they are. */
class FormatDocumentTest {
  private static final Pattern SECTION = Pattern.compile("(?m)^### (?:\\d+ )?(\\w+)$");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*?) \\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  static List<Class<?>> records() {
    return Stream.concat(
            Arrays.stream(Event.class.getPermittedSubclasses()), Stream.of(Capture.class))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("records")
  void tableOfAnEventNamesItsComponentsInTheirOrder(Class<?> event) throws IOException {
    List<String> components =
        Arrays.stream(event.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(name -> !name.equals("sequence") && !name.equals("timeNs"))
            .toList();
    assertEquals(components, documented(event.getSimpleName()));
  }

  @Test
  void everySectionIsAnEvent() throws IOException {
    assertEquals(
        records().stream().map(Class::getSimpleName).sorted().toList(),
        SECTION.matcher(document()).results().map(match -> match.group(1)).sorted().toList());
  }

  @Test
  void constantsAreDocumentedWithTheirCodes() throws IOException {
    String document = document();
    for (Class<? extends Enum<?>> type :
        List.<Class<? extends Enum<?>>>of(
            Abi.class, Verdict.class, EndReason.class, Capture.Form.class, Capture.Extent.class)) {
      int code = 0;
      for (Enum<?> constant : type.getEnumConstants()) {
        String entry = code++ + " `" + constant.name() + "`";
        assertTrue(document.contains(entry), entry);
      }
    }
  }

  /** The names in the first column of the section's table. */
  private static List<String> documented(String section) throws IOException {
    String document = document();
    int from =
        SECTION
            .matcher(document)
            .results()
            .filter(match -> match.group(1).equals(section))
            .mapToInt(MatchResult::end)
            .findFirst()
            .orElse(document.length());
    int to = document.indexOf("\n##", from);
    return ROW.matcher(document.substring(from, Math.max(from, to)))
        .results()
        .flatMap(row -> NAME.matcher(row.group(1)).results())
        .map(name -> name.group(1))
        .toList();
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
