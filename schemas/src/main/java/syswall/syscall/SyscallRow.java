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
        selectors(columns[0]),
        parameters(columns[2]),
        kind(-1, "result", columns[3], TargetExtent.BY_KIND),
        columns[4].isEmpty() ? Set.of() : Set.of(columns[4].split(",", -1)));
  }

  /** The number in a row's first column. */
  static int number(String column) {
    int end = column.indexOf('/');
    int number = Integer.parseInt(end < 0 ? column : column.substring(0, end));
    if (number < 0) {
      throw new IllegalArgumentException("negative number " + number);
    }
    return number;
  }

  /** Parses what is behind the number: {@code /ARGUMENT=VALUE} or {@code /ARGUMENT&MASK=VALUE}. */
  private static List<Syscall.Selector> selectors(String column) {
    List<Syscall.Selector> selectors = new ArrayList<>();
    int slash = column.indexOf('/');
    while (slash >= 0) {
      int next = column.indexOf('/', slash + 1);
      String text = column.substring(slash + 1, next < 0 ? column.length() : next);
      int equals = text.indexOf('=');
      int and = text.indexOf('&');
      if (equals < 0) {
        throw new IllegalArgumentException("not a selector: " + text);
      }
      long mask = and < 0 ? 0xffff_ffffL : Long.decode(text.substring(and + 1, equals));
      int argument = Integer.parseInt(text.substring(0, and < 0 ? equals : and));
      long value = Long.decode(text.substring(equals + 1));
      selectors.add(new Syscall.Selector(argument, mask, value & mask));
      slash = next;
    }
    return selectors;
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
      requireExtent(parameter, parameters);
    }
    return parameters;
  }

  /** Parses {@code name:kind} and the extent of its target behind it. */
  private static Parameter parameter(int index, String text) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("argument without a kind: " + text);
    }
    int end = colon + 1;
    while (end < text.length() && "[{(".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String name = text.substring(0, colon);
    String word = text.substring(colon + 1, end);
    if (end < text.length() && text.charAt(end) == '(') {
      return file(index, name, word, text.substring(end));
    }
    TargetExtent extent =
        end == text.length() ? TargetExtent.BY_KIND : TargetExtent.parse(text.substring(end));
    return kind(index, name, word, extent);
  }

  /** An argument with what is wanted of the file that it names, in parentheses. */
  private static Parameter file(int index, String name, String word, String wanted) {
    ArgKind kind = ArgKind.ofLabel(word);
    if ((kind != ArgKind.PATH && kind != ArgKind.FD) || !wanted.endsWith(")")) {
      throw new IllegalArgumentException("no file: " + name + ":" + word + wanted);
    }
    int set = FileAccess.parse(wanted.substring(1, wanted.length() - 1));
    return new Parameter(index, name, kind, null, TargetExtent.BY_KIND, set);
  }

  /** A word that is no kind names a set of flags.tsv, which is not read before it is printed. */
  private static Parameter kind(int index, String name, String word, TargetExtent extent) {
    ArgKind kind = ArgKind.ofLabel(word);
    if (kind != null) {
      return new Parameter(index, name, kind, null, extent);
    }
    for (int i = 0; i < word.length(); i++) {
      if (!Character.isLetterOrDigit(word.charAt(i)) && word.charAt(i) != '_') {
        throw new IllegalArgumentException("no such kind: " + word);
      }
    }
    return new Parameter(index, name, ArgKind.FLAGS, word, extent);
  }

  private static void requireExtent(Parameter parameter, List<Parameter> parameters) {
    TargetExtent extent = parameter.extent();
    int last = Math.max(extent.lengthArgument(), extent.countArgument() % TargetExtent.RESULT);
    if (last >= parameters.size()) {
      throw new IllegalArgumentException(parameter.name() + ": no argument has its length");
    }
    boolean counted = extent.lengthArgument() >= 0;
    boolean sized = extent.fixedLength() >= 0;
    boolean sound =
        switch (parameter.kind().capturePoint()) {
          case NEVER -> !counted && !sized;
          case ENTER, EXIT, BOTH ->
              switch (parameter.kind().captureShape()) {
                case SOCKADDR, SOCKADDR_BY_POINTER, VECTOR, MMSGHDR, FD_SET, CONTENT ->
                    counted && !sized;
                case MEMORY -> counted || sized;
                case STRING,
                    STRINGS,
                    DIRECTORY,
                    MSGHDR,
                    RESULT_BYTES,
                    RESULT_CONTENT,
                    RESULT_ENTRIES ->
                    !counted && !sized;
              };
        };
    if (!sound) {
      throw new IllegalArgumentException(
          parameter.name() + ": a " + parameter.kind().label() + " with the wrong length");
    }
  }
}
