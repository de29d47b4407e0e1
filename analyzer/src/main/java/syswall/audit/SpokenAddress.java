package syswall.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import syswall.event.ByteString;

/**
 * An address as a person writes it: {@code 10.0.0.1:443}, {@code [::1]:80}, {@code /run/x.sock},
 * {@code @abstract}.
 */
final class SpokenAddress {
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private SpokenAddress() {}

  /** The bytes of a {@code struct sockaddr}; empty if the word is no address. */
  static ByteString parse(String word) {
    if (word.startsWith("/") || word.startsWith("@")) {
      byte[] name = word.replaceFirst("^@", "\0").getBytes(StandardCharsets.UTF_8);
      byte[] bytes = new byte[2 + name.length];
      bytes[0] = AF_UNIX;
      System.arraycopy(name, 0, bytes, 2, name.length);
      return ByteString.copyOf(bytes);
    }
    int colon = word.lastIndexOf(':');
    String port = word.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 0xffff) {
      return ByteString.EMPTY;
    }
    String host = word.substring(0, colon);
    return host.startsWith("[") && host.endsWith("]")
        ? inet6(host.substring(1, host.length() - 1), Integer.parseInt(port))
        : inet(host, Integer.parseInt(port));
  }

  private static ByteString inet(String host, int port) {
    String[] parts = host.split("\\.", -1);
    byte[] bytes = head(16, AF_INET, port);
    for (int i = 0; i < parts.length; i++) {
      if (parts.length != 4
          || !parts[i].matches("[0-9]{1,3}")
          || Integer.parseInt(parts[i]) > 255) {
        return ByteString.EMPTY;
      }
      bytes[4 + i] = (byte) Integer.parseInt(parts[i]);
    }
    return ByteString.copyOf(bytes);
  }

  private static ByteString inet6(String host, int port) {
    byte[] bytes = head(28, AF_INET6, port);
    String[] halves = host.split("::", -1);
    String[] front = halves[0].isEmpty() ? new String[0] : halves[0].split(":", -1);
    String last = halves[halves.length - 1];
    String[] back = halves.length < 2 || last.isEmpty() ? new String[0] : last.split(":", -1);
    boolean whole = halves.length == 1 ? front.length == 8 : front.length + back.length < 8;
    boolean sound = halves.length <= 2 && whole;
    for (String group : Arrays.asList(front)) {
      sound &= group.matches("[0-9a-fA-F]{1,4}");
    }
    for (String group : Arrays.asList(back)) {
      sound &= group.matches("[0-9a-fA-F]{1,4}");
    }
    if (!sound) {
      return ByteString.EMPTY;
    }
    put(front, bytes, 8);
    put(back, bytes, 24 - 2 * back.length);
    return ByteString.copyOf(bytes);
  }

  private static void put(String[] groups, byte[] bytes, int at) {
    for (int i = 0; i < groups.length; i++) {
      int group = Integer.parseInt(groups[i], 16);
      bytes[at + 2 * i] = (byte) (group >> 8);
      bytes[at + 2 * i + 1] = (byte) group;
    }
  }

  private static byte[] head(int length, int family, int port) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) family;
    bytes[2] = (byte) (port >> 8);
    bytes[3] = (byte) port;
    return bytes;
  }
}
