package syswall.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that appear under their names when all of them are complete: until then they stand beside,
 * under other names, and go away when something fails or Ctrl-C ends it. Only their owner may read
 * them, since they hold what a session holds.
 */
final class NewFiles implements Closeable {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final boolean replace;
  private final Map<Path, Path> written = new LinkedHashMap<>();
  private final List<Path> outdated = new ArrayList<>();
  private @Nullable Path made;
  private final Thread atExit = new Thread(this::deleteWritten, "syswall-unfinished-files");

  /**
   * No files yet.
   *
   * @param replace whether files that exist may be replaced
   */
  NewFiles(boolean replace) {
    this.replace = replace;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Creates a file, which is there after {@link #commit}; what is no file but a device or a pipe is
   * written to as it is.
   *
   * @throws UserError if there is one that may not be replaced
   */
  synchronized OutputStream create(Path name) throws IOException, UserError {
    if (Files.isDirectory(name)) {
      throw new UserError("cannot write " + name + ": it is a directory");
    }
    if (Files.exists(name) && !Files.isRegularFile(name)) {
      return Files.newOutputStream(name);
    }
    // Through a link, whoever wrote to it would write to where it leads.
    Path file = Files.exists(name) ? name.toRealPath() : name.toAbsolutePath();
    requireAbsent(file);
    Path directory = file.getParent();
    Path beside = Files.createTempFile(directory, "." + file.getFileName() + ".", ".tmp");
    written.put(file, beside);
    return Files.newOutputStream(beside);
  }

  /** Creates a file that is UTF-8. */
  Writer createText(Path name) throws IOException, UserError {
    return new OutputStreamWriter(create(name), StandardCharsets.UTF_8);
  }

  private void requireAbsent(Path file) throws UserError {
    if (!replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new UserError(file + " exists; use --force to replace it");
    }
  }

  /** Gives all files their names. */
  synchronized void commit() throws IOException, UserError {
    for (Path file : written.keySet()) {
      requireAbsent(file);
    }
    Set<Path> committed = Set.copyOf(written.keySet());
    for (Map.Entry<Path, Path> entry : written.entrySet()) {
      Files.move(entry.getValue(), entry.getKey(), StandardCopyOption.ATOMIC_MOVE);
    }
    written.clear();
    made = null;
    for (Path file : outdated) {
      if (!committed.contains(file)) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Makes a directory for files, unless there is one. It goes away with them.
   *
   * @return the directory, by its real name
   */
  synchronized Path makeDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      made = Files.createDirectory(directory, OWNER_ONLY);
    }
    return directory.toRealPath();
  }

  /** A file that goes away when the new ones come, unless it is one of them. */
  synchronized void outdate(Path file) throws UserError {
    requireAbsent(file);
    outdated.add(file);
  }

  /** Deletes what was not committed. */
  @Override
  public void close() {
    deleteWritten();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException shuttingDown) {
      // then it has run, or will
    }
  }

  private synchronized void deleteWritten() {
    try {
      for (Path beside : written.values()) {
        Files.deleteIfExists(beside);
      }
      written.clear();
      if (made != null) {
        Files.deleteIfExists(made);
        made = null;
      }
    } catch (IOException e) {
      // There is nothing more to be done about them.
    }
  }

  /**
   * Writes one file, UTF-8.
   *
   * @param replace whether one that exists may be replaced
   * @throws UserError if it cannot be written
   */
  static void write(Path name, String text, boolean replace) throws UserError {
    try (NewFiles files = new NewFiles(replace)) {
      try (Writer out = files.createText(name)) {
        out.write(text);
      }
      files.commit();
    } catch (IOException e) {
      throw new UserError("cannot write " + name + ": " + reason(e));
    }
  }

  /** Why a file cannot be written, in a few words. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such directory";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "it exists and is no directory";
    }
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : Failures.firstLine(e);
  }
}
