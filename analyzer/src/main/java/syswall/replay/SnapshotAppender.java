package syswall.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import syswall.journal.JournalMark;

/**
 * Writes a new sidecar: the snapshots there are, then those that a {@link Timeline} takes on its
 * way. When closed it takes the old one's place as a whole, so that no reader sees half of it.
 * Where it cannot be written, as in a read-only directory or on a full disk, nothing changes.
 */
final class SnapshotAppender implements Closeable {
  private final Path session;
  private final int stateVersion;
  private final Snapshots old;
  private final SnapshotPolicy policy;
  private @Nullable Path unfinished;
  private @Nullable OutputStream out;
  private boolean failed;
  private long size;
  private long lastOffered;

  SnapshotAppender(Path session, int stateVersion, Snapshots old, SnapshotPolicy policy) {
    this.session = session;
    this.stateVersion = stateVersion;
    this.old = old;
    this.policy = policy;
  }

  /** Whether a snapshot should be offered after so many events. */
  boolean isDue(long events) {
    return !failed
        && policy.permille() > 0
        && events >= Math.max(lastOffered, old.lastNextSequence()) + policy.events();
  }

  /** Appends a snapshot, unless all together would be larger than they may. */
  void offer(JournalMark mark, byte[] state) {
    lastOffered = mark.nextSequence();
    long before = out == null ? old.size() : size;
    if (!policy.allows(before + SnapshotEntry.length(state.length), mark.position())) {
      return;
    }
    try {
      write(begun(), SnapshotEntry.encode(mark, state));
    } catch (IOException e) {
      abandon();
    }
  }

  /** Whether there is anything that the old sidecar does not have. */
  boolean hasNew() {
    return out != null;
  }

  @Override
  public void close() {
    if (out == null || unfinished == null) {
      return;
    }
    try {
      out.close();
      Files.move(unfinished, session.resolve(Snapshots.FILE), StandardCopyOption.ATOMIC_MOVE);
      out = null;
    } catch (IOException e) {
      abandon();
    }
  }

  private OutputStream begun() throws IOException {
    if (out == null) {
      deleteUnfinished();
      unfinished =
          Files.createTempFile(session, Snapshots.UNFINISHED_PREFIX, Snapshots.UNFINISHED_SUFFIX);
      out = Files.newOutputStream(unfinished);
      write(out, Snapshots.header(stateVersion));
      for (SnapshotEntry entry : old.entries()) {
        byte[] bytes = old.read(entry);
        if (bytes != null) {
          write(out, bytes);
        }
      }
    }
    return out;
  }

  private void write(OutputStream to, byte[] bytes) throws IOException {
    to.write(bytes);
    size += bytes.length;
  }

  /** What killed writers have left. One that still writes then cannot finish, and does without. */
  private void deleteUnfinished() throws IOException {
    String pattern = Snapshots.UNFINISHED_PREFIX + "*" + Snapshots.UNFINISHED_SUFFIX;
    try (DirectoryStream<Path> left = Files.newDirectoryStream(session, pattern)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  private void abandon() {
    failed = true;
    try {
      if (out != null) {
        out.close();
        out = null;
      }
    } catch (IOException e) {
      // It is deleted all the same.
    }
    try {
      if (unfinished != null) {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      // The next writer tries again.
    }
  }
}
