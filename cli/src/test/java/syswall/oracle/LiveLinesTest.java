package syswall.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code record -vv} prints while the program runs. */
@Tag("process")
class LiveLinesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 8, 64})
  void asMuchOfDataIsPrintedAsIsKept(int limit) throws Exception {
    String word = "x".repeat(99);
    try (var workbench = new Workbench()) {
      Ended ended = workbench.record(List.of("-vv", "-s", "" + limit), List.of("echo", word));
      assertEquals(word + "\n", ended.stdout());
      String write = "write(1, \"" + "x".repeat(limit) + "\"..., 100) = 100 <";
      assertTrue(ended.stderr().contains(write), ended.stderr());
    }
  }
}
