package syswall.history;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;

/**
 * The names that the session asked name servers for, by the addresses in the answers: what was
 * received from port 53, as far as it was captured.
 */
public final class DnsNames implements Projection {
  // sys/socket.h
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private static final int DOMAIN_PORT = 53;

  private final Map<ByteString, ByteString> names = new LinkedHashMap<>();

  private final Map<ByteString, Long> asked = new LinkedHashMap<>();

  /**
   * The names that were asked for and answered, if only by that there is no such host, each with
   * the event of the first answer, in their order; a view.
   */
  public Map<ByteString, Long> asked() {
    return Collections.unmodifiableMap(asked);
  }

  /**
   * The names by address, 4 bytes of IPv4 or 16 of IPv6, in the order of the answers; a view. The
   * names are those that were asked for, whatever aliases led to the address.
   */
  public Map<ByteString, ByteString> names() {
    return Collections.unmodifiableMap(names);
  }

  /**
   * The name that a socket address was asked for as; null if it was not.
   *
   * @param address as the kernel has it, family first
   */
  public @Nullable ByteString of(ByteString address) {
    if (names.isEmpty() || address.length() < 2) {
      return null;
    }
    // struct sockaddr_in of netinet/in.h has the address at byte 4, sockaddr_in6 at 8
    return switch (address.at(0) | address.at(1) << 8) {
      case AF_INET -> address.length() < 8 ? null : names.get(address.substring(4, 8));
      case AF_INET6 -> address.length() < 24 ? null : names.get(address.substring(8, 24));
      default -> null;
    };
  }

  @Override
  public void onReturned(CompletedCall call) {
    if (!call.made() || call.returned().captures().size() < 2) {
      return;
    }
    ByteString content = null;
    boolean fromNameServer = false;
    for (Capture capture : call.returned().captures()) {
      switch (capture.form()) {
        case SOCKADDR -> fromNameServer |= isNameServer(capture.bytes());
        case MEMORY, CONTENT -> content = content == null ? capture.bytes() : content;
        case STRING, STRINGS, VECTOR, CONTROL, ENTRIES, DIGEST -> {}
      }
    }
    if (fromNameServer && content != null) {
      DnsMessage answer = new DnsMessage(content);
      ByteString name = answer.asked();
      if (name != null) {
        asked.putIfAbsent(name, call.returned().sequence());
        answer.addresses().forEach(address -> names.put(address, name));
      }
    }
  }

  private static boolean isNameServer(ByteString address) {
    return address.length() >= 4
        && (address.at(0) == AF_INET || address.at(0) == AF_INET6)
        && (address.at(2) << 8 | address.at(3)) == DOMAIN_PORT;
  }
}
