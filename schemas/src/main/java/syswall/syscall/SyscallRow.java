package syswall.syscall;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parses a row of {@code syscalls-x86_64.tsv} or {@code syscalls-i386.tsv}: number, name,
 * arguments, result and classes.
 */
final class SyscallRow {
  private static final int COLUMNS = 5;
  private static final int REGISTERS = 6;

  private SyscallRow() {}

  /**
   * The call that a full row describes.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Syscall parse(String[] columns) {
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(columns.length + " columns, expected " + COLUMNS);
    }
    return new Syscall(
        number(columns[0]),
        columns[1],
        parameters(columns[2]),
        ArgKind.ofLabel(columns[3]),
        columns[4].isEmpty() ? Set.of() : Set.of(columns[4].split(",", -1)));
  }

  /** The number in a row's first column. */
  static int number(String column) {
    int number = Integer.parseInt(column);
    if (number < 0) {
      throw new IllegalArgumentException("negative number " + number);
    }
    return number;
  }

  private static List<Parameter> parameters(String column) {
    if (column.isEmpty()) {
      return List.of();
    }
    String[] texts = column.split(" ", -1);
    if (texts.length > REGISTERS) {
      throw new IllegalArgumentException(texts.length + " arguments");
    }
    List<Parameter> parameters = new ArrayList<>(texts.length);
    for (int i = 0; i < texts.length; i++) {
      parameters.add(parameter(i, texts[i]));
    }
    for (Parameter parameter : parameters) {
      requireLength(parameter, parameters);
    }
    return parameters;
  }

  /** Parses {@code name:kind}, {@code name:kind[ARGUMENT]} or <code>name:kind{BYTES}</code>. */
  private static Parameter parameter(int index, String text) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("argument without a kind: " + text);
    }
    int lengthArgument = -1;
    int fixedLength = -1;
    int end = text.length();
    if (text.endsWith("]")) {
      end = text.indexOf('[');
      lengthArgument = Integer.parseInt(text, end + 1, text.length() - 1, 10);
    } else if (text.endsWith("}")) {
      end = text.indexOf('{');
      fixedLength = Integer.parseInt(text, end + 1, text.length() - 1, 10);
    }
    ArgKind kind = ArgKind.ofLabel(text.substring(colon + 1, end));
    return new Parameter(index, text.substring(0, colon), kind, lengthArgument, fixedLength);
  }

  private static void requireLength(Parameter parameter, List<Parameter> parameters) {
    if (parameter.lengthArgument() >= parameters.size()) {
      throw new IllegalArgumentException(parameter.name() + ": no argument has its length");
    }
    boolean counted = parameter.lengthArgument() >= 0;
    boolean fixed = parameter.fixedLength() >= 0;
    boolean sound =
        switch (parameter.kind().capturePoint()) {
          case NEVER -> !counted && !fixed;
          case ENTER, EXIT ->
              switch (parameter.kind().captureShape()) {
                case SOCKADDR, SOCKADDR_BY_POINTER -> counted;
                case MEMORY -> counted || fixed;
                case STRING, STRINGS, MSGHDR, RESULT_BYTES -> !counted && !fixed;
              };
        };
    if (!sound) {
      throw new IllegalArgumentException(
          parameter.name() + ": a " + parameter.kind().label() + " with the wrong length");
    }
  }
}
