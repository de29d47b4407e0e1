package syswall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.event.EndReason;
import syswall.event.Event;
import syswall.event.Verdict;

class EventCodecTest {
  private final EventEncoder encoder = new EventEncoder();
  private final EventDecoder decoder = new EventDecoder();

  @Test
  void decoderGivesBackRandomEventsOfEveryType() throws Exception {
    SampleEvents sample = new SampleEvents(1);
    for (int i = 0; i < 20_000; i++) {
      Event event = sample.random(i % SampleEvents.TYPES, i);
      assertEquals(event, recoded(event));
    }
  }

  @Test
  void everyBitFlipIsNoticed() throws Exception {
    SampleEvents sample = new SampleEvents(2);
    for (int type = 0; type < SampleEvents.TYPES; type++) {
      byte[] record = encode(sample.random(type, 0));
      for (int bit = 0; bit < Math.min(record.length, 2000) * 8; bit++) {
        byte[] flipped = record.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThrows(
            DamagedRecordException.class, () -> decoder.decode(flipped, 0, flipped.length));
      }
    }
  }

  @Test
  void decoderIsAsBeforeAfterDamage() throws Exception {
    for (int i = 0; i < 100; i++) {
      byte[] record = encode(SampleEvents.call(i));
      byte[] cut = withChecksum(Arrays.copyOf(record, record.length - 1));
      assertThrows(DamagedRecordException.class, () -> decoder.decode(cut, 0, cut.length));
      assertEquals(SampleEvents.call(i), decoder.decode(record, 0, record.length));
    }
  }

  @Test
  void garbageWithARightChecksumIsAnEventOrDamage() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      byte[] garbage = new byte[4 + random.nextInt(40)];
      random.nextBytes(garbage);
      if (garbage.length > 4) {
        garbage[4] = (byte) random.nextInt(20);
      }
      if (garbage.length > 5) {
        garbage[5] = 0;
      }
      withChecksum(garbage);
      try {
        new EventDecoder().decode(garbage, 0, garbage.length);
      } catch (DamagedRecordException expected) {
        assertTrue(expected.getMessage() != null);
      }
    }
  }

  @Test
  void noPrefixOfARecordIsAnEvent() throws Exception {
    SampleEvents sample = new SampleEvents(4);
    for (int type = 0; type < SampleEvents.TYPES; type++) {
      byte[] record = encode(sample.random(type, 0));
      for (int length = 0; length < Math.min(record.length, 500); length++) {
        int end = length;
        // the rest stays where it is, as in a reader's buffer
        withChecksum(record, end);
        assertThrows(DamagedRecordException.class, () -> decoder.decode(record, 0, end));
      }
    }
  }

  @Test
  void hostileLengthIsDamage() {
    // a program's executable that claims to be 2^62 bytes long
    byte[] record = {0, 0, 0, 0, 5, 0, 0, 2, 2, -1, -1, -1, -1, -1, -1, -1, -1, 63};
    withChecksum(record);
    DamagedRecordException damage =
        assertThrows(DamagedRecordException.class, () -> decoder.decode(record, 0, record.length));
    assertEquals("holds a length that is beyond its end", damage.getMessage());
  }

  @Test
  void overlongEnvironmentIsCutAndSaysSo() throws Exception {
    List<ByteString> environment =
        new ArrayList<>(Collections.nCopies(2_000, ByteString.copyOf(new byte[1_000])));
    Event.SessionStarted given = SampleEvents.started(JournalFormat.VERSION);
    Event.SessionStarted large =
        new Event.SessionStarted(
            0,
            0,
            1,
            given.syswallVersion(),
            environment,
            given.workingDirectory(),
            environment,
            0,
            0,
            "",
            "",
            "",
            0,
            0,
            "",
            CallSelection.ALL);
    byte[] record = encode(large);
    Event.SessionStarted read = (Event.SessionStarted) decoder.decode(record, 0, record.length);
    int kept = JournalFormat.MAX_STRINGS / 1_001;
    assertEquals(environment.subList(0, kept), read.environment().subList(0, kept));
    assertEquals(
        List.of(ByteString.of("syswall-truncated:" + (2_000 - kept))),
        read.environment().subList(kept, read.environment().size()));
    assertEquals(read.environment(), read.argv());
  }

  @Test
  void eventLargerThanARecordIsRefusedAndLeavesTheEncoderAsBefore() throws Exception {
    Event before = SampleEvents.call(0);
    assertEquals(before, recoded(before));
    Capture huge =
        new Capture(
            0,
            Capture.Form.CONTENT,
            Capture.Extent.WHOLE,
            ByteString.copyOf(new byte[JournalFormat.MAX_RECORD]));
    Event large = new Event.SyscallEntered(1, 7, 9, Abi.I386, 1, 1, 2, 3, 4, 5, 6, List.of(huge));
    assertThrows(IllegalArgumentException.class, () -> encoder.encode(large));
    Event after = SampleEvents.call(1);
    assertEquals(after, recoded(after));
  }

  @Test
  void zerosOfAStructureTakeNoRoom() throws Exception {
    byte[] stat = new byte[144];
    stat[0] = 1;
    stat[70] = 2;
    Event event = returned(new Capture(1, Form.MEMORY, Extent.WHOLE, ByteString.copyOf(stat)));
    byte[] record = encode(event);
    assertTrue(record.length < 30, () -> record.length + " bytes");
    assertEquals(event, decoder.decode(record, 0, record.length));
  }

  @Test
  void capturesThatUnpackToMoreThanARecordAreDamage() {
    ByteString zeros = ByteString.copyOf(new byte[JournalFormat.MAX_RECORD / 2 + 1]);
    Capture capture = new Capture(1, Form.MEMORY, Extent.WHOLE, zeros);
    byte[] record = encode(returned(capture, capture));
    DamagedRecordException thrown =
        assertThrows(DamagedRecordException.class, () -> decoder.decode(record, 0, record.length));
    assertEquals("holds more captured bytes than a record may", thrown.getMessage());
  }

  @Test
  void singleEventsAreReadInAnyOrder() throws Exception {
    SampleEvents sample = new SampleEvents(8);
    EventCodec codec = new EventCodec();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      events.add(sample.random(i % SampleEvents.TYPES, 3_000_000_000L - 7L * i));
      codec.write(events.get(i), out);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    for (Event event : events) {
      assertEquals(event, EventCodec.read(in));
    }
    assertThrows(EOFException.class, () -> EventCodec.read(in));
  }

  @Test
  void eventThatJustFitsIntoAJournalCanStandAlone() throws Exception {
    ByteString large = ByteString.copyOf(new byte[JournalFormat.MAX_RECORD - 22]);
    Event before = entered(0, ByteString.EMPTY);
    Event event = entered(1, large);
    encoder.encode(before);
    encoder.encode(event);
    assertTrue(encoder.length() > JournalFormat.MAX_RECORD - 10);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new EventCodec().write(event, new DataOutputStream(out));
    byte[] bytes = out.toByteArray();
    assertEquals(event, EventCodec.read(new DataInputStream(new ByteArrayInputStream(bytes))));
  }

  /** A call whose registers take as many bytes as they can, unless the call before had the same. */
  private static Event entered(long sequence, ByteString content) {
    long most = Long.MIN_VALUE;
    Capture capture = new Capture(1, Form.CONTENT, Extent.WHOLE, content);
    return new Event.SyscallEntered(
        sequence, 0, 1, Abi.X86_64, 1, most, most, most, most, most, most, List.of(capture));
  }

  @Test
  void everyBitFlipOfASingleEventIsNoticed() throws Exception {
    SampleEvents sample = new SampleEvents(9);
    for (int type = 0; type < SampleEvents.TYPES; type++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new EventCodec().write(sample.random(type, type), new DataOutputStream(out));
      for (int bit = 0; bit < Math.min(out.size(), 200) * 8; bit++) {
        byte[] flipped = out.toByteArray();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(flipped));
        assertThrows(IOException.class, () -> EventCodec.read(in));
      }
    }
  }

  private static Event returned(Capture... captures) {
    return new Event.SyscallReturned(0, 0, 1, 0, 1, List.of(captures));
  }

  @Test
  void everyConstantHasACode() {
    assertEquals(List.of(Abi.values()), JournalFormat.ABIS);
    assertEquals(List.of(Verdict.values()), JournalFormat.VERDICTS);
    assertEquals(List.of(EndReason.values()), JournalFormat.END_REASONS);
    assertEquals(List.of(Capture.Form.values()), JournalFormat.FORMS);
    assertEquals(List.of(Capture.Extent.values()), JournalFormat.EXTENTS);
  }

  private byte[] encode(Event event) {
    encoder.encode(event);
    return Arrays.copyOf(encoder.record(), encoder.length());
  }

  private static byte[] withChecksum(byte[] record) {
    return withChecksum(record, record.length);
  }

  /** Makes the checksum of a record right that ends at {@code end}. */
  private static byte[] withChecksum(byte[] record, int end) {
    CRC32C checksum = new CRC32C();
    checksum.update(record, 4, Math.max(0, end - 4));
    for (int i = 0; i < 4; i++) {
      record[i] = (byte) (checksum.getValue() >>> (8 * i));
    }
    return record;
  }

  private Event recoded(Event event) throws DamagedRecordException {
    byte[] record = encode(event);
    return decoder.decode(record, 0, record.length);
  }
}
