package syswall.diff.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AlignmentTest {
  private static final int ROUNDS = 2_000;

  private final Random random = new Random(1);

  @Test
  void equalSequencesHaveNoChanges() {
    assertEquals(List.of(), align("", ""));
    assertEquals(List.of(), align("abcabc", "abcabc"));
    long[] long1 = tokens(5_000, 10);
    assertEquals(List.of(), Alignment.of(long1, long1.clone()));
  }

  @Test
  void changesSayWhatIsInsteadOfWhat() {
    assertEquals(List.of(new Change(1, 2, 1, 1)), align("abc", "ac"));
    assertEquals(List.of(new Change(1, 1, 1, 2)), align("ac", "abc"));
    assertEquals(List.of(new Change(0, 1, 0, 1), new Change(2, 2, 2, 3)), align("xb", "abc"));
  }

  @Test
  void theChangesMakeOneOfTheOther() {
    for (int i = 0; i < ROUNDS; i++) {
      long[] before = tokens(random.nextInt(40), 1 + random.nextInt(6));
      long[] after = random.nextBoolean() ? tokens(random.nextInt(40), 4) : edited(before, 5);
      assertApplies(before, after);
    }
    for (int i = 0; i < 100; i++) {
      long[] before = tokens(random.nextInt(6_000), 1 + random.nextInt(20_000));
      assertApplies(before, edited(before, random.nextInt(1_000)));
    }
  }

  private static void assertApplies(long[] before, long[] after) {
    List<Change> changes = Alignment.of(before, after);
    LongStream.Builder made = LongStream.builder();
    int at = 0;
    int atAfter = 0;
    for (Change change : changes) {
      assertTrue(at == 0 || change.fromBefore() > at, changes::toString);
      for (; at < change.fromBefore(); at++, atAfter++) {
        made.add(before[at]);
      }
      assertEquals(atAfter, change.fromAfter());
      for (; atAfter < change.toAfter(); atAfter++) {
        made.add(after[atAfter]);
      }
      at = change.toBefore();
    }
    for (; at < before.length; at++) {
      made.add(before[at]);
    }
    assertArrayEquals(after, made.build().toArray());
  }

  @Test
  void theOtherWayRoundIsTheMirror() {
    for (int i = 0; i < ROUNDS; i++) {
      boolean small = i % 100 != 0;
      long[] before = tokens(small ? random.nextInt(30) : 3_000, small ? 4 : 2_000);
      long[] after = edited(before, small ? 10 : 500);
      List<Change> mirrored = Alignment.of(after, before).stream().map(Change::mirrored).toList();
      assertEquals(Alignment.of(before, after), mirrored);
    }
  }

  @Test
  void noSmallerScriptExists() {
    for (int i = 0; i < ROUNDS; i++) {
      int most = i % 50 == 0 ? Alignment.EXACT / 2 : 30;
      long[] before = tokens(random.nextInt(most), 1 + random.nextInt(5));
      long[] after = tokens(random.nextInt(most), 1 + random.nextInt(5));
      assertEquals(fewest(before, after), size(Alignment.of(before, after)));
    }
  }

  /** Tokens that go and come, by dynamic programming over all prefixes. */
  private static int fewest(long[] before, long[] after) {
    int[] row = new int[after.length + 1];
    for (int j = 0; j <= after.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= before.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= after.length; j++) {
        int above = row[j];
        boolean same = before[i - 1] == after[j - 1];
        row[j] = same ? diagonal : 1 + Math.min(above, row[j - 1]);
        diagonal = above;
      }
    }
    return row[after.length];
  }

  private static int size(List<Change> changes) {
    return changes.stream()
        .mapToInt(c -> c.toBefore() - c.fromBefore() + c.toAfter() - c.fromAfter())
        .sum();
  }

  @Test
  void whatIsLongIsCutWhereTokensAreUnique() {
    long[] before = LongStream.range(0, 1_000_000).toArray();
    long[] after = before.clone();
    for (int i = 500; i < after.length; i += 1_000) {
      after[i] = -1;
    }
    assertEquals(1_000, Alignment.of(before, after).size());
  }

  @Test
  void timeGoesWithTheLengthEvenIfNothingIsShared() {
    long[] before = LongStream.range(0, 500_000).toArray();
    long[] after = LongStream.range(500_000, 1_000_000).toArray();
    assertTimeout(
        Duration.ofSeconds(20),
        () ->
            assertEquals(List.of(new Change(0, 500_000, 0, 500_000)), Alignment.of(before, after)));
  }

  @Test
  void timeGoesWithTheLengthEvenIfNothingIsUnique() {
    long[] before = tokens(500_000, 3);
    long[] after = tokens(500_000, 3);
    assertTimeout(Duration.ofSeconds(20), () -> assertApplies(before, after));
  }

  private static List<Change> align(String before, String after) {
    return Alignment.of(
        before.chars().asLongStream().toArray(), after.chars().asLongStream().toArray());
  }

  private long[] tokens(int length, int different) {
    return random.longs(length, 0, different).toArray();
  }

  /** Some tokens less, some more, some others. */
  private long[] edited(long[] tokens, int most) {
    List<Long> edited = new ArrayList<>(LongStream.of(tokens).boxed().toList());
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      int at = random.nextInt(edited.size() + 1);
      if (at < edited.size() && random.nextBoolean()) {
        edited.remove(at);
      } else {
        edited.add(at, random.nextLong(7));
      }
    }
    return edited.stream().mapToLong(Long::longValue).toArray();
  }
}
