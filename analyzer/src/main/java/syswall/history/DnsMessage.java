package syswall.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/**
 * An answer of a name server, RFC 1035 section 4. It comes from the network and may be cut short:
 * what does not parse ends it.
 */
final class DnsMessage {
  private static final int HEADER = 12;
  private static final int ANSWERS_AT = 6;
  private static final int QUESTIONS_AT = 4;
  private static final int RESPONSE = 0x80;

  private static final int TYPE_A = 1;
  private static final int TYPE_AAAA = 28;

  /** Longest name, RFC 1035 section 2.3.4. */
  private static final int LONGEST_NAME = 255;

  private static final ByteString DOT = ByteString.of(".");

  private final ByteString bytes;
  private int position = HEADER;

  DnsMessage(ByteString bytes) {
    this.bytes = bytes;
  }

  /** The name that was asked for; null if this is no answer to one question. */
  @Nullable ByteString asked() {
    boolean isAnswer =
        bytes.length() >= HEADER && (bytes.at(2) & RESPONSE) != 0 && number(QUESTIONS_AT) == 1;
    position = HEADER;
    return isAnswer ? name() : null;
  }

  /** The addresses in the answer, IPv4 and IPv6. */
  List<ByteString> addresses() {
    List<ByteString> addresses = new ArrayList<>();
    if (asked() == null) {
      return addresses;
    }
    position += 4; // type and class of the question
    int count = number(ANSWERS_AT);
    for (int i = 0; i < count; i++) {
      // a record: its name, type, class, time to live, length and data
      if (!skipName() || position + 10 > bytes.length()) {
        break;
      }
      int type = number(position);
      int length = number(position + 8);
      position += 10;
      if (position + length > bytes.length()) {
        break;
      }
      if ((type == TYPE_A && length == 4) || (type == TYPE_AAAA && length == 16)) {
        addresses.add(bytes.substring(position, position + length));
      }
      position += length;
    }
    return addresses;
  }

  /** The name at the position, which is not compressed in a question; null if it does not parse. */
  private @Nullable ByteString name() {
    ByteString name = ByteString.EMPTY;
    while (position < bytes.length()) {
      int length = bytes.at(position++);
      if (length == 0) {
        return name;
      }
      if (length > 63 || position + length > bytes.length() || name.length() > LONGEST_NAME) {
        return null;
      }
      ByteString label = bytes.substring(position, position + length);
      name = name.length() == 0 ? label : name.plus(DOT).plus(label);
      position += length;
    }
    return null;
  }

  /** Steps over a name, of which a pointer to another place is the end. */
  private boolean skipName() {
    while (position < bytes.length()) {
      int length = bytes.at(position++);
      if (length >= 0xc0) {
        position++;
        return true;
      }
      if (length == 0) {
        return true;
      }
      position += length;
    }
    return false;
  }

  private int number(int at) {
    return bytes.at(at) << 8 | bytes.at(at + 1);
  }
}
