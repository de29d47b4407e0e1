package syswall.state;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import syswall.event.ByteString;

/** What a session did with the file or directory at one path. */
public final class FileActivity {
  private static final int ENOENT = 2;

  /** Something done with a file, with success. */
  public enum Action {
    /** Asked about by path: stat(2), access(2), readlink(2). */
    EXAMINED,
    /** Opened for reading. */
    OPENED_FOR_READING,
    /** Opened for writing, which may have created it. */
    OPENED_FOR_WRITING,
    /**
     * Made, for certain: the call would have failed on an existing file, or the file was seen
     * missing before.
     */
    CREATED,
    /** Its directory entries read, or it was made by mkdir(2). */
    USED_AS_DIRECTORY,
    /** Mapped into memory by mmap(2). */
    MAPPED,
    /** Run by execve(2). */
    EXECUTED,
    /** Cut or extended: O_TRUNC, truncate(2), ftruncate(2), fallocate(2). */
    TRUNCATED,
    /** Owner, mode, times or extended attributes set. */
    METADATA_CHANGED,
    /** Given a further name by link(2). */
    LINKED,
    /** Given another name by rename(2). */
    RENAMED,
    /** Its name removed by unlink(2) or rmdir(2). */
    DELETED
  }

  private final ByteString path;
  private final EnumSet<Action> actions = EnumSet.noneOf(Action.class);
  private final SortedMap<Integer, Integer> failures = new TreeMap<>();
  private long bytesRead;
  private long bytesWritten;
  private boolean missing;

  FileActivity(ByteString path) {
    this.path = path;
  }

  /** Its path, absolute unless the directory that it started from is not known. */
  public ByteString path() {
    return path;
  }

  /** What was done with it, in the order of {@link Action}; a view. */
  public Set<Action> actions() {
    return Collections.unmodifiableSet(actions);
  }

  /** Whether an action was done with it. */
  public boolean did(Action action) {
    return actions.contains(action);
  }

  /** How often calls that named it failed, by errno; a view. */
  public SortedMap<Integer, Integer> failures() {
    return Collections.unmodifiableSortedMap(failures);
  }

  /** Bytes read through descriptors; what is read from mapped memory is not known. */
  public long bytesRead() {
    return bytesRead;
  }

  /** Bytes written through descriptors; what is written to mapped memory is not known. */
  public long bytesWritten() {
    return bytesWritten;
  }

  /** Whether nothing was there when the session last looked. */
  public boolean missing() {
    return missing;
  }

  void read(long bytes) {
    bytesRead += bytes;
  }

  void written(long bytes) {
    bytesWritten += bytes;
  }

  void add(Action action) {
    actions.add(action);
  }

  /** A call that makes what it names, and fails if that exists, succeeded. */
  void created() {
    actions.add(Action.CREATED);
    missing = false;
  }

  void present() {
    missing = false;
  }

  void removed(Action action) {
    actions.add(action);
    missing = true;
  }

  void failed(int errno) {
    failures.merge(errno, 1, Integer::sum);
    if (errno == ENOENT) {
      missing = true;
    }
  }
}
