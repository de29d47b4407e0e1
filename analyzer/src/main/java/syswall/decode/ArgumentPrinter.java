package syswall.decode;

/** Writes one argument, or the result, of any call of one row; prepared once a row. */
@FunctionalInterface
interface ArgumentPrinter {
  void append(ShownCall call, StringBuilder out);
}
