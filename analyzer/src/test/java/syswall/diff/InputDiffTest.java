package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.diff.Runs.diff;

import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.replay.Recorded;

class InputDiffTest {
  @Test
  void argumentsAreCompared() {
    SessionDiff diff = diff(new Recorded("ls", "a"), new Recorded("ls", "a b"));
    assertEquals("INPUT arguments : ls a -> ls 'a b'", Runs.cause(diff));
    assertEquals(1, diff.findings().size());
  }

  @Test
  void inputsAreOneFindingAndExplainNothingElse() {
    Recorded before = new Recorded("ls", "a");
    Recorded after = Runs.reads(new Recorded("ls", "b"), Recorded.FIRST, "/x");
    SessionDiff diff = diff(before, after);
    assertEquals("INPUT arguments : ls a -> ls b", Runs.cause(diff));
    assertEquals(List.of(), Runs.follows(diff));
    assertEquals(2, diff.findings().size());
  }
}
