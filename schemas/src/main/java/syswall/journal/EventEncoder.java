package syswall.journal;

import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event;
import syswall.event.Event.CallDecided;
import syswall.event.Event.DescriptorInherited;
import syswall.event.Event.PolicyLoaded;
import syswall.event.Event.ProcessAttached;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.RulesCounted;
import syswall.event.Event.SessionEnded;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.event.Event.ThreadContinued;
import syswall.event.Event.ThreadExited;
import syswall.event.Event.ThreadStarted;
import syswall.event.Event.ThreadStopped;
import syswall.event.EventHandler;

/**
 * Turns the events of one session, in their order, into records: an {@link EventDecoder} turns them
 * back. Times, threads and arguments are stored as differences to those before, which is what makes
 * a record small.
 */
final class EventEncoder implements EventHandler {
  /** Bytes of the longest 64-bit number in LEB128. */
  private static final int MAX_LEB128 = 10;

  /** So that most sessions touch no more pages than they need; a record grows where it must. */
  private static final int FIRST_CAPACITY = 32 << 10;

  private final int capacity;
  private byte[] record;
  private final CRC32C checksum = new CRC32C();
  private final long[] previousArgs = new long[6];
  private final long[] changedArgs = new long[previousArgs.length];
  private long previousTimeNs;
  private int previousThread;
  private int thread;
  private int position;

  EventEncoder() {
    this(JournalFormat.MAX_RECORD);
  }

  /** Takes events whose records are larger, too. */
  EventEncoder(int capacity) {
    this.capacity = capacity;
    record = new byte[FIRST_CAPACITY];
  }

  /** Begins a new session. */
  void reset() {
    Arrays.fill(previousArgs, 0);
    previousTimeNs = 0;
    previousThread = 0;
  }

  /**
   * Encodes the session's next event into the first {@link #length} bytes of {@link #record}.
   *
   * @throws IllegalArgumentException if the event does not fit into a record; the encoder is as
   *     before
   */
  void encode(Event event) {
    position = Integer.BYTES;
    thread = previousThread;
    event.accept(this);
    previousThread = thread;
    previousTimeNs = event.timeNs();
    checksum.reset();
    checksum.update(record, Integer.BYTES, position - Integer.BYTES);
    int crc = (int) checksum.getValue();
    for (int i = 0; i < Integer.BYTES; i++) {
      record[i] = (byte) (crc >>> (8 * i));
    }
  }

  /** Bytes of the last event's record. */
  int length() {
    return position;
  }

  /** The buffer that the last event was encoded into, from its beginning. */
  byte[] record() {
    return record;
  }

  @Override
  public void on(SessionStarted event) {
    begin(JournalFormat.SESSION_STARTED, event);
    signed(event.formatVersion());
    text(event.syswallVersion());
    strings(event.argv());
    bytes(event.workingDirectory());
    strings(event.environment());
    signed(event.uid());
    signed(event.gid());
    text(event.kernel());
    text(event.machine());
    text(event.host());
    signed(event.startedEpochNs());
    signed(event.startedMonotonicNs());
    text(event.backend());
    text(event.selection().text());
    bytes(event.selection().numbers64());
    bytes(event.selection().numbers32());
  }

  @Override
  public void on(PolicyLoaded event) {
    begin(JournalFormat.POLICY_LOADED, event);
    text(event.source());
    text(event.defaultAction());
    unsigned(event.rules().size());
    for (PolicyLoaded.Rule rule : event.rules()) {
      text(rule.id());
      text(rule.text());
    }
  }

  @Override
  public void on(DescriptorInherited event) {
    begin(JournalFormat.DESCRIPTOR_INHERITED, event);
    signed(event.fd());
    bytes(event.target());
    signed(event.statusFlags());
    signed(event.offset());
  }

  @Override
  public void on(ProcessStarted event) {
    begin(JournalFormat.PROCESS_STARTED, event);
    thread(event.pid());
    signed(event.creatorTid());
    unsigned(event.cloneFlags());
  }

  @Override
  public void on(ProcessAttached event) {
    begin(JournalFormat.PROCESS_ATTACHED, event);
    thread(event.pid());
    signed(event.parentPid());
    bytes(event.executable());
    strings(event.argv());
    bytes(event.workingDirectory());
    bytes(event.root());
    strings(event.environment());
    signed(event.callsUnderWay());
  }

  @Override
  public void on(ThreadStarted event) {
    begin(JournalFormat.THREAD_STARTED, event);
    thread(event.tid());
    signed(event.pid());
    signed(event.creatorTid());
    unsigned(event.cloneFlags());
  }

  @Override
  public void on(ProgramExecuted event) {
    begin(JournalFormat.PROGRAM_EXECUTED, event);
    thread(event.pid());
    signed(event.formerTid());
    bytes(event.executable());
    strings(event.argv());
  }

  @Override
  public void on(SyscallEntered event) {
    begin(JournalFormat.SYSCALL_ENTERED, event);
    thread(event.tid());
    unsigned((event.number() & 0xffffffffL) << 1 | JournalFormat.ABIS.indexOf(event.abi()));
    int changed = 0;
    int relative = 0;
    int count = 0;
    for (int i = 0; i < previousArgs.length; i++) {
      long arg = event.arg(i);
      if (arg != previousArgs[i]) {
        changed |= 1 << i;
        long absolute = zigzag(arg);
        long difference = zigzag(arg - previousArgs[i]);
        if (Long.compareUnsigned(difference, absolute) < 0) {
          relative |= 1 << i;
          changedArgs[count++] = difference;
        } else {
          changedArgs[count++] = absolute;
        }
      }
    }
    unsigned(changed | (relative << previousArgs.length));
    for (int i = 0; i < count; i++) {
      unsigned(changedArgs[i]);
    }
    captures(event.captures());
    for (int i = 0; i < previousArgs.length; i++) {
      previousArgs[i] = event.arg(i);
    }
  }

  @Override
  public void on(SyscallReturned event) {
    begin(JournalFormat.SYSCALL_RETURNED, event);
    thread(event.tid());
    signed(event.result());
    unsigned(event.durationNs());
    captures(event.captures());
  }

  @Override
  public void on(SyscallInterrupted event) {
    begin(JournalFormat.SYSCALL_INTERRUPTED, event);
    thread(event.tid());
    signed(event.restartCode());
    unsigned(event.durationNs());
  }

  @Override
  public void on(CallDecided event) {
    begin(JournalFormat.CALL_DECIDED, event);
    thread(event.tid());
    put(JournalFormat.VERDICTS.indexOf(event.verdict()));
    signed(event.fakeResult());
    text(event.decidedBy());
    text(event.rule());
    bytes(event.question());
  }

  @Override
  public void on(SignalDelivered event) {
    begin(JournalFormat.SIGNAL_DELIVERED, event);
    thread(event.tid());
    signed(event.signal());
    signed(event.code());
    signed(event.senderPid());
    signed(event.senderUid());
    signed(event.address());
  }

  @Override
  public void on(ThreadStopped event) {
    begin(JournalFormat.THREAD_STOPPED, event);
    thread(event.tid());
    signed(event.signal());
  }

  @Override
  public void on(ThreadContinued event) {
    begin(JournalFormat.THREAD_CONTINUED, event);
    thread(event.tid());
  }

  @Override
  public void on(ThreadExited event) {
    begin(JournalFormat.THREAD_EXITED, event);
    thread(event.tid());
    signed(event.waitStatus());
  }

  @Override
  public void on(ProcessExited event) {
    begin(JournalFormat.PROCESS_EXITED, event);
    thread(event.pid());
    signed(event.waitStatus());
  }

  @Override
  public void on(RulesCounted event) {
    begin(JournalFormat.RULES_COUNTED, event);
    unsigned(event.counts().size());
    for (long count : event.counts()) {
      unsigned(count);
    }
  }

  @Override
  public void on(SessionEnded event) {
    begin(JournalFormat.SESSION_ENDED, event);
    put(JournalFormat.END_REASONS.indexOf(event.reason()));
    signed(event.exitStatus());
  }

  private void begin(int type, Event event) {
    put(type);
    unsigned(event.sequence());
    unsigned(event.timeNs() - previousTimeNs);
  }

  /** The thread that the event is about, as a difference to the one before. */
  private void thread(int tid) {
    signed((long) tid - previousThread);
    thread = tid;
  }

  private void captures(List<Capture> captures) {
    unsigned(captures.size());
    for (int i = 0; i < captures.size(); i++) {
      Capture capture = captures.get(i);
      tag(capture);
      if (JournalFormat.PACKED.contains(capture.form())) {
        packed(capture.bytes());
      } else {
        bytes(capture.bytes());
      }
    }
  }

  private void tag(Capture capture) {
    int form = JournalFormat.FORMS.indexOf(capture.form());
    int extent = JournalFormat.EXTENTS.indexOf(capture.extent());
    if (form < JournalFormat.SHORT_FORMS) {
      put(capture.argument() | form << 3 | extent << 6);
    } else {
      put(JournalFormat.OTHER_FORM | (form - JournalFormat.SHORT_FORMS) << 3 | extent << 6);
      put(capture.argument());
    }
  }

  /**
   * Structures are half zeros: their bytes are stored as runs, some as they are and then a number
   * of zeros, in turns.
   */
  private void packed(ByteString bytes) {
    int length = bytes.length();
    unsigned(length);
    int at = 0;
    while (at < length) {
      int zeros = nextZeros(bytes, at);
      unsigned(zeros - at);
      makeRoom(zeros - at);
      bytes.copyTo(record, position, at, zeros);
      position += zeros - at;
      at = zeros;
      if (at < length) {
        while (at < length && bytes.at(at) == 0) {
          at++;
        }
        unsigned(at - zeros);
      }
    }
  }

  /** Where the next run of zeros begins that is worth its two numbers, or the end. */
  private static int nextZeros(ByteString bytes, int from) {
    int run = 0;
    for (int i = from; i < bytes.length(); i++) {
      run = bytes.at(i) == 0 ? run + 1 : 0;
      if (run == JournalFormat.SHORTEST_ZEROS) {
        return i + 1 - run;
      }
    }
    return bytes.length();
  }

  private void strings(List<ByteString> strings) {
    int kept = 0;
    long size = 0;
    while (kept < strings.size()
        && (size += strings.get(kept).length() + 1) <= JournalFormat.MAX_STRINGS) {
      kept++;
    }
    int left = strings.size() - kept;
    unsigned(left == 0 ? kept : kept + 1);
    for (int i = 0; i < kept; i++) {
      bytes(strings.get(i));
    }
    if (left > 0) {
      text(JournalFormat.TRUNCATED + left);
    }
  }

  private void text(String text) {
    bytes(ByteString.of(text));
  }

  private void bytes(ByteString bytes) {
    unsigned(bytes.length());
    makeRoom(bytes.length());
    bytes.copyTo(record, position);
    position += bytes.length();
  }

  private void signed(long value) {
    unsigned(zigzag(value));
  }

  /** Zigzag: small magnitudes of either sign become small unsigned numbers. */
  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  /** LEB128. */
  private void unsigned(long value) {
    makeRoom(MAX_LEB128);
    // on locals, because C1 keeps no field in a register
    byte[] target = record;
    int at = position;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    position = at;
  }

  private void put(int value) {
    makeRoom(1);
    record[position++] = (byte) value;
  }

  private void makeRoom(int bytes) {
    if (bytes > record.length - position) {
      grow(bytes);
    }
  }

  private void grow(int bytes) {
    if (bytes > capacity - position) {
      throw new IllegalArgumentException(
          "an event is larger than a record of " + capacity + " bytes");
    }
    record =
        Arrays.copyOf(record, Math.min(capacity, Math.max(position + bytes, 2 * record.length)));
  }
}
