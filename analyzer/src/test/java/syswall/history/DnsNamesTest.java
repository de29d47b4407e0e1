package syswall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Capture.Form;
import syswall.journal.Integrity;
import syswall.replay.Recorded;
import syswall.report.Report;
import syswall.report.Style;
import syswall.report.TextReport;

class DnsNamesTest {
  /** An answer with an alias, an A and an AAAA record. */
  private static final String ANSWER =
      "12 34 81 80 00 01 00 03 00 00 00 00"
          + " 03 77 77 77 02 61 62 00 00 01 00 01"
          + " c0 0c 00 05 00 01 00 00 00 3c 00 06 01 78 02 61 62 00"
          + " c0 24 00 01 00 01 00 00 00 3c 00 04 7f 00 00 09"
          + " c0 24 00 1c 00 01 00 00 00 3c 00 10 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01";

  private final Recorded session = new Recorded("prog");

  @Test
  void nameThatNoHostHasWasAskedForAllTheSame() {
    receive(bytes("12 34 81 83 00 01 00 00 00 00 00 00 03 77 77 77 02 61 62 00 00 01 00 01"), 53);
    DnsNames names = names();
    assertEquals(List.of(ByteString.of("www.ab")), List.copyOf(names.asked().keySet()));
    assertEquals(0, names.names().size());
  }

  @Test
  void addressHasTheNameThatWasAskedFor() {
    receive(bytes(ANSWER), 53);
    DnsNames names = names();
    assertEquals(ByteString.of("www.ab"), names.of(loopback(9, 443).bytes()));
    assertEquals(2, names.names().size());
    assertEquals(List.of(ByteString.of("www.ab")), List.copyOf(names.asked().keySet()));
    assertNull(names.of(loopback(8, 443).bytes()));
  }

  @Test
  void reportNamesThePeer() {
    receive(bytes(ANSWER), 53);
    session.call(FIRST, "socket", 2, 1, 0).returns(4);
    session.call(FIRST, "connect", 4, loopback(9, 443), 16).returns(0);
    Report report = Report.of(SessionHistory.of(session.source()), Integrity.COMPLETE, "");
    String text = TextReport.render(report, false, Style.PLAIN);
    assertTrue(text.contains("www.ab 127.0.0.9:443"), text);
  }

  @Test
  void onlyNameServersAnswer() {
    receive(bytes(ANSWER), 54);
    assertEquals(0, names().names().size());
  }

  @Test
  void answerThatIsCutOrDamagedNamesWhatItCan() {
    byte[] whole = bytes(ANSWER);
    for (int length = 0; length < whole.length; length++) {
      receive(Arrays.copyOf(whole, length), 53);
    }
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] = (byte) random.nextInt();
      receive(damaged, 53);
    }
    assertEquals(ByteString.of("www.ab"), names().of(loopback(9, 443).bytes()));
  }

  @Test
  void fakedAnswerIsNone() {
    Recorded.Out content = new Recorded.Out(Form.MEMORY, ByteString.copyOf(bytes(ANSWER)));
    session
        .call(FIRST, "recvfrom", 3, content, 2048, 0, loopback(1, 53).out())
        .faked("r1", bytes(ANSWER).length);
    assertEquals(0, names().names().size());
  }

  private void receive(byte[] message, int port) {
    Recorded.Out content = new Recorded.Out(Form.MEMORY, ByteString.copyOf(message));
    session
        .call(FIRST, "recvfrom", 3, content, 2048, 0, loopback(1, port).out())
        .returns(message.length);
  }

  private DnsNames names() {
    return SessionHistory.of(session.source()).names();
  }

  private static byte[] bytes(String hex) {
    String[] texts = hex.split(" ", -1);
    byte[] bytes = new byte[texts.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(texts[i], 16);
    }
    return bytes;
  }
}
