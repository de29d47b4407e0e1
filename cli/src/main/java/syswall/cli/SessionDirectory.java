package syswall.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import syswall.replay.Snapshots;

/**
 * Where {@code record} puts a session: the default name, and what may be replaced. Never deletes
 * anything but a session.
 */
final class SessionDirectory {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /** Leaves room for stamp and suffix in the 255 bytes of a file name. */
  private static final int LONGEST_PROGRAM_NAME = 100;

  private SessionDirectory() {}

  /** {@code PROGRAM-YYYYMMDD-HHMMSS.cq} in a directory, with -2, -3 ... behind if it is taken. */
  static Path unusedName(Path directory, String program, LocalDateTime now) {
    String stem = safeBaseName(program) + "-" + STAMP.format(now);
    Path name = directory.resolve(stem + ".cq");
    for (int n = 2; Files.exists(name, LinkOption.NOFOLLOW_LINKS); n++) {
      name = directory.resolve(stem + "-" + n + ".cq");
    }
    return name;
  }

  /**
   * Makes sure that a session can be created: its parent exists, it does not, or may be deleted.
   *
   * @param replace whether a session that exists may be deleted
   * @throws UserError if something is in the way
   */
  static void requireRoom(Path session, boolean replace) throws UserError, IOException {
    Path parent = session.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new UserError("cannot create " + session + ": no such directory: " + parent);
    }
    if (!Files.exists(session, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!replace) {
      throw new UserError(session + " exists; use --force to replace it");
    }
    if (sessionFiles(session).isEmpty()) {
      throw new UserError(session + " is not a session, so --force does not delete it");
    }
  }

  /** Deletes a session, if there is one. */
  static void delete(Path session) throws IOException {
    for (Path file : sessionFiles(session)) {
      Files.delete(file);
    }
    Files.deleteIfExists(session);
  }

  /** What the files of a session hold in bytes. */
  static long sizeBytes(Path session) throws IOException {
    long size = 0;
    for (Path file : sessionFiles(session)) {
      size += Files.size(file);
    }
    return size;
  }

  /** The files of a session; empty if there is anything that a session does not have. */
  private static List<Path> sessionFiles(Path session) throws IOException {
    if (!Files.isDirectory(session, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(session)) {
      List<Path> files = entries.toList();
      return files.stream().allMatch(SessionDirectory::isSessionFile) ? files : List.of();
    }
  }

  private static boolean isSessionFile(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && (name.endsWith(".cq4") || name.endsWith(".cq4t") || Snapshots.isSidecar(name));
  }

  private static String safeBaseName(String program) {
    String name = program.substring(program.lastIndexOf('/') + 1);
    String safe = name.replaceAll("[^A-Za-z0-9._+-]", "_").replaceFirst("^[.-]", "_");
    return safe.isEmpty()
        ? "program"
        : safe.substring(0, Math.min(safe.length(), LONGEST_PROGRAM_NAME));
  }
}
