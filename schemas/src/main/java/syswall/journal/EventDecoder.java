package syswall.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.Capture;
import syswall.event.Event;

/**
 * Turns the records of one journal, in their order, back into the events that an {@link
 * EventEncoder} made them from. Believes nothing that a record says before it has checked it.
 */
final class EventDecoder {
  private final CRC32C checksum = new CRC32C();
  private final long[] previousArgs = new long[6];
  private final long[] args = new long[6];
  private long nextSequence;
  private int version = JournalFormat.VERSION;
  private long previousTimeNs;
  private int previousThread;
  private int thread;
  private byte[] bytes = {};
  private int position;
  private int end;
  private int checksumOfRecord;

  /** How many bytes the runs of this record may still become: a few stored bytes say millions. */
  private int unpackedLeft;

  EventDecoder() {
    this(0);
  }

  /** Decodes the record of a later event as the journal's first. */
  EventDecoder(long nextSequence) {
    this.nextSequence = nextSequence;
  }

  /** How many events have been decoded, which is also the sequence number of the next. */
  long nextSequence() {
    return nextSequence;
  }

  /**
   * Decodes the journal's next record. After an exception the decoder is as before.
   *
   * @param source holds the record from {@code from} inclusive to {@code to} exclusive
   */
  Event decode(byte[] source, int from, int to) throws DamagedRecordException {
    begin(source, from, to);
    int type = unsignedByte();
    long sequence = unsigned();
    if (sequence != nextSequence) {
      throw new DamagedRecordException("says that it is event " + sequence);
    }
    long timeNs = previousTimeNs + unsigned();
    Event event = event(type, sequence, timeNs);
    if (position != end) {
      throw new DamagedRecordException("is longer than its event");
    }
    nextSequence++;
    previousTimeNs = timeNs;
    previousThread = thread;
    if (type == JournalFormat.SYSCALL_ENTERED) {
      System.arraycopy(args, 0, previousArgs, 0, args.length);
    }
    return event;
  }

  /**
   * The format version that a journal's first record says, by which the others are read: no version
   * of the format may move it.
   */
  int formatVersion(byte[] source, int from, int to) throws DamagedRecordException {
    begin(source, from, to);
    if (unsignedByte() != JournalFormat.SESSION_STARTED || unsigned() != 0) {
      throw new DamagedRecordException("does not start a session");
    }
    unsigned();
    version = signedInt();
    return version;
  }

  /** The checksum of the record that was looked at last. */
  int checksum() {
    return checksumOfRecord;
  }

  /**
   * The place behind the last record that was decoded.
   *
   * @param position where that record begins
   * @param firstChecksum of the journal's first record
   * @param lastChecksum of that record
   */
  JournalMark mark(long position, int firstChecksum, int lastChecksum) {
    List<Long> arguments = Arrays.stream(previousArgs).boxed().toList();
    return new JournalMark(
        position,
        nextSequence,
        previousTimeNs,
        previousThread,
        arguments,
        firstChecksum,
        lastChecksum);
  }

  /**
   * Goes on behind a mark if the record is the one before it. After an exception the decoder is as
   * before.
   *
   * @param source holds the record from {@code from} inclusive to {@code to} exclusive
   * @return whether the record ends the session
   */
  boolean resume(JournalMark mark, byte[] source, int from, int to) throws DamagedRecordException {
    begin(source, from, to);
    int type = unsignedByte();
    if (checksumOfRecord != mark.lastChecksum() || unsigned() != mark.sequence()) {
      throw new DamagedRecordException("is not the one that was marked");
    }
    nextSequence = mark.nextSequence();
    previousTimeNs = mark.timeNs();
    previousThread = mark.thread();
    for (int i = 0; i < previousArgs.length; i++) {
      previousArgs[i] = mark.args().get(i);
    }
    return type == JournalFormat.SESSION_ENDED;
  }

  private void begin(byte[] source, int from, int to) throws DamagedRecordException {
    bytes = source;
    position = from;
    end = to;
    unpackedLeft = JournalFormat.MAX_RECORD;
    thread = previousThread;
    checksumOfRecord = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      checksumOfRecord |= unsignedByte() << (8 * i);
    }
    checksum.reset();
    checksum.update(bytes, position, end - position);
    if ((int) checksum.getValue() != checksumOfRecord) {
      throw new DamagedRecordException("does not match its checksum");
    }
  }

  private Event event(int type, long sequence, long timeNs) throws DamagedRecordException {
    return switch (type) {
      case JournalFormat.SESSION_STARTED ->
          new Event.SessionStarted(
              sequence,
              timeNs,
              signedInt(),
              text(),
              strings(),
              bytes(),
              strings(),
              signedInt(),
              signedInt(),
              text(),
              text(),
              text(),
              signed(),
              signed(),
              text(),
              version < 4 ? CallSelection.ALL : new CallSelection(text(), bytes(), bytes()));
      case JournalFormat.POLICY_LOADED ->
          new Event.PolicyLoaded(sequence, timeNs, text(), text(), rules());
      case JournalFormat.DESCRIPTOR_INHERITED ->
          new Event.DescriptorInherited(
              sequence, timeNs, signedInt(), bytes(), signedInt(), signed());
      case JournalFormat.PROCESS_STARTED ->
          new Event.ProcessStarted(sequence, timeNs, thread(), signedInt(), unsigned());
      case JournalFormat.PROCESS_ATTACHED ->
          new Event.ProcessAttached(
              sequence,
              timeNs,
              thread(),
              signedInt(),
              bytes(),
              strings(),
              bytes(),
              bytes(),
              strings(),
              signedInt());
      case JournalFormat.THREAD_STARTED ->
          new Event.ThreadStarted(sequence, timeNs, thread(), signedInt(), signedInt(), unsigned());
      case JournalFormat.PROGRAM_EXECUTED ->
          new Event.ProgramExecuted(sequence, timeNs, thread(), signedInt(), bytes(), strings());
      case JournalFormat.SYSCALL_ENTERED -> syscallEntered(sequence, timeNs);
      case JournalFormat.SYSCALL_RETURNED ->
          new Event.SyscallReturned(sequence, timeNs, thread(), signed(), unsigned(), captures());
      case JournalFormat.SYSCALL_INTERRUPTED ->
          new Event.SyscallInterrupted(sequence, timeNs, thread(), signedInt(), unsigned());
      case JournalFormat.CALL_DECIDED ->
          new Event.CallDecided(
              sequence,
              timeNs,
              thread(),
              constant(JournalFormat.VERDICTS, unsignedByte()),
              signed(),
              text(),
              text(),
              version < 3 ? ByteString.EMPTY : bytes());
      case JournalFormat.SIGNAL_DELIVERED ->
          new Event.SignalDelivered(
              sequence,
              timeNs,
              thread(),
              signedInt(),
              signedInt(),
              signedInt(),
              signedInt(),
              signed());
      case JournalFormat.THREAD_STOPPED ->
          new Event.ThreadStopped(sequence, timeNs, thread(), signedInt());
      case JournalFormat.THREAD_CONTINUED -> new Event.ThreadContinued(sequence, timeNs, thread());
      case JournalFormat.THREAD_EXITED ->
          new Event.ThreadExited(sequence, timeNs, thread(), signedInt());
      case JournalFormat.PROCESS_EXITED ->
          new Event.ProcessExited(sequence, timeNs, thread(), signedInt());
      case JournalFormat.RULES_COUNTED -> new Event.RulesCounted(sequence, timeNs, counts());
      case JournalFormat.SESSION_ENDED ->
          new Event.SessionEnded(
              sequence, timeNs, constant(JournalFormat.END_REASONS, unsignedByte()), signedInt());
      default -> throw new DamagedRecordException("is of no known type (" + type + ")");
    };
  }

  private Event syscallEntered(long sequence, long timeNs) throws DamagedRecordException {
    int tid = thread();
    long numberAndAbi = unsigned();
    if (numberAndAbi >>> 33 != 0) {
      throw new DamagedRecordException("holds a number that is out of range");
    }
    long changed = unsigned();
    if (changed >>> (2 * args.length) != 0) {
      throw new DamagedRecordException("holds more arguments than a call has");
    }
    long relative = changed >> args.length;
    for (int i = 0; i < args.length; i++) {
      long base = (relative >> i & 1) == 0 ? 0 : previousArgs[i];
      args[i] = (changed >> i & 1) == 0 ? previousArgs[i] : base + signed();
    }
    return new Event.SyscallEntered(
        sequence,
        timeNs,
        tid,
        constant(JournalFormat.ABIS, (int) numberAndAbi & 1),
        (int) (numberAndAbi >>> 1),
        args[0],
        args[1],
        args[2],
        args[3],
        args[4],
        args[5],
        captures());
  }

  private int thread() throws DamagedRecordException {
    thread = toInt(previousThread + signed());
    return thread;
  }

  private List<Capture> captures() throws DamagedRecordException {
    Capture[] captures = new Capture[count()];
    for (int i = 0; i < captures.length; i++) {
      captures[i] = capture();
    }
    return List.of(captures);
  }

  private Capture capture() throws DamagedRecordException {
    int tag = unsignedByte();
    int argument = tag & 7;
    int form = tag >> 3 & 7;
    if (argument == JournalFormat.OTHER_FORM) {
      form += JournalFormat.SHORT_FORMS;
      argument = unsignedByte();
    }
    if (argument > 5) {
      throw new DamagedRecordException("holds a capture of no argument");
    }
    return capture(argument, constant(JournalFormat.FORMS, form), tag);
  }

  private Capture capture(int argument, Capture.Form form, int tag) throws DamagedRecordException {
    Capture.Extent extent = constant(JournalFormat.EXTENTS, tag >> 6);
    return new Capture(
        argument, form, extent, JournalFormat.PACKED.contains(form) ? packed() : bytes());
  }

  private ByteString packed() throws DamagedRecordException {
    long length = unsigned();
    if (length < 0 || length > unpackedLeft) {
      throw new DamagedRecordException("holds more captured bytes than a record may");
    }
    unpackedLeft -= (int) length;
    byte[] unpacked = new byte[(int) length];
    int at = 0;
    while (at < unpacked.length) {
      int literals = run(unpacked.length - at);
      if (literals > end - position) {
        throw new DamagedRecordException("holds a length that is beyond its end");
      }
      System.arraycopy(bytes, position, unpacked, at, literals);
      position += literals;
      at += literals;
      if (at < unpacked.length) {
        at += run(unpacked.length - at);
      }
    }
    return ByteString.copyOf(unpacked);
  }

  private int run(int most) throws DamagedRecordException {
    long run = unsigned();
    if (run < 0 || run > most) {
      throw new DamagedRecordException("holds a run that is too long");
    }
    return (int) run;
  }

  private List<ByteString> strings() throws DamagedRecordException {
    ByteString[] strings = new ByteString[count()];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = bytes();
    }
    return List.of(strings);
  }

  private List<Event.PolicyLoaded.Rule> rules() throws DamagedRecordException {
    Event.PolicyLoaded.Rule[] rules = new Event.PolicyLoaded.Rule[count()];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = new Event.PolicyLoaded.Rule(text(), text());
    }
    return List.of(rules);
  }

  private List<Long> counts() throws DamagedRecordException {
    Long[] counts = new Long[count()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = unsigned();
    }
    return List.of(counts);
  }

  private String text() throws DamagedRecordException {
    int length = count();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  private ByteString bytes() throws DamagedRecordException {
    int length = count();
    ByteString string = ByteString.copyOf(bytes, position, length);
    position += length;
    return string;
  }

  /** A number of things that follow, each of at least a byte: never more than bytes are left. */
  private int count() throws DamagedRecordException {
    long count = unsigned();
    if (Long.compareUnsigned(count, end - position) > 0) {
      throw new DamagedRecordException("holds a length that is beyond its end");
    }
    return (int) count;
  }

  private static <T> T constant(List<T> constants, int code) throws DamagedRecordException {
    if (code >= constants.size()) {
      throw new DamagedRecordException("holds an unknown code " + code);
    }
    return constants.get(code);
  }

  private int signedInt() throws DamagedRecordException {
    return toInt(signed());
  }

  private static int toInt(long value) throws DamagedRecordException {
    if (value != (int) value) {
      throw new DamagedRecordException("holds a number that is out of range");
    }
    return (int) value;
  }

  private long signed() throws DamagedRecordException {
    long zigzag = unsigned();
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  private long unsigned() throws DamagedRecordException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = unsignedByte();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new DamagedRecordException("holds a number that does not end");
  }

  private int unsignedByte() throws DamagedRecordException {
    if (position == end) {
      throw new DamagedRecordException("ends too early");
    }
    return bytes[position++] & 0xff;
  }
}
