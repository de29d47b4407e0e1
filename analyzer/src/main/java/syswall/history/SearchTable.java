package syswall.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event.ProcessExited;
import syswall.replay.Projection;
import syswall.state.FileAction;
import syswall.state.ProcessState;
import syswall.state.StateObserver;

/**
 * The names that processes looked for in one directory after the other, and whether they found
 * them: a search goes on as long as its name is among the last few that its process missed.
 */
public final class SearchTable implements StateObserver, Projection {
  private static final int ENOENT = 2;
  private static final int ENOTDIR = 20;

  /** The loader of programs looks for up to five directories between two places of a library. */
  private static final int NAMES_IN_MIND = 8;

  /**
   * Searches for the same name with the same end.
   *
   * @param name the last part of the paths
   * @param found where it was found; null if nowhere
   */
  public record Key(ByteString name, @Nullable ByteString found) {}

  /** What they have in common. */
  public static final class Row {
    private final Key key;
    private final ByteString firstPath;
    private final long event;
    private int places;
    private int pid;
    private long times;

    Row(Key key, Search search) {
      this.key = key;
      firstPath = search.firstPath;
      event = search.event;
    }

    /** What was looked for, and where it was found. */
    public Key key() {
      return key;
    }

    /** The first path of the first search. */
    public ByteString firstPath() {
      return firstPath;
    }

    /** The event of the first miss. */
    public long event() {
      return event;
    }

    /** Places where it was missed, of the longest search. */
    public int places() {
      return places;
    }

    /** The process that searched last. */
    public int pid() {
      return pid;
    }

    /** How many searches there were. */
    public long times() {
      return times;
    }

    private void add(int by, Search search) {
      places = Math.max(places, search.places.size());
      pid = by;
      times++;
    }
  }

  private static final class Search {
    private final ByteString firstPath;
    private final long event;
    private final Set<ByteString> places = new HashSet<>(4);

    Search(ByteString firstPath, long event) {
      this.firstPath = firstPath;
      this.event = event;
    }
  }

  private final LongSupplier event;
  private final Map<Integer, LinkedHashMap<ByteString, Search>> open = new HashMap<>();
  private final Map<Key, Row> rows = new LinkedHashMap<>();

  /**
   * Without any search yet.
   *
   * @param event yields the number of the event that goes on
   */
  SearchTable(LongSupplier event) {
    this.event = event;
  }

  /** All searches; those that go on have found nothing so far. */
  public Collection<Row> rows() {
    for (Integer pid : List.copyOf(open.keySet())) {
      end(pid);
    }
    return new ArrayList<>(rows.values());
  }

  @Override
  public void failed(ProcessState by, ByteString path, int errno) {
    ByteString name = name(path);
    if ((errno != ENOENT && errno != ENOTDIR) || name.length() == 0) {
      return;
    }
    LinkedHashMap<ByteString, Search> searches =
        open.computeIfAbsent(by.pid(), pid -> new LinkedHashMap<>());
    Search search = searches.remove(name);
    if (search == null) {
      search = new Search(path, event.getAsLong());
      if (searches.size() == NAMES_IN_MIND) {
        Iterator<Map.Entry<ByteString, Search>> eldest = searches.entrySet().iterator();
        Map.Entry<ByteString, Search> forgotten = eldest.next();
        eldest.remove();
        close(by.pid(), forgotten.getKey(), null, forgotten.getValue());
      }
    }
    search.places.add(path);
    searches.put(name, search);
  }

  @Override
  public void openedFile(ProcessState by, ByteString path, long flags) {
    found(by, path);
  }

  @Override
  public void created(ProcessState by, ByteString path) {
    found(by, path);
  }

  @Override
  public void did(ProcessState by, ByteString path, FileAction action) {
    found(by, path);
  }

  /** What was missed and is there now was made meanwhile: nobody searched. */
  private void found(ProcessState by, ByteString path) {
    LinkedHashMap<ByteString, Search> searches = open.get(by.pid());
    if (searches == null || searches.isEmpty()) {
      return;
    }
    ByteString name = name(path);
    Search search = searches.remove(name);
    if (search != null && !search.places.contains(path)) {
      close(by.pid(), name, path, search);
    }
  }

  @Override
  public void on(ProcessExited event) {
    end(event.pid());
  }

  private void end(int pid) {
    LinkedHashMap<ByteString, Search> searches = open.remove(pid);
    if (searches != null) {
      searches.forEach((name, search) -> close(pid, name, null, search));
    }
  }

  private void close(int pid, ByteString name, @Nullable ByteString found, Search search) {
    Key key = new Key(name, found);
    rows.computeIfAbsent(key, k -> new Row(k, search)).add(pid, search);
  }

  private static ByteString name(ByteString path) {
    int end = path.length();
    while (end > 0 && path.at(end - 1) == '/') {
      end--;
    }
    int start = end;
    while (start > 0 && path.at(start - 1) != '/') {
      start--;
    }
    return path.substring(start, end);
  }
}
