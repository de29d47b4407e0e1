package syswall.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.decode.Calls.byteString;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import syswall.event.ByteString;

class SocketAddressTest {
  @Test
  void unixPathEndsAtItsNul() {
    check("AF_UNIX", "/x", -1, "AF_UNIX /x", byteString(1, 0, '/', 'x', 0, 'j', 'k'));
    check("AF_UNIX", "/x", -1, "AF_UNIX /x", byteString(1, 0, '/', 'x'));
  }

  @Test
  void abstractUnixNameEndsWithTheAddress() {
    check("AF_UNIX", "@a\\0b", -1, "AF_UNIX @a\\0b", byteString(1, 0, 0, 'a', 0, 'b'));
    check("AF_UNIX", "@", -1, "AF_UNIX @", byteString(1, 0, 0));
  }

  @Test
  void unixAddressOfTheFamilyAloneIsUnnamed() {
    check("AF_UNIX", "(unnamed)", -1, "AF_UNIX (unnamed)", byteString(1, 0));
  }

  @Test
  void inetHasAddressAndPort() {
    SocketAddress address =
        check(
            "AF_INET",
            "127.0.0.1",
            80,
            "AF_INET 127.0.0.1:80",
            byteString(2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0));
    assertEquals("127.0.0.1:80", address.endpoint());
    assertEquals(
        "255.254.253.252:65535",
        SocketAddress.decode(byteString(2, 0, 255, 255, 255, 254, 253, 252)).endpoint());
  }

  @ParameterizedTest
  @CsvSource({
    "00000000000000000000000000000001,::1",
    "00000000000000000000000000000000,::",
    "20010db8000000000000000000000001,2001:db8::1",
    "20010db8000000010001000100010001,2001:db8:0:1:1:1:1:1",
    "20010000000000010000000000000001,2001:0:0:1::1",
    "20010db8000000000001000000000001,2001:db8::1:0:0:1",
    "00010002000300040005000600000000,1:2:3:4:5:6::",
    "00000002000300040005000600070008,0:2:3:4:5:6:7:8",
    "00000000000000000000ffff7f000001,::ffff:127.0.0.1",
    "fe80000000000000aabbccfffedd0011,fe80::aabb:ccff:fedd:11"
  })
  void inet6IsWrittenAsRfc5952Says(String hex, String expected) {
    SocketAddress address = SocketAddress.decode(inet6(hex, 0, 28));
    assertEquals("AF_INET6", address.family());
    assertEquals(expected, address.address());
    assertEquals("[" + expected + "]:443", address.endpoint());
    assertEquals(443, address.port());
  }

  @Test
  void inet6ScopeFollowsAPercentSign() {
    String linkLocal = "fe800000000000000000000000000001";
    assertEquals("fe80::1%2", SocketAddress.decode(inet6(linkLocal, 2, 28)).address());
    assertEquals("fe80::1", SocketAddress.decode(inet6(linkLocal, 2, 24)).address());
  }

  private static ByteString inet6(String hex, int scope, int length) {
    byte[] bytes = new byte[28];
    bytes[0] = 10;
    bytes[2] = 443 >> 8;
    bytes[3] = (byte) 443;
    for (int i = 0; i < 16; i++) {
      bytes[8 + i] = (byte) Integer.parseInt(hex, 2 * i, 2 * i + 2, 16);
    }
    bytes[24] = (byte) scope;
    return ByteString.copyOf(bytes, 0, length);
  }

  @Test
  void netlinkHasPortIdAndGroups() {
    check(
        "AF_NETLINK",
        "pid:4294967295 groups:0x11",
        -1,
        "AF_NETLINK pid:4294967295 groups:0x11",
        byteString(16, 0, 0, 0, 255, 255, 255, 255, 0x11, 0, 0, 0));
  }

  @Test
  void unknownFamilyIsShownInHexadecimal() {
    check("AF_VSOCK", "0x00ff", -1, "AF_VSOCK 0x00ff", byteString(40, 0, 0, 255));
    check("46", "", -1, "46 ", byteString(46, 0));
    check("65535", "0x07", -1, "65535 0x07", byteString(255, 255, 7));
  }

  @Test
  void addressTooShortForItsFamilyIsShownInHexadecimal() {
    check("AF_INET", "0x0050", -1, "AF_INET 0x0050", byteString(2, 0, 0, 80));
    check("AF_UNSPEC", "", -1, "AF_UNSPEC ", ByteString.EMPTY);
    check("AF_UNSPEC", "0x02", -1, "AF_UNSPEC 0x02", byteString(2));
  }

  @Test
  void anyBytesDecodeToPrintableAscii() {
    Random random = new Random(11);
    for (int family = 0; family < 64; family++) {
      for (int length = 0; length <= 130; length++) {
        byte[] bytes = new byte[130];
        random.nextBytes(bytes);
        bytes[0] = (byte) family;
        bytes[1] = 0;
        ByteString raw = ByteString.copyOf(Arrays.copyOf(bytes, length));
        SocketAddress address = SocketAddress.decode(raw);
        QuotedTextTest.assertPrintable(
            address + address.family() + address.address() + address.endpoint());
      }
    }
  }

  private static SocketAddress check(
      String family, String address, int port, String text, ByteString bytes) {
    SocketAddress decoded = SocketAddress.decode(bytes);
    assertEquals(family, decoded.family());
    assertEquals(address, decoded.address());
    assertEquals(port, decoded.port());
    assertEquals(text, decoded.toString());
    return decoded;
  }
}
