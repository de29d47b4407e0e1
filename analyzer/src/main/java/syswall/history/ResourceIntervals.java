package syswall.history;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.replay.Replay;
import syswall.state.OpenDescription;
import syswall.state.SessionState;
import syswall.state.StateObserver;

/**
 * The {@link ResourceInterval}s of a session, handed on as they end, so that a session of any
 * length needs memory for what is open only.
 */
public final class ResourceIntervals implements StateObserver {
  private final Consumer<ResourceInterval> rows;
  private final Set<OpenDescription> open = new LinkedHashSet<>();

  /**
   * Before the first event, to be told by a {@link SessionState} or a {@link SessionHistory}.
   *
   * @param rows takes each interval, in the order in which they end
   */
  public ResourceIntervals(Consumer<ResourceInterval> rows) {
    this.rows = rows;
  }

  /**
   * Replays events until there is none; what is still open then comes last.
   *
   * @param events yields the next event, then null: {@code tailer::next}
   * @param rows takes each interval, in the order in which they end
   */
  public static void of(Supplier<@Nullable Event> events, Consumer<ResourceInterval> rows) {
    ResourceIntervals intervals = new ResourceIntervals(rows);
    Replay.run(events, new SessionState(intervals));
    intervals.finish();
  }

  /** Hands on what is still open: to be called after the last event. */
  public void finish() {
    open.forEach(description -> rows.accept(ResourceInterval.of(description)));
  }

  @Override
  public void opened(OpenDescription description) {
    open.add(description);
  }

  @Override
  public void closed(OpenDescription description) {
    open.remove(description);
    rows.accept(ResourceInterval.of(description));
  }
}
