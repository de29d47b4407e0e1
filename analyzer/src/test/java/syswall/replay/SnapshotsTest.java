package syswall.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import syswall.bench.SyntheticJournal;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.event.Event.SessionStarted;
import syswall.journal.JournalTailer;

/** Whatever has happened to a sidecar: the states are right, and the next writer makes it anew. */
class SnapshotsTest {
  private static final OpenPaths.Codec CODEC = new OpenPaths.Codec(1);
  private static final SnapshotPolicy POLICY = new SnapshotPolicy(40, 100_000);
  private static final int EVENTS = 122;

  @TempDir private Path directory;
  private Path session = Path.of("");
  private Path sidecar = Path.of("");
  private byte[] intact = {};
  private final List<ByteString> expected = new ArrayList<>();

  @BeforeEach
  void takeSnapshots() throws IOException {
    session = directory.resolve("s.cq");
    sidecar = session.resolve(Snapshots.FILE);
    SyntheticJournal.write(session, EVENTS, 7);
    OpenPaths full = new OpenPaths();
    Replay replay = new Replay(full);
    try (JournalTailer tailer = JournalTailer.open(session)) {
      for (Event event = tailer.next(); event != null; event = tailer.next()) {
        replay.accept(event);
        expected.add(full.bytes());
      }
    }
    visitAll();
    intact = Files.readAllBytes(sidecar);
    assertEquals(EVENTS / 40, entries());
  }

  @Test
  void intactSidecarIsUsedAndLeftAlone() throws IOException {
    Object before = Files.getAttribute(sidecar, "unix:ino");
    assertEquals(2, visitAll());
    assertEquals(before, Files.getAttribute(sidecar, "unix:ino"));
  }

  @Test
  void sidecarOfAnyLengthIsCompletedAgain() throws IOException {
    for (int length = 0; length < intact.length; length++) {
      Files.write(sidecar, Arrays.copyOf(intact, length));
      requireRightStatesAndAWholeSidecar();
    }
  }

  @Test
  void sidecarWithAFlippedByteIsMadeAnew() throws IOException {
    for (int at = 0; at < intact.length; at++) {
      byte[] flipped = intact.clone();
      flipped[at] ^= 0x10;
      Files.write(sidecar, flipped);
      requireRightStatesAndAWholeSidecar();
    }
  }

  @Test
  void garbageIsNoSidecar() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 50; i++) {
      byte[] garbage = new byte[random.nextInt(2 * intact.length)];
      random.nextBytes(garbage);
      System.arraycopy(intact, 0, garbage, 0, Math.min(garbage.length, i % 2 * Snapshots.HEADER));
      Files.write(sidecar, garbage);
      requireRightStatesAndAWholeSidecar();
    }
  }

  @Test
  void sidecarOfAnotherJournalIsMadeAnew() throws IOException {
    Path other = directory.resolve("other.cq");
    SyntheticJournal.write(other, EVENTS, 8);
    try (Timeline<OpenPaths> timeline = Timeline.open(other, CODEC, POLICY)) {
      timeline.toEvent(EVENTS);
    }
    Files.copy(other.resolve(Snapshots.FILE), sidecar, StandardCopyOption.REPLACE_EXISTING);
    assertFalse(Arrays.equals(intact, Files.readAllBytes(sidecar)));
    requireRightStatesAndAWholeSidecar();
  }

  @Test
  void sidecarThatKnowsMoreThanACutJournalIsNotBelieved() throws IOException {
    Path file = session.resolve("19700101F.cq4");
    byte[] journal = Files.readAllBytes(file);
    int middle;
    try (Snapshots snapshots = Snapshots.open(session, 1)) {
      middle = (int) snapshots.entries().get(2).mark().position() + 2;
    }
    Files.write(file, Arrays.copyOf(journal, middle));
    try (Timeline<OpenPaths> timeline = Timeline.open(session, CODEC, POLICY)) {
      timeline.toEvent(EVENTS);
      assertEquals(119, timeline.events());
      assertEquals(expected.get(118), timeline.state().bytes());
      assertTrue(timeline.damage().startsWith("event 119, "), timeline.damage());
    }
  }

  @Test
  void snapshotsOfAnotherVersionAreMadeAnew() throws IOException {
    OpenPaths.Codec newer = new OpenPaths.Codec(2);
    try (Timeline<OpenPaths> timeline = Timeline.open(session, newer, POLICY)) {
      timeline.toEvent(EVENTS);
      assertEquals(EVENTS, timeline.state().seen());
    }
    try (Timeline<OpenPaths> timeline = Timeline.open(session, newer, POLICY)) {
      timeline.toEvent(EVENTS - 1);
      assertEquals(expected.get(EVENTS - 1), timeline.state().bytes());
      assertTrue(timeline.state().seen() < 41);
    }
    requireRightStatesAndAWholeSidecar();
  }

  @Test
  void snapshotThatItsCodecCannotReadIsNotUsed() throws IOException {
    OpenPaths.Codec broken =
        new OpenPaths.Codec(1) {
          @Override
          public OpenPaths read(SessionStarted started, DataInput in) {
            throw new IndexOutOfBoundsException("an encoding that has changed under its version");
          }
        };
    try (Timeline<OpenPaths> timeline = Timeline.open(session, broken, POLICY)) {
      timeline.toEvent(EVENTS - 1);
      assertEquals(expected.get(EVENTS - 1), timeline.state().bytes());
    }
  }

  @Test
  void whatCannotBeReplacedIsLeftAndDoesNotMatter() throws IOException {
    Files.delete(sidecar);
    Files.createDirectories(sidecar.resolve("full"));
    assertEquals(EVENTS, visitAll());
    assertTrue(Files.isDirectory(sidecar.resolve("full")));
    assertEquals(2, files());
  }

  @Test
  void sessionThatCannotBeWrittenToHasNoSidecar() throws IOException {
    Files.delete(sidecar);
    Files.setPosixFilePermissions(session, PosixFilePermissions.fromString("r-x------"));
    Assumptions.assumeFalse(Files.isWritable(session), "root may write anywhere");
    assertEquals(EVENTS, visitAll());
    assertEquals(1, files());
  }

  @Test
  void linkInPlaceOfASidecarIsReplacedAndNotFollowed() throws IOException {
    Path target = directory.resolve("elsewhere");
    Files.write(target, intact);
    Files.delete(sidecar);
    Files.createSymbolicLink(sidecar, target);
    assertEquals(EVENTS, visitAll());
    assertTrue(Files.isRegularFile(sidecar, LinkOption.NOFOLLOW_LINKS));
    assertArrayEquals(intact, Files.readAllBytes(target));
  }

  @Test
  void whatAKilledWriterLeftIsRemovedByTheNext() throws IOException {
    Path left = session.resolve("state.snapshots-77.tmp");
    Files.write(left, new byte[100]);
    assertTrue(Snapshots.isSidecar(left.getFileName().toString()));
    visitAll();
    assertTrue(Files.exists(left));
    Files.delete(sidecar);
    visitAll();
    assertFalse(Files.exists(left));
    assertEquals(2, files());
  }

  @Test
  void twoReadersAtOnceBothReadRightAndOneSidecarStays() throws IOException {
    Files.delete(sidecar);
    try (Timeline<OpenPaths> one = Timeline.open(session, CODEC, POLICY);
        Timeline<OpenPaths> two = Timeline.open(session, CODEC, POLICY)) {
      for (int i = 0; i < EVENTS; i++) {
        one.toEvent(i);
        two.toEvent(i);
        assertEquals(expected.get(i), one.state().bytes());
        assertEquals(expected.get(i), two.state().bytes());
      }
    }
    assertArrayEquals(intact, Files.readAllBytes(sidecar));
    assertEquals(2, files());
  }

  @Test
  void sidecarIsItsOwnersOnly() throws IOException {
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(sidecar)));
  }

  private void requireRightStatesAndAWholeSidecar() throws IOException {
    visitAll();
    assertArrayEquals(intact, Files.readAllBytes(sidecar));
    assertEquals(2, files());
  }

  /** Goes to places between all snapshots, the last ones first, and how much the end cost. */
  private long visitAll() throws IOException {
    try (Timeline<OpenPaths> timeline = Timeline.open(session, CODEC, POLICY)) {
      long seen = 0;
      for (int i = EVENTS - 1; i > 0; i -= 40) {
        timeline.toEvent(i);
        assertEquals(expected.get(i), timeline.state().bytes());
        seen = Math.max(seen, timeline.state().seen());
      }
      timeline.toEvent(EVENTS - 1);
      assertEquals(expected.get(EVENTS - 1), timeline.state().bytes());
      return seen;
    }
  }

  private int entries() {
    try (Snapshots snapshots = Snapshots.open(session, 1)) {
      return snapshots.entries().size();
    }
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(session)) {
      return files.count();
    }
  }
}
