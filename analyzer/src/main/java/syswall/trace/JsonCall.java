package syswall.trace;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import syswall.decode.CallText;
import syswall.decode.DescriptorNames;
import syswall.decode.QuotedText;
import syswall.event.Abi;
import syswall.event.Capture;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.syscall.ArgKind;
import syswall.syscall.Errno;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/** The fields of a call in a {@link JsonTrace}. */
final class JsonCall {
  private static final int REGISTERS = 6;
  private static final long INT_MASK = 0xffff_ffffL;

  /** Up to here, and down to its negation, every integer is a double of its own. */
  private static final long LARGEST_EXACT = 1L << 53;

  private final CallText texts;
  private final JsonGenerator json;
  private final StringBuilder text = new StringBuilder();

  JsonCall(TraceMoment moment, TextTrace.Style style, JsonGenerator json) {
    this.json = json;
    texts =
        new CallText(style.descriptorNames() ? moment : DescriptorNames.NONE, style.contentLimit());
  }

  /** Writes how a call went; neither end is there of one that did not return. */
  void write(
      SyscallEntered call, @Nullable SyscallReturned end, @Nullable SyscallInterrupted interrupted)
      throws IOException {
    Syscall row = SyscallTable.find(call);
    json.writeStringField("abi", label(call.abi()));
    json.writeNumberField("number", call.number());
    json.writeStringField("name", SyscallTable.of(call.abi()).name(call.number()));
    arguments(row, call, end);
    text.setLength(0);
    if (end != null) {
      ending("returned", end.sequence(), end.durationNs());
      result(row, call, end);
      texts.appendReturned(call, end, text);
    } else if (interrupted != null) {
      ending("interrupted", interrupted.sequence(), interrupted.durationNs());
      json.writeStringField("error", Errno.name(interrupted.restartCode()));
      texts.appendInterrupted(call, interrupted, text);
    } else {
      json.writeStringField("status", "unfinished");
      texts.appendUnfinished(call, text);
    }
    json.writeStringField("text", text.toString());
    json.writeArrayFieldStart("captures");
    captures("enter", call.captures());
    captures("exit", end == null ? List.of() : end.captures());
    json.writeEndArray();
  }

  private void ending(String status, long sequence, long durationNs) throws IOException {
    json.writeStringField("status", status);
    json.writeNumberField("endSequence", sequence);
    json.writeNumberField("durationNs", durationNs);
  }

  private void result(@Nullable Syscall row, SyscallEntered call, SyscallReturned end)
      throws IOException {
    if (end.failed()) {
      json.writeNumberField("result", -1);
      json.writeStringField("error", Errno.name(end.errno()));
    } else {
      ArgKind kind = row == null ? ArgKind.HEX : row.result().kind();
      // The kernel widens an int to the register, so that nothing of it needs to be ignored.
      value("result", kind == ArgKind.INT ? ArgKind.OFFSET : kind, call.abi(), end.result());
    }
  }

  private void arguments(@Nullable Syscall row, SyscallEntered call, @Nullable SyscallReturned end)
      throws IOException {
    json.writeArrayFieldStart("args");
    for (int i = 0; row == null && i < REGISTERS; i++) {
      json.writeStartObject();
      json.writeStringField("name", "arg" + i);
      value("value", ArgKind.HEX, call.abi(), call.arg(i));
      json.writeEndObject();
    }
    for (Parameter parameter : row == null ? List.<Parameter>of() : row.parameters()) {
      if (parameter.isUnused()) {
        continue;
      }
      json.writeStartObject();
      json.writeStringField("name", parameter.name());
      value("value", parameter.kind(), call.abi(), call.arg(parameter.index()));
      text.setLength(0);
      texts.appendArgument(parameter, call, end, text);
      json.writeStringField("text", text.toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void captures(String stop, List<Capture> captures) throws IOException {
    for (Capture capture : captures) {
      json.writeStartObject();
      json.writeStringField("stop", stop);
      json.writeNumberField("argument", capture.argument());
      json.writeStringField("form", label(capture.form()));
      json.writeStringField("extent", label(capture.extent()));
      json.writeStringField("text", QuotedText.plain(capture.bytes()));
      json.writeEndObject();
    }
  }

  /** A register: as wide as its kind, and signed if its kind is. */
  private void value(String name, ArgKind kind, Abi abi, long register) throws IOException {
    switch (kind) {
      case INT, FD, DIRFD, PID, SIGNAL -> json.writeNumberField(name, (int) register);
      case OFFSET ->
          integer(
              name,
              switch (abi) {
                case X86_64 -> register;
                case I386 -> (long) (int) register;
              });
      case SIZE,
          HEX,
          FLAGS,
          ADDRESS,
          ID,
          MODE,
          FILE_MODE,
          DEV,
          NONE,
          PATH,
          DIRECTORY,
          STRING,
          ARGV,
          ENVP,
          SOCKADDR,
          SOCKADDR_OUT,
          BUFFER,
          BUFFER_OUT,
          IOVEC,
          IOVEC_OUT,
          MSGHDR,
          MSGHDR_OUT,
          MMSGHDR,
          MMSGHDR_OUT,
          STRUCT,
          STRUCT_OUT,
          STRUCT_INOUT,
          FD_SET,
          FD_PAIR_OUT,
          DIRENTS_OUT,
          TEXT_OUT ->
          unsigned(
              name,
              switch (abi) {
                case X86_64 -> register;
                case I386 -> register & INT_MASK;
              });
    }
  }

  /** A number, or a string if a double would not hold it. */
  void integer(String name, long value) throws IOException {
    if (value > LARGEST_EXACT || value < -LARGEST_EXACT) {
      json.writeStringField(name, Long.toString(value));
    } else {
      json.writeNumberField(name, value);
    }
  }

  /** Likewise, of a number that is not negative. */
  void unsigned(String name, long value) throws IOException {
    if (value < 0) {
      json.writeStringField(name, Long.toUnsignedString(value));
    } else {
      integer(name, value);
    }
  }

  /** A constant as JSON has it: {@code partly_unreadable}. */
  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
