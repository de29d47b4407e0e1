package syswall.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import syswall.event.ByteString;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.168.1.7, 192.168.1.7, true",
    "192.168.1.7, 192.168.1.8, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "fe80::/10, fe80::1, true",
    "fe80::/10, fec0::1, false",
    "2001:db8::/32, 2001:db8:1::, true",
    "::/0, ::1, true",
    "::/0, 10.0.0.1, false", // another family
    "10.0.0.0/8, ::ffff:10.1.2.3, true", // which it is not: packets go to 10.1.2.3
    "2001:db8::1:0:0/96, 2001:db8::1:0:5, true",
    "2001:db8::1:0:0/96, 2001:db8::2:0:5, false",
  })
  void blockContainsItsAddresses(String block, String address, boolean contains) {
    assertEquals(contains, Cidr.parse(block).contains(IpAddress.parse(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "10.0.0.0/33", "10.0.0.1/8", "10.0.0/8", "010.0.0.1", "256.0.0.1", "10.0.0.0/",
            "::1/129",
        "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "g::", "::1.2.3", "fe80::1/10", "host",
            "10.0.0.0/08",
        "1:2:3:4:5:6:7::8"
      })
  void whatIsNoBlockIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text));
  }

  /** Java's own reading of addresses, and shifts of big numbers, as the oracle. */
  @Test
  void blocksAreTheLeadingBits() throws Exception {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] one = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(one);
      byte[] other = one.clone();
      int prefix = random.nextInt(8 * one.length + 1);
      other[random.nextInt(one.length)] ^= (byte) (1 << random.nextInt(8));
      int rest = 8 * one.length - prefix;
      BigInteger base = new BigInteger(1, one).shiftRight(rest);
      byte[] first = fixed(base.shiftLeft(rest), one.length);
      Cidr block = Cidr.parse(InetAddress.getByAddress(first).getHostAddress() + "/" + prefix);
      boolean expected = base.equals(new BigInteger(1, other).shiftRight(rest));
      IpAddress address = IpAddress.parse(InetAddress.getByAddress(other).getHostAddress());
      assertEquals(expected, block.contains(address), block + " " + address);
      assertEquals(address, IpAddress.parse(address.text()));
    }
  }

  private static byte[] fixed(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[length];
    for (int i = 0; i < Math.min(length, bytes.length); i++) {
      fixed[length - 1 - i] = bytes[bytes.length - 1 - i];
    }
    return fixed;
  }

  @Test
  void anAddressThatMeansAnotherIsThatOne() {
    byte[] mapped = new byte[28];
    mapped[0] = 10;
    mapped[3] = 80;
    mapped[18] = -1;
    mapped[19] = -1;
    mapped[20] = 10;
    mapped[23] = 9;
    Endpoint endpoint = Endpoint.of(ByteString.copyOf(mapped), true);
    assertEquals(new Endpoint(2, IpAddress.parse("10.0.0.9"), 80, null), endpoint);
    byte[] any = {2, 0, 0, 80, 0, 0, 0, 0};
    assertEquals(IpAddress.parse("127.0.0.1"), Endpoint.of(ByteString.copyOf(any), true).ip());
    assertEquals(IpAddress.parse("0.0.0.0"), Endpoint.of(ByteString.copyOf(any), false).ip());
    byte[] any6 = new byte[28];
    any6[0] = 10;
    assertEquals(IpAddress.parse("::1"), Endpoint.of(ByteString.copyOf(any6), true).ip());
  }

  @Test
  void socketsOfUnixHavePathsOrAbstractNames() {
    assertEquals(
        ByteString.of("/run/x"), Endpoint.of(ByteString.of("\1\0/run/x\0rest"), true).unix());
    assertEquals(ByteString.of("@x\0"), Endpoint.of(ByteString.of("\1\0\0x\0"), true).unix());
    assertEquals(ByteString.EMPTY, Endpoint.of(ByteString.of("\1\0"), true).unix());
  }
}
