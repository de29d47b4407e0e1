package syswall.decode;

import syswall.event.ByteString;

/** Writes a value of one type that lies in captured memory; its caller knows that it fits. */
@FunctionalInterface
interface ValuePrinter {
  void append(ByteString bytes, int at, ShownCall call, StringBuilder out);
}
