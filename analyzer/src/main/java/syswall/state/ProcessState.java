package syswall.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event.ProcessExited;

/** A process of the session, alive or ended: where it came from, what it ran, how it ended. */
public final class ProcessState {
  /**
   * A program that a process ran.
   *
   * @param timeNs since when, in nanoseconds since the session started; of a process that was
   *     running already, when it was attached to
   * @param executable its file, of a script the interpreter's
   * @param argv its arguments
   */
  public record Image(long timeNs, ByteString executable, List<ByteString> argv) {}

  private final int pid;
  private final @Nullable ProcessState parent;
  private final long startedNs;
  private final List<Image> images = new ArrayList<>();
  private final SortedMap<Integer, Integer> signals = new TreeMap<>();
  private int threads = 1;
  private boolean attached;
  private @Nullable ProcessExited exit;

  ProcessState(int pid, @Nullable ProcessState parent, long startedNs) {
    this.pid = pid;
    this.parent = parent;
    this.startedNs = startedNs;
  }

  /** Its process id, which a later process of the session may have again. */
  public int pid() {
    return pid;
  }

  /** The process that created it; null of the first one, and where not known. */
  public @Nullable ProcessState parent() {
    return parent;
  }

  /** When it began, or was attached to, in nanoseconds since the session started. */
  public long startedNs() {
    return startedNs;
  }

  /** Whether it was running already when recording began. */
  public boolean isAttached() {
    return attached;
  }

  /** The programs that it executed itself, or was running already, oldest first. */
  public List<Image> images() {
    return Collections.unmodifiableList(images);
  }

  /** What it runs: its newest image, or the one that its creators gave it; null if not known. */
  public @Nullable Image image() {
    long until = Long.MAX_VALUE;
    for (ProcessState process = this; process != null; process = process.parent) {
      for (int i = process.images.size() - 1; i >= 0; i--) {
        // A parent may have executed something else since the fork.
        if (process.images.get(i).timeNs() <= until) {
          return process.images.get(i);
        }
      }
      until = process.startedNs;
    }
    return null;
  }

  /** How often each signal was delivered to one of its threads, by signal number. */
  public SortedMap<Integer, Integer> signals() {
    return Collections.unmodifiableSortedMap(signals);
  }

  /** How many threads it ever had, the first included. */
  public int threads() {
    return threads;
  }

  /** How it ended; null while it lives. */
  public @Nullable ProcessExited exit() {
    return exit;
  }

  /** What a snapshot says of it beyond its birth. */
  void restore(int newThreads, List<Image> ran, Map<Integer, Integer> got) {
    threads = newThreads;
    images.addAll(ran);
    signals.putAll(got);
  }

  void attached() {
    attached = true;
  }

  void threadStarted() {
    threads++;
  }

  void executed(Image image) {
    images.add(image);
  }

  void signalled(int signal) {
    signals.merge(signal, 1, Integer::sum);
  }

  void exited(ProcessExited event) {
    exit = event;
  }
}
