package syswall.decode;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.syscall.Parameter;
import syswall.syscall.TargetExtent;

/** Writes a structure, or a vector of structures, that an argument points to; else the pointer. */
final class StructArgument {
  private final int argument;
  private final Structure structure;
  private final int countArgument;

  private StructArgument(Parameter parameter, Structure structure) {
    argument = parameter.index();
    this.structure = structure;
    countArgument = parameter.extent().countArgument();
  }

  /** What the kernel reads. */
  static ArgumentPrinter atEnter(Parameter parameter, String layout) {
    StructArgument struct = new StructArgument(parameter, Structure.of(layout));
    return (call, out) -> struct.append(call.atEnter(struct.argument, Form.MEMORY), call, out);
  }

  /** What the kernel wrote. */
  static ArgumentPrinter atExit(Parameter parameter, String layout) {
    StructArgument struct = new StructArgument(parameter, Structure.of(layout));
    return (call, out) -> struct.append(call.atExit(struct.argument, Form.MEMORY), call, out);
  }

  /** As {@link #atExit}, of a call that writes it only if it returns more than 0. */
  static ArgumentPrinter ifPositive(Parameter parameter, String layout) {
    StructArgument struct = new StructArgument(parameter, Structure.of(layout));
    return (call, out) -> {
      boolean written = call.result() > 0;
      struct.append(written ? call.atExit(struct.argument, Form.MEMORY) : null, call, out);
    };
  }

  private void append(@Nullable Capture capture, ShownCall call, StringBuilder out) {
    if (capture == null) {
      NumberText.appendPointer(call.arg(argument), out);
    } else if (countArgument >= 0) {
      appendVector(capture, call, out);
    } else if (!Memory.holds(capture.bytes(), 0, structure.needed())) {
      NumberText.appendPointer(call.arg(argument), out);
    } else {
      appendLone(capture.bytes(), call, out);
    }
  }

  private void appendLone(ByteString bytes, ShownCall call, StringBuilder out) {
    if (structure.bracketed()) {
      out.append('[');
      structure.printer().append(bytes, 0, call, out);
      out.append(']');
    } else {
      structure.printer().append(bytes, 0, call, out);
    }
  }

  private void appendVector(Capture capture, ShownCall call, StringBuilder out) {
    ByteString bytes = capture.bytes();
    int size = structure.size();
    long count = countArgument == TargetExtent.RESULT ? call.result() : call.arg(countArgument);
    int held = bytes.length() / size;
    int shown = Math.min(held, call.contentLimit());
    out.append('[');
    for (int i = 0; i < shown; i++) {
      if (i > 0) {
        out.append(", ");
      }
      structure.printer().append(bytes, i * size, call, out);
    }
    if (shown < count && (shown < held || capture.extent() != Extent.WHOLE)) {
      out.append(shown == 0 ? "..." : ", ...");
    }
    out.append(']');
  }
}
