package syswall.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the packets of a Perfetto trace, from the wire format's description alone. */
final class ProtoReader {
  /** The fields that are messages, by their own number and that of what they are in. */
  private static final Set<String> MESSAGES =
      Set.of("0.6", "0.11", "0.60", "6.1", "11.4", "60.3", "60.4");

  private final ByteBuffer in;

  private ProtoReader(ByteBuffer in) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What each first-level field 1 holds: {@code {8:12,11:{9:1,23:'name'}}}. */
  static List<String> messages(byte[] bytes) {
    ProtoReader reader = new ProtoReader(ByteBuffer.wrap(bytes));
    List<String> messages = new ArrayList<>();
    while (reader.in.hasRemaining()) {
      if (reader.varint() != ((1 << 3) | 2)) {
        throw new IllegalArgumentException("no packet");
      }
      messages.add(new ProtoReader(reader.delimited()).message(0));
    }
    return messages;
  }

  private String message(int number) {
    List<String> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      long tag = varint();
      int field = (int) (tag >>> 3);
      String value =
          switch ((int) (tag & 7)) {
            case 0 -> Long.toString(varint());
            case 1 -> Long.toString(in.getLong());
            case 2 ->
                MESSAGES.contains(number + "." + field)
                    ? new ProtoReader(delimited()).message(field)
                    : "'" + StandardCharsets.UTF_8.decode(delimited()) + "'";
            default -> throw new IllegalArgumentException("wire type " + (tag & 7));
          };
      fields.add(field + ":" + value);
    }
    return "{" + String.join(",", fields) + "}";
  }

  private ByteBuffer delimited() {
    int length = (int) varint();
    ByteBuffer part = in.slice(in.position(), length);
    in.position(in.position() + length);
    return part;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
