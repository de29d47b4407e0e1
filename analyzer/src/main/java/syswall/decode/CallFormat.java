package syswall.decode;

import java.util.ArrayList;
import java.util.List;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;

/** How the calls of one row are written: prepared when the first of them is. */
final class CallFormat {
  private final String prefix;
  private final ArgumentPrinter[] arguments;
  private final ArgumentPrinter[] byParameter;
  private final ArgumentPrinter result;
  private final boolean returns;

  private CallFormat(Syscall row) {
    prefix = row.name() + "(";
    byParameter = byParameter(row);
    arguments = arguments(row);
    result = ResultText.of(row);
    returns = row.result().kind() != ArgKind.NONE;
  }

  static CallFormat of(Syscall row) {
    return new CallFormat(row);
  }

  private static ArgumentPrinter[] byParameter(Syscall row) {
    List<ArgumentPrinter> printers = new ArrayList<>();
    for (Parameter parameter : row.parameters()) {
      printers.add(ArgumentText.of(row, parameter));
    }
    return printers.toArray(new ArgumentPrinter[0]);
  }

  private ArgumentPrinter[] arguments(Syscall row) {
    if (row.name().equals("clone")) {
      return new ArgumentPrinter[] {CloneText::append};
    }
    List<ArgumentPrinter> printers = new ArrayList<>();
    for (Parameter parameter : row.parameters()) {
      if (!parameter.isUnused()) {
        printers.add(byParameter[parameter.index()]);
      }
    }
    return printers.toArray(new ArgumentPrinter[0]);
  }

  /** Writes one argument. */
  void appendArgument(int index, ShownCall call, StringBuilder out) {
    byParameter[index].append(call, out);
  }

  /** Whether such a call can return. */
  boolean returns() {
    return returns;
  }

  /** Writes the name and the arguments, up to the closing parenthesis. */
  void appendCall(ShownCall call, StringBuilder out) {
    out.append(prefix);
    for (int i = 0; i < arguments.length; i++) {
      if (i > 0) {
        out.append(", ");
      }
      arguments[i].append(call, out);
    }
  }

  /** Writes what a successful call returned. */
  void appendResult(ShownCall call, StringBuilder out) {
    result.append(call, out);
  }
}
