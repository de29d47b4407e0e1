package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepsTest {
  @Test
  void allStepsComeBackInOrder() {
    Random random = new Random(1);
    int[] uses = random.ints(1_000, 0, Integer.MAX_VALUE).map(i -> i >> i % 31).toArray();
    int[] errnos = random.ints(1_000, 0, 4_096).toArray();
    Steps steps = new Steps();
    long event = 0;
    for (int i = 0; i < uses.length; i++) {
      event += (long) uses[i] << i % 20;
      steps.add(uses[i], errnos[i], event);
    }
    Steps.Cursor cursor = steps.cursor();
    event = 0;
    for (int i = 0; i < uses.length; i++) {
      event += (long) uses[i] << i % 20;
      assertTrue(cursor.next());
      assertEquals(
          List.of((long) uses[i], (long) errnos[i], event),
          List.of((long) cursor.use(), (long) cursor.errno(), cursor.event()));
    }
    assertFalse(cursor.next());
  }

  @Test
  void noStepsHaveNoFirst() {
    assertFalse(new Steps().cursor().next());
  }
}
