package syswall.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import syswall.event.ByteString;
import syswall.state.FileAction;
import syswall.state.ProcessState;

/** What a session did with the file or directory at one path. */
public final class FileActivity {
  private static final int ENOENT = 2;

  private final ByteString path;
  private final long firstEvent;
  private final EnumSet<FileAction> actions = EnumSet.noneOf(FileAction.class);
  private final SortedMap<Integer, Integer> failures = new TreeMap<>();
  private final List<ProcessState> processes = new ArrayList<>(1);
  private long bytesRead;
  private long bytesWritten;
  private boolean missing;

  FileActivity(ByteString path, long firstEvent) {
    this.path = path;
    this.firstEvent = firstEvent;
  }

  /** Its path, absolute unless the directory that it started from is not known. */
  public ByteString path() {
    return path;
  }

  /** The event by which it was first opened, used or missed. */
  public long firstEvent() {
    return firstEvent;
  }

  /** What was done with it, in the order of {@link FileAction}; a view. */
  public Set<FileAction> actions() {
    return Collections.unmodifiableSet(actions);
  }

  /** Whether an action was done with it. */
  public boolean did(FileAction action) {
    return actions.contains(action);
  }

  /** The processes whose calls were about it, in the order of their first; a view. */
  public List<ProcessState> processes() {
    return Collections.unmodifiableList(processes);
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

  void named(ProcessState by) {
    // mostly by the same process as the time before
    for (int i = processes.size() - 1; i >= 0; i--) {
      if (processes.get(i) == by) {
        return;
      }
    }
    processes.add(by);
  }

  void read(long bytes) {
    bytesRead += bytes;
  }

  void written(long bytes) {
    bytesWritten += bytes;
  }

  void add(FileAction action) {
    actions.add(action);
  }

  /** A call that makes what it names, and fails if that exists, succeeded. */
  void created() {
    actions.add(FileAction.CREATED);
    missing = false;
  }

  void present() {
    missing = false;
  }

  void removed(FileAction action) {
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
