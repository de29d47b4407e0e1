package syswall.decode;

import syswall.event.ByteString;
import syswall.syscall.Errno;
import syswall.syscall.FlagSet;
import syswall.syscall.StructLayout;

/**
 * A type of structs.tsv: how many bytes a value has, and how it is written.
 *
 * @param bracketed whether a lone value of the type brings brackets of its own
 */
record ValueType(int width, ValuePrinter printer, boolean bracketed) {
  private static final long KIBI = 1024;

  private ValueType(int width, ValuePrinter printer) {
    this(width, printer, false);
  }

  /**
   * The type of a name.
   *
   * @param count how many characters or bytes, of a type of text
   * @throws IllegalArgumentException if there is none
   */
  static ValueType of(String name, int count) {
    int slash = name.indexOf('/');
    if (slash > 0) {
      return flags(FlagSet.of(name.substring(0, slash)), name.substring(slash + 1));
    }
    return switch (name) {
      case "s8" -> new ValueType(1, (b, at, c, out) -> out.append((byte) b.at(at)));
      case "u8" -> new ValueType(1, (b, at, c, out) -> out.append(b.at(at)));
      case "s16" -> new ValueType(2, (b, at, c, out) -> out.append((short) Memory.int16(b, at)));
      case "u16" -> new ValueType(2, (b, at, c, out) -> out.append(Memory.int16(b, at)));
      case "s32", "pid" -> new ValueType(4, (b, at, c, out) -> out.append(Memory.int32(b, at)));
      case "u32" ->
          new ValueType(4, (b, at, c, out) -> out.append(Memory.unsigned(b, at, Integer.BYTES)));
      case "s64" -> new ValueType(8, (b, at, c, out) -> out.append(Memory.int64(b, at)));
      case "u64" ->
          new ValueType(8, (b, at, c, out) -> NumberText.appendUnsigned(Memory.int64(b, at), out));
      case "x8" -> hex(1);
      case "x16" -> hex(2);
      case "x32" -> hex(4);
      case "x64" -> hex(8);
      case "o32" ->
          new ValueType(4, (b, at, c, out) -> NumberText.appendMode(Memory.int32(b, at), out));
      case "ptr" ->
          new ValueType(8, (b, at, c, out) -> NumberText.appendPointer(Memory.int64(b, at), out));
      case "fd" -> new ValueType(4, (b, at, c, out) -> c.appendFd(Memory.int32(b, at), out));
      case "id" ->
          new ValueType(
              4, (b, at, c, out) -> out.append(Integer.toUnsignedLong(Memory.int32(b, at))));
      case "signal" ->
          new ValueType(4, (b, at, c, out) -> NumberText.appendSignal(Memory.int32(b, at), out));
      case "mode" ->
          new ValueType(4, (b, at, c, out) -> NumberText.appendFileMode(Memory.int32(b, at), out));
      case "mode16" ->
          new ValueType(2, (b, at, c, out) -> NumberText.appendFileMode(Memory.int16(b, at), out));
      case "dev" ->
          new ValueType(8, (b, at, c, out) -> NumberText.appendDevice(Memory.int64(b, at), out));
      case "chars" -> new ValueType(count, (b, at, c, out) -> chars(b, at, count, out), true);
      case "bytes" ->
          new ValueType(
              count, (b, at, c, out) -> QuotedText.appendQuoted(b, at, at + count, out), true);
      case "sigset" ->
          new ValueType(8, (b, at, c, out) -> SignalSetText.append(Memory.int64(b, at), out), true);
      case "rlimit_value" -> new ValueType(8, (b, at, c, out) -> limit(Memory.int64(b, at), out));
      case "wait_status" ->
          new ValueType(4, (b, at, c, out) -> WaitStatusText.append(Memory.int32(b, at), out));
      case "errno" -> new ValueType(4, (b, at, c, out) -> errno(Memory.int32(b, at), out));
      case "ticks" ->
          new ValueType(8, (b, at, c, out) -> TimeText.appendTicks(Memory.int64(b, at), out));
      case "time" -> new ValueType(8, (b, at, c, out) -> time(Memory.int64(b, at), out));
      default -> {
        StructText struct = StructText.of(StructLayout.of(name));
        yield new ValueType(struct.size(), struct);
      }
    };
  }

  private static ValueType hex(int width) {
    return new ValueType(
        width, (b, at, c, out) -> NumberText.appendHex(Memory.unsigned(b, at, width), out));
  }

  private static ValueType flags(FlagSet set, String bytes) {
    int width = Integer.parseInt(bytes);
    return new ValueType(width, (b, at, c, out) -> set.append(Memory.unsigned(b, at, width), out));
  }

  private static void chars(ByteString bytes, int at, int count, StringBuilder out) {
    int end = at;
    while (end < at + count && bytes.at(end) != 0) {
      end++;
    }
    QuotedText.appendQuoted(bytes, at, end, out);
  }

  private static void limit(long value, StringBuilder out) {
    if (value == -1) {
      out.append("RLIM64_INFINITY");
    } else if (Long.compareUnsigned(value, KIBI) > 0 && Long.remainderUnsigned(value, KIBI) == 0) {
      NumberText.appendUnsigned(Long.divideUnsigned(value, KIBI), out);
      out.append("*1024");
    } else {
      NumberText.appendUnsigned(value, out);
    }
  }

  private static void errno(int number, StringBuilder out) {
    if (number > 0 && number < 4096) {
      out.append(Errno.name(number));
    } else {
      out.append(number);
    }
  }

  private static void time(long seconds, StringBuilder out) {
    out.append(seconds);
    TimeText.appendComment(seconds, 0, 9, out);
  }
}
