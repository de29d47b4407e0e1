package syswall.diff;

import java.util.List;
import java.util.stream.Collectors;

/** A command on one line. */
final class CommandText {
  private CommandText() {}

  /** Arguments, printable already, with spaces between them; quoted where they hold spaces. */
  static String of(List<String> arguments) {
    return arguments.isEmpty()
        ? "(unknown program)"
        : arguments.stream()
            .map(a -> a.isEmpty() || a.indexOf(' ') >= 0 ? "'" + a + "'" : a)
            .collect(Collectors.joining(" "));
  }
}
