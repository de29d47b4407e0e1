package syswall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.Capture;
import syswall.event.EndReason;
import syswall.event.Event;
import syswall.event.Verdict;

/**
 * Reads a journal of each format that was written when the format was new. If this fails, the code
 * has changed a format: the code is wrong, or the version must rise and the old journal still be
 * read.
 */
class FrozenJournalTest {
  private static final ByteString PATH = ByteString.of("/etc/hosts");
  private static final ByteString QUESTION = ByteString.of("read /etc/hosts");
  private static final Capture DIGEST =
      new Capture(5, Capture.Form.DIGEST, Capture.Extent.TRUNCATED, ByteString.of("\0\1\2x"));

  private static List<Event> events(
      int version, CallSelection selection, ByteString question, Capture... further) {
    return List.of(
        SampleEvents.started(version, selection),
        new Event.DescriptorInherited(1, 10, 2, ByteString.of("pipe:[77]"), 1, 4096),
        new Event.ProcessStarted(2, 300, 4711, 0, 0),
        new Event.ProgramExecuted(3, 300, 4711, 4711, PATH, List.of(PATH, ByteString.EMPTY)),
        new Event.ThreadStarted(4, 70_000, 4712, 4711, 4711, 0x3d0f00),
        new Event.SyscallEntered(
            5,
            70_001,
            4712,
            Abi.X86_64,
            257,
            -100,
            0x7ffc_1234_5678L,
            0x80000,
            0,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            List.of(
                new Capture(1, Capture.Form.STRING, Capture.Extent.WHOLE, PATH),
                new Capture(5, Capture.Form.SOCKADDR, Capture.Extent.TRUNCATED, PATH))),
        new Event.CallDecided(
            6, 80_000, 4712, Verdict.HARD_BLOCK, -13, "rule", "no hosts", question),
        new Event.SyscallReturned(
            7,
            90_000,
            4712,
            -13,
            19_999,
            List.of(
                new Capture(0, Capture.Form.STRINGS, Capture.Extent.UNREADABLE, ByteString.EMPTY),
                new Capture(
                    2,
                    Capture.Form.MEMORY,
                    Capture.Extent.PARTLY_UNREADABLE,
                    ByteString.of("\0\0\0\0x\0y\0\0\0")),
                new Capture(3, Capture.Form.VECTOR, Capture.Extent.WHOLE, PATH),
                new Capture(3, Capture.Form.CONTENT, Capture.Extent.TRUNCATED, PATH),
                new Capture(3, Capture.Form.CONTROL, Capture.Extent.WHOLE, PATH),
                new Capture(4, Capture.Form.ENTRIES, Capture.Extent.WHOLE, PATH))),
        new Event.SyscallEntered(
            8, 95_000, 4711, Abi.I386, 162, -100, 0x7ffc_1234_5680L, 0, 0, 1, 2, List.of(further)),
        new Event.SignalDelivered(9, 96_000, 4711, 11, 1, 0, 0, 0xdeadL),
        new Event.SyscallInterrupted(10, 97_000, 4711, 516, 2_000),
        new Event.ThreadStopped(11, 98_000, 4712, 19),
        new Event.ThreadContinued(12, 99_000, 4712),
        new Event.ThreadExited(13, 100_000, 4712, 0),
        new Event.ProcessExited(14, 1L << 40, 4711, 139),
        new Event.SessionEnded(15, 1L << 40, EndReason.COMPLETED, 139));
  }

  @Test
  void formatOneIsReadForEver() throws Exception {
    assertEquals(
        events(1, CallSelection.ALL, ByteString.EMPTY),
        SampleJournals.read(Path.of("src/test/resources/format-1")));
  }

  /** It knows one more form of captures. */
  @Test
  void formatTwoIsReadForEver() throws Exception {
    assertEquals(
        events(2, CallSelection.ALL, ByteString.EMPTY, DIGEST),
        SampleJournals.read(Path.of("src/test/resources/format-2")));
  }

  /** Its decisions say what was asked. */
  @Test
  void formatThreeIsReadForEver() throws Exception {
    assertEquals(
        events(3, CallSelection.ALL, QUESTION, DIGEST),
        SampleJournals.read(Path.of("src/test/resources/format-3")));
  }

  /** It says which calls it holds, and knows processes that were attached to. */
  @Test
  void formatFourIsReadForEver() throws Exception {
    assertEquals(formatFour(), SampleJournals.read(Path.of("src/test/resources/format-4")));
  }

  /** It says which policies governed it, and how often their rules decided. */
  @Test
  void formatFiveIsReadForEver() throws Exception {
    assertEquals(formatFive(), SampleJournals.read(Path.of("src/test/resources/format-5")));
  }

  static List<Event> formatFive() {
    return List.of(
        SampleEvents.started(5, CallSelection.ALL),
        new Event.PolicyLoaded(
            1,
            0,
            "my \u00fc.json",
            "deny(EPERM)",
            List.of(
                new Event.PolicyLoaded.Rule("keys", "deny(ENOENT) %file read /home/ada/.ssh/**"),
                new Event.PolicyLoaded.Rule("rules[1]", "ask connect"))),
        new Event.PolicyLoaded(2, 0, "builtin:base", "", List.of()),
        new Event.ProcessStarted(3, 300, 4711, 0, 0),
        new Event.ProcessExited(4, 1L << 40, 4711, 0),
        new Event.RulesCounted(5, 1L << 40, List.of(0L, 1L << 33)),
        new Event.SessionEnded(6, 1L << 40, EndReason.COMPLETED, 0));
  }

  static List<Event> formatFour() {
    CallSelection selection =
        new CallSelection("%file !stat", ByteString.of("\7\1x"), ByteString.of("\3"));
    List<Event> events = new ArrayList<>(events(4, selection, QUESTION, DIGEST));
    events.remove(15);
    events.add(
        new Event.ProcessAttached(
            15,
            1L << 40,
            4713,
            4711,
            PATH,
            List.of(PATH, ByteString.EMPTY),
            ByteString.of("/srv"),
            ByteString.of("/"),
            List.of(ByteString.of("LANG=C")),
            3));
    events.add(
        new Event.ThreadStarted(16, 1L << 40, 4714, 4713, Event.ThreadStarted.ATTACHED, 0x10f00));
    events.add(new Event.SessionEnded(17, 1L << 40, EndReason.DETACHED, 0));
    return events;
  }
}
