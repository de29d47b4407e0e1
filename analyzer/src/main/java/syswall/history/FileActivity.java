package syswall.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.state.FileAction;
import syswall.state.ProcessState;

/** What a session did with the file or directory at one path. */
public final class FileActivity {
  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int EACCES = 13;
  private static final int EROFS = 30;

  private final ByteString path;
  private final long firstEvent;
  private final FirstDeeds deeds = new FirstDeeds();
  private @Nullable SortedMap<Integer, Integer> failures;
  private final List<ProcessState> processes = new ArrayList<>(1);
  private long bytesRead;
  private long bytesWritten;
  private boolean missing;
  private boolean seen;
  private long refusedEvent = -1;
  private long failedEvent = -1;

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

  /** What was done with it, in the order of {@link FileAction}. */
  public Set<FileAction> actions() {
    return deeds.actions();
  }

  /** Whether an action was done with it. */
  public boolean did(FileAction action) {
    return deeds.did(action);
  }

  /** The event by which an action was first done with it; -1 if it never was. */
  public long event(FileAction action) {
    return deeds.event(action);
  }

  /** The process that did so; 0 if none. */
  public int pid(FileAction action) {
    return deeds.pid(action);
  }

  /** The processes whose calls were about it, in the order of their first; a view. */
  public List<ProcessState> processes() {
    return Collections.unmodifiableList(processes);
  }

  /** How often calls that named it failed, by errno; a view. */
  public SortedMap<Integer, Integer> failures() {
    return failures == null
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(failures);
  }

  /** The first event by which the kernel or the firewall refused it; -1 if none. */
  public long refusedEvent() {
    return refusedEvent;
  }

  /** The event by which a call that named it first failed; -1 if none did. */
  public long failedEvent() {
    return failedEvent;
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

  /** Whether the session ever found it there, or put it there. */
  boolean seen() {
    return seen;
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

  void add(FileAction action, long event, int pid) {
    deeds.add(action, event, pid);
  }

  void present() {
    seen = true;
    missing = false;
  }

  void removed() {
    missing = true;
  }

  void failed(int errno, long event) {
    if (failedEvent < 0) {
      failedEvent = event;
    }
    if (failures == null) {
      failures = new TreeMap<>();
    }
    failures.merge(errno, 1, Integer::sum);
    if (errno == ENOENT) {
      missing = true;
    } else if (refusedEvent < 0 && (errno == EACCES || errno == EPERM || errno == EROFS)) {
      refusedEvent = event;
    }
  }
}
