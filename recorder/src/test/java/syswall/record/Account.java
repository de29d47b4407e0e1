package syswall.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Under which user a test runs: whoever runs the tests and, if that is root, nobody as well. */
enum Account {
  CALLER,
  NOBODY;

  private static final int NOBODY_ID = 65534;

  /** The accounts that tests can use here. */
  static List<Account> available() {
    return isRoot() ? List.of(CALLER, NOBODY) : List.of(CALLER);
  }

  /** Whether the tests run as root. */
  static boolean isRoot() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What goes before a command so that it runs under this account. */
  List<String> prefix() {
    return switch (this) {
      case CALLER -> List.of();
      case NOBODY ->
          List.of(
              "setpriv", "--reuid=" + NOBODY_ID, "--regid=" + NOBODY_ID, "--clear-groups", "--");
    };
  }

  /** Makes a file or directory this account's own. */
  void own(Path path) throws IOException {
    if (this == NOBODY) {
      Files.setAttribute(path, "unix:uid", NOBODY_ID);
      Files.setAttribute(path, "unix:gid", NOBODY_ID);
    }
  }
}
