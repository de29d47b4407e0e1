package syswall.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import syswall.audit.Links;
import syswall.event.ByteString;

/**
 * The symbolic links of this machine, where most sessions were recorded. Below /proc nothing is
 * followed: its links are for who looks.
 */
final class MachineLinks implements Links {
  private static final ByteString PROC = ByteString.of("/proc/");
  private static final ByteString SLASH = ByteString.of("/");

  private final Map<ByteString, ByteString> real = new HashMap<>();

  @Override
  public ByteString follow(ByteString path, boolean last) {
    if (path.length() < 2 || path.at(0) != '/' || path.startsWith(PROC)) {
      return path;
    }
    int slash = path.length();
    while (path.at(slash - 1) != '/') {
      slash--;
    }
    if (last) {
      return real.computeIfAbsent(path, p -> resolved(p));
    }
    ByteString directory = follow(path.substring(0, Math.max(1, slash - 1)), true);
    ByteString name = path.substring(slash, path.length());
    return directory.length() == 1 ? directory.plus(name) : directory.plus(SLASH).plus(name);
  }

  /** What is there of it, resolved, and the rest as it is: perhaps it was there. */
  private static ByteString resolved(ByteString path) {
    String text = path.text();
    if (!ByteString.of(text).equals(path)) {
      return path; // not UTF-8: Java may not be able to name it
    }
    try {
      Path whole = Path.of(text);
      for (Path named = whole; named != null; named = named.getParent()) {
        if (Files.exists(named)) {
          Path rest = named.relativize(whole);
          return ByteString.of(named.toRealPath().resolve(rest).normalize().toString());
        }
      }
    } catch (IOException | InvalidPathException e) {
      return path; // gone meanwhile, or not in the characters of this locale
    }
    return path;
  }
}
