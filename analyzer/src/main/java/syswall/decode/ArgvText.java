package syswall.decode;

import java.util.List;
import java.util.stream.Collectors;
import syswall.event.ByteString;

/** The arguments of a program as people type them, printable ASCII. */
public final class ArgvText {
  private ArgvText() {}

  /** Arguments with spaces between them, quoted where a reader could mistake their ends. */
  public static String of(List<ByteString> argv) {
    return ofPlain(argv.stream().map(QuotedText::plain).toList());
  }

  /** The same of arguments that are printable already. */
  public static String ofPlain(List<String> argv) {
    return argv.isEmpty()
        ? "(unknown program)"
        : argv.stream().map(ArgvText::argument).collect(Collectors.joining(" "));
  }

  private static String argument(String plain) {
    boolean isWord = !plain.isEmpty() && plain.indexOf(' ') < 0 && plain.indexOf('\'') < 0;
    return isWord ? plain : "'" + plain.replace("'", "'\\''") + "'";
  }
}
