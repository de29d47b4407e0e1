package syswall.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.decode.Calls.byteString;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;

class QuotedTextTest {
  @Test
  void printableBytesStayAsTheyAre() {
    assertEquals("\"/etc/passwd\"", QuotedText.quoted(ByteString.of("/etc/passwd")));
    assertEquals("\"\"", QuotedText.quoted(ByteString.EMPTY));
  }

  @Test
  void controlCharactersAreEscapedAsInC() {
    assertEquals(
        "\"\\t\\n\\v\\f\\r\\\\\\\"\"",
        QuotedText.quoted(byteString('\t', '\n', 11, '\f', '\r', '\\', '"')));
  }

  @Test
  void otherBytesAreEscapedInOctalAsShortAsTheNextByteAllows() {
    assertEquals("\"\\33[2J\"", QuotedText.quoted(byteString(0x1b, '[', '2', 'J')));
    assertEquals("\"\\0a\\0001\"", QuotedText.quoted(byteString(0, 'a', 0, '1')));
    assertEquals("\"\\303\\251\\177\"", QuotedText.quoted(byteString(0xc3, 0xa9, 0x7f)));
  }

  @Test
  void plainTextKeepsQuotes() {
    assertEquals("a\"b\\n\\\\", QuotedText.plain(byteString('a', '"', 'b', '\n', '\\')));
  }

  @Test
  void anyBytesBecomePrintableAsciiAndDifferentBytesDiffer() {
    Random random = new Random(7);
    Map<String, ByteString> seen = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(5)];
      random.nextBytes(bytes);
      ByteString original = ByteString.copyOf(bytes);
      String text = QuotedText.quoted(original);
      assertPrintable(text);
      String plain = QuotedText.plain(original);
      assertPrintable(plain);
      ByteString other = seen.put(plain, original);
      assertTrue(other == null || other.equals(original), plain);
    }
  }

  static void assertPrintable(String text) {
    assertTrue(text.chars().allMatch(c -> c >= ' ' && c < 0x7f), text);
  }
}
