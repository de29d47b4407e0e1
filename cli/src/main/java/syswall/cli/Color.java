package syswall.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The values of {@code --color}: whether output may carry the colours of a terminal. Lower case
 * because picocli shows and parses enum constants as they are written.
 */
enum Color {
  /** On a terminal, unless NO_COLOR is set (no-color.org) or the terminal is dumb. */
  auto,
  /** Everywhere. */
  always,
  /** Nowhere. */
  never;

  /** The standard output's descriptor number. */
  static final int STDOUT = 1;

  /** The standard error's descriptor number. */
  static final int STDERR = 2;

  private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/|tty|console|hvc).*");

  /** Whether what is written to a descriptor of this process is coloured. */
  boolean enabledFor(int fd) {
    return enabledFor(isTerminal(fd), System.getenv());
  }

  /** Whether what is written to a terminal, or to something else, is coloured. */
  boolean enabledFor(boolean terminal, Map<String, String> environment) {
    return switch (this) {
      case always -> true;
      case never -> false;
      case auto ->
          terminal
              && environment.getOrDefault("NO_COLOR", "").isEmpty()
              && !environment.getOrDefault("TERM", "").equals("dumb");
    };
  }

  /**
   * Whether a descriptor of this process is a terminal. Like isatty(3), which would need JNA:
   * System.console() speaks only for both streams at once.
   */
  static boolean isTerminal(int fd) {
    try {
      Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd));
      return TERMINAL.matcher(target.toString()).matches();
    } catch (IOException closedDescriptorOrNoProc) {
      return false;
    }
  }
}
