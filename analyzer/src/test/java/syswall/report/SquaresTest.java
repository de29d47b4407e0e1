package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import syswall.report.Squares.Area;

class SquaresTest {
  private static final Area<String> WHOLE = new Area<>("", 10, 20, 1000, 200);

  @Test
  void areasGoWithWeightsAndFillTheWhole() {
    Random random = new Random(1);
    for (int count = 1; count < 50; count++) {
      List<Long> weights = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        weights.add(1 + (long) Math.exp(random.nextDouble() * 20));
      }
      weights.sort(Comparator.reverseOrder());
      double all = weights.stream().mapToLong(Long::longValue).sum();
      for (Area<Long> area : Squares.divide(weights, Long::longValue, WHOLE)) {
        double share = area.thing() / all;
        assertEquals(share, area.width() * area.height() / 200_000, 1e-9);
        assertTrue(area.x() >= 10 && area.x() + area.width() <= 1010 + 1e-6, area.toString());
        assertTrue(area.y() >= 20 && area.y() + area.height() <= 220 + 1e-6, area.toString());
      }
    }
  }

  @Test
  void alikeThingsAreNearlySquare() {
    List<Integer> five = List.of(1, 1, 1, 1, 1);
    for (Area<Integer> area : Squares.divide(five, Integer::longValue, WHOLE)) {
      assertEquals(area.width(), area.height(), 1e-9);
    }
  }
}
