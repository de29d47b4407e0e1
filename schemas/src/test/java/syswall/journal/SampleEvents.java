package syswall.journal;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.Capture;
import syswall.event.EndReason;
import syswall.event.Event;
import syswall.event.Verdict;

/** Makes events for tests: plausible ones, and random ones of every type with extreme values. */
final class SampleEvents {
  /** How many types of event there are; the last is the one that ends a session. */
  static final int TYPES = 18;

  private final Random random;

  SampleEvents(long seed) {
    random = new Random(seed);
  }

  static Event.SessionStarted started(int formatVersion) {
    return started(formatVersion, CallSelection.ALL);
  }

  static Event.SessionStarted started(int formatVersion, CallSelection selection) {
    return new Event.SessionStarted(
        0,
        0,
        formatVersion,
        "0.1.0",
        List.of(ByteString.of("find"), ByteString.of("/usr")),
        ByteString.of("/"),
        List.of(ByteString.of("LANG=C"), ByteString.of("HOME=/home/ada")),
        1000,
        1000,
        "Linux 6.12.1",
        "x86_64",
        "host",
        1_700_000_000_000_000_000L,
        123_456_789L,
        "ptrace",
        selection);
  }

  static Event.SessionEnded ended(long sequence) {
    return new Event.SessionEnded(sequence, sequence * 5000, EndReason.COMPLETED, 0);
  }

  /**
   * The event of a session that is all newfstatat(2), with a path of 30 bytes: the enter at even
   * sequence numbers, the return at odd ones.
   */
  static Event call(long sequence) {
    long timeNs = sequence * 5000;
    return sequence % 2 == 0
        ? new Event.SyscallEntered(
            sequence,
            timeNs,
            4711,
            Abi.X86_64,
            262,
            -100,
            0x55d0_1234_5000L + sequence % 97 * 48,
            0x7ffc_1234_5670L,
            0x100,
            0x7ffc_1234_0000L,
            0x1f,
            List.of(
                new Capture(
                    1,
                    Capture.Form.STRING,
                    Capture.Extent.WHOLE,
                    ByteString.of("/usr/share/doc/packages/README"))))
        : new Event.SyscallReturned(sequence, timeNs, 4711, 0, 4321, List.of());
  }

  /** A read(2) of so many bytes. */
  static Event large(long sequence, int size) {
    ByteString bytes = ByteString.copyOf(new byte[size]);
    Capture capture = new Capture(1, Capture.Form.CONTENT, Capture.Extent.WHOLE, bytes);
    return new Event.SyscallReturned(sequence, sequence, 1, size, 1, List.of(capture));
  }

  /** A random event of a type 0..17. */
  Event random(int type, long sequence) {
    long time = number();
    return switch (type) {
      case 0 ->
          new Event.SessionStarted(
              sequence,
              time,
              integer(),
              text(),
              strings(),
              bytes(),
              strings(),
              integer(),
              integer(),
              text(),
              text(),
              text(),
              number(),
              number(),
              text(),
              new CallSelection(text(), bytes(), bytes()));
      case 1 ->
          new Event.DescriptorInherited(sequence, time, integer(), bytes(), integer(), number());
      case 2 -> new Event.ProcessStarted(sequence, time, integer(), integer(), number());
      case 3 -> new Event.ThreadStarted(sequence, time, integer(), integer(), integer(), number());
      case 4 -> new Event.ProgramExecuted(sequence, time, integer(), integer(), bytes(), strings());
      case 5 ->
          new Event.SyscallEntered(
              sequence,
              time,
              integer(),
              one(Abi.values()),
              integer(),
              number(),
              number(),
              number(),
              number(),
              number(),
              number(),
              captures());
      case 6 ->
          new Event.SyscallReturned(sequence, time, integer(), number(), number(), captures());
      case 7 -> new Event.SyscallInterrupted(sequence, time, integer(), integer(), number());
      case 8 ->
          new Event.CallDecided(
              sequence, time, integer(), one(Verdict.values()), number(), text(), text(), bytes());
      case 9 ->
          new Event.SignalDelivered(
              sequence, time, integer(), integer(), integer(), integer(), integer(), number());
      case 10 -> new Event.ThreadStopped(sequence, time, integer(), integer());
      case 11 -> new Event.ThreadContinued(sequence, time, integer());
      case 12 -> new Event.ThreadExited(sequence, time, integer(), integer());
      case 13 -> new Event.ProcessExited(sequence, time, integer(), integer());
      case 14 ->
          new Event.ProcessAttached(
              sequence, time, integer(), integer(), bytes(), strings(), bytes(), bytes(), strings(),
              integer());
      case 15 -> new Event.PolicyLoaded(sequence, time, text(), text(), rules());
      case 16 ->
          new Event.RulesCounted(
              sequence, time, Stream.generate(this::number).limit(random.nextInt(9)).toList());
      case 17 -> new Event.SessionEnded(sequence, time, one(EndReason.values()), integer());
      default -> throw new IllegalArgumentException("type " + type);
    };
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private int integer() {
    return (int) number();
  }

  /** Of any magnitude, the extremes often. */
  private long number() {
    return switch (random.nextInt(6)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      case 2 -> 0;
      default -> random.nextLong() >> random.nextInt(64);
    };
  }

  private ByteString bytes() {
    byte[] bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(40_000) : random.nextInt(40)];
    random.nextBytes(bytes);
    return ByteString.copyOf(bytes);
  }

  private String text() {
    return random
        .ints(random.nextInt(20), 1, 0xd800)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private List<ByteString> strings() {
    return Stream.generate(this::bytes).limit(random.nextInt(6)).toList();
  }

  private List<Event.PolicyLoaded.Rule> rules() {
    return Stream.generate(() -> new Event.PolicyLoaded.Rule(text(), text()))
        .limit(random.nextInt(6))
        .toList();
  }

  private List<Capture> captures() {
    return Stream.generate(this::capture).limit(random.nextInt(4)).toList();
  }

  private Capture capture() {
    return new Capture(
        random.nextInt(6),
        one(Capture.Form.values()),
        one(Capture.Extent.values()),
        random.nextBoolean() ? bytes() : structure());
  }

  /** Bytes with runs of zeros of any length, also at either end. */
  private ByteString structure() {
    byte[] structure = new byte[random.nextInt(200)];
    for (int i = random.nextInt(9); i < structure.length; i += 1 + random.nextInt(9)) {
      structure[i] = (byte) random.nextInt();
    }
    return ByteString.copyOf(structure);
  }
}
