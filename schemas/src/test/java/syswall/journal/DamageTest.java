package syswall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import syswall.event.Event;

/** What is read from a journal that something has happened to. */
class DamageTest {
  private static final int EVENTS = 20_000;
  private static final int PAGE = 4096;
  private static byte[] intact = {};

  /** What was read: how many events, and how it ended. */
  private record Outcome(int events, Integrity integrity, String damage) {}

  @BeforeAll
  static void writeIntactJournal(@TempDir Path directory) throws IOException {
    SampleJournals.write(directory.resolve("a.cq"), EVENTS);
    intact = Files.readAllBytes(directory.resolve("a.cq").resolve(JournalFormat.CYCLE_FILE));
  }

  @ParameterizedTest
  @CsvSource({"ZERO, 17", "ZERO, 100", "ONES, 100", "RANDOM, 100", "RANDOM, 150"})
  void damagedPageEndsTheJournalThere(Filling filling, int page, @TempDir Path session)
      throws Exception {
    byte[] damaged = intact.clone();
    filling.fill(damaged, page * PAGE, PAGE);
    Outcome outcome = read(session, damaged);
    assertEquals(Integrity.DAMAGED, outcome.integrity);
    assertTrue(outcome.damage.startsWith("event " + outcome.events + ", at byte "));
    assertTrue(outcome.events > (page - 17) * 90 && outcome.events < (page - 15) * 120);
  }

  @Test
  void damageSaysWhichEventAndWhere(@TempDir Path session) throws Exception {
    byte[] damaged = intact.clone();
    long at = headerAfter(100_000);
    damaged[(int) at + 12] ^= 1;
    assertTrue(
        read(session, damaged)
            .damage
            .matches("event \\d+, at byte " + at + ", does not match its checksum"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyFlippedBitOfARecordIsNoticed(boolean inTheMiddle, @TempDir Path session)
      throws Exception {
    int from = (int) headerAfter(inTheMiddle ? 100_000 : lastHeader() - 100);
    int next = (int) headerAfter(from);
    for (int bit = from * 8; bit < next * 8; bit++) {
      byte[] damaged = Arrays.copyOf(intact, intact.length);
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      Outcome outcome = read(session, damaged);
      boolean padding = outcome.events == EVENTS;
      if (!padding) {
        assertEquals(Integrity.DAMAGED, outcome.integrity, "bit " + bit % 8 + " of " + bit / 8);
      } else {
        assertTrue(bit / 8 >= next - 3, "bit " + bit % 8 + " of " + bit / 8);
      }
    }
  }

  @Test
  void prefixOfTheFileIsReadAsAPrefixOfTheEvents(@TempDir Path session) throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      int length = 70_000 + random.nextInt((int) lastHeader() - 70_000);
      Outcome outcome = read(session, Arrays.copyOf(intact, length));
      assertEquals(Integrity.DAMAGED, outcome.integrity);
    }
  }

  @Test
  void randomDamageNeverDoesWorse(@TempDir Path session) throws Exception {
    Random random = new Random(6);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = intact.clone();
      int from = random.nextInt(damaged.length - 8192);
      Filling filling = Filling.values()[random.nextInt(Filling.values().length)];
      filling.fill(damaged, from, 1 + random.nextInt(8191));
      try {
        Outcome outcome = read(session, damaged);
        assertTrue(outcome.events == EVENTS || outcome.integrity == Integrity.DAMAGED);
      } catch (JournalException e) {
        assertTrue(from < 66_000, e.getMessage());
      }
    }
  }

  @Test
  void repeatedRecordIsNoticed(@TempDir Path session) throws Exception {
    byte[] damaged = intact.clone();
    int first = (int) headerAfter(100_000);
    int second = (int) headerAfter(first);
    int third = (int) headerAfter(second);
    int fourth = (int) headerAfter(third);
    System.arraycopy(intact, first, damaged, third, Math.min(second - first, fourth - third));
    assertEquals(Integrity.DAMAGED, read(session, damaged).integrity);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 100, 40_000})
  void fileCutBeforeItsFirstRecordIsRefused(int length, @TempDir Path session) {
    JournalException refusal =
        assertThrows(JournalException.class, () -> read(session, Arrays.copyOf(intact, length)));
    assertEquals(1, refusal.toString().lines().count());
  }

  @ParameterizedTest
  @CsvSource({"ONES, 0", "RANDOM, 0", "ONES, 16", "RANDOM, 16", "ZERO, 16"})
  void garbageBeforeTheFirstRecordIsRefused(Filling filling, int page, @TempDir Path session) {
    byte[] damaged = intact.clone();
    filling.fill(damaged, page * PAGE, PAGE);
    JournalException refusal = assertThrows(JournalException.class, () -> read(session, damaged));
    assertTrue(
        refusal.toString().contains(session + ": damaged at its first record, which "),
        refusal.getMessage());
  }

  @Test
  void fileOfZerosHoldsNoEvent(@TempDir Path session) {
    JournalException refusal =
        assertThrows(JournalException.class, () -> read(session, new byte[100_000]));
    assertTrue(refusal.toString().contains(session + ": holds no event: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "garbage", "empty"})
  void chroniclesTableDoesNotMatter(String table, @TempDir Path session) throws Exception {
    byte[] garbage = new byte[5000];
    new Random(7).nextBytes(garbage);
    switch (table) {
      case "garbage" -> Files.write(session.resolve(JournalFormat.METADATA_FILE), garbage);
      case "empty" -> Files.createFile(session.resolve(JournalFormat.METADATA_FILE));
      default -> {}
    }
    assertEquals(new Outcome(EVENTS, Integrity.COMPLETE, ""), read(session, intact));
  }

  /** Reads the file as a session's: what is read must be what was written. */
  private static Outcome read(Path session, byte[] file) throws Exception {
    Files.write(session.resolve(JournalFormat.CYCLE_FILE), file);
    return assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          try (JournalTailer tailer = JournalTailer.open(session)) {
            int events = 0;
            Event event;
            while ((event = tailer.next()) != null) {
              assertEquals(SampleJournals.event(events++, EVENTS), event);
            }
            assertEquals(null, tailer.next());
            if (tailer.integrity() == Integrity.DAMAGED) {
              assertNotEquals("", tailer.damage());
            }
            return new Outcome(events, tailer.integrity(), tailer.damage());
          }
        });
  }

  private static long lastHeader() {
    return ByteBuffer.wrap(intact).order(ByteOrder.LITTLE_ENDIAN).getLong(0x40);
  }

  /** Where the first record begins that begins after a place in the intact file. */
  private static long headerAfter(long place) {
    ByteBuffer file = ByteBuffer.wrap(intact).order(ByteOrder.LITTLE_ENDIAN);
    long at = 0;
    while (at <= place || (file.getInt((int) at) & 1 << 30) != 0) {
      at += 4 + (file.getInt((int) at) & 0x3fffffff) + 3 & ~3L;
    }
    return at;
  }

  private enum Filling {
    ZERO,
    ONES,
    RANDOM;

    void fill(byte[] target, int from, int length) {
      byte[] bytes = new byte[length];
      switch (this) {
        case ZERO -> {}
        case ONES -> Arrays.fill(bytes, (byte) -1);
        case RANDOM -> new Random(from).nextBytes(bytes);
      }
      System.arraycopy(bytes, 0, target, from, length);
    }
  }
}
