package syswall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentDigestTest {
  /** The check value of CRC-32C in Williams' catalogue of parametrised CRC algorithms. */
  @Test
  void digestIsCrc32c() {
    assertEquals(0xe3069283, ContentDigest.of(ByteString.of("123456789")));
  }

  @Test
  void digestOfPartsIsThatOfTheWhole() {
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(5_000)];
      random.nextBytes(bytes);
      int cut = random.nextInt(bytes.length + 1);
      ByteString whole = ByteString.copyOf(bytes);
      int first = ContentDigest.of(whole.substring(0, cut));
      int second = ContentDigest.of(whole.substring(cut, bytes.length));
      assertEquals(ContentDigest.of(whole), ContentDigest.join(first, second, bytes.length - cut));
    }
  }
}
