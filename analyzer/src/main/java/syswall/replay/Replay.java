package syswall.replay;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.event.Event.CallDecided;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.event.Event.ThreadExited;
import syswall.event.EventHandler;
import syswall.journal.EventCodec;

/**
 * Feeds the events of a session, in order, to {@link Projection}s, and pairs the entries and
 * returns of calls, thread by thread, so that no projection has to. The calls that are open are a
 * state of its own, which a snapshot must hold beside the projection's.
 */
public final class Replay {
  private final Projection[] projections;
  private final Map<Integer, SyscallEntered> entries = new HashMap<>();
  private final Map<Integer, CallDecided> decisions = new HashMap<>();
  private final EventHandler pairing = new Pairing();

  /** Replays from a session's first event on; each projection is told everything, in this order. */
  public Replay(Projection... projections) {
    this.projections = projections;
  }

  /**
   * Replays events until there is none.
   *
   * @param events yields the next event, then null: {@code tailer::next}
   * @param projections each is told everything, in this order
   */
  public static void run(Supplier<@Nullable Event> events, Projection... projections) {
    Replay replay = new Replay(projections);
    for (Event event = events.get(); event != null; event = events.get()) {
      replay.accept(event);
    }
  }

  /** Replays the session's next event. */
  public void accept(Event event) {
    for (Projection projection : projections) {
      projection.onEvent(event);
    }
    event.accept(pairing);
    for (Projection projection : projections) {
      event.accept(projection);
    }
  }

  /** The calls that were entered and have not ended, by the threads that are in them; a view. */
  Map<Integer, SyscallEntered> openCalls() {
    return Collections.unmodifiableMap(entries);
  }

  /** Writes the calls that are open, by thread, so that the same calls give the same bytes. */
  void save(DataOutput out) throws IOException {
    EventCodec codec = new EventCodec();
    saveByThread(entries, codec, out);
    saveByThread(decisions, codec, out);
  }

  /**
   * Replays from the middle of a session on.
   *
   * @param projection has seen all events before
   * @param in what {@link #save} wrote there
   */
  static Replay restore(Projection projection, DataInput in) throws IOException {
    Replay replay = new Replay(projection);
    restoreByThread(replay.entries, SyscallEntered.class, in);
    restoreByThread(replay.decisions, CallDecided.class, in);
    return replay;
  }

  private static void saveByThread(
      Map<Integer, ? extends Event> events, EventCodec codec, DataOutput out) throws IOException {
    out.writeInt(events.size());
    // An execve's entry stands under the number that its thread has now.
    for (Map.Entry<Integer, ? extends Event> entry : new TreeMap<>(events).entrySet()) {
      out.writeInt(entry.getKey());
      codec.write(entry.getValue(), out);
    }
  }

  private static <E extends Event> void restoreByThread(
      Map<Integer, E> events, Class<E> type, DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      int tid = in.readInt();
      Event event = EventCodec.read(in);
      if (!type.isInstance(event)) {
        throw new IOException("an event of another type than " + type.getSimpleName());
      }
      events.put(tid, type.cast(event));
    }
  }

  private void abandon(int tid) {
    decisions.remove(tid);
    SyscallEntered entered = entries.remove(tid);
    if (entered != null) {
      for (Projection projection : projections) {
        projection.onUnfinished(entered);
      }
    }
  }

  private final class Pairing implements EventHandler.Ignoring {
    @Override
    public void on(SyscallEntered event) {
      abandon(event.tid());
      entries.put(event.tid(), event);
    }

    @Override
    public void on(CallDecided event) {
      decisions.put(event.tid(), event);
      SyscallEntered entered = entries.get(event.tid());
      if (entered != null) {
        for (Projection projection : projections) {
          projection.onDecided(entered, event);
        }
      }
    }

    @Override
    public void on(SyscallReturned event) {
      SyscallEntered entered = entries.remove(event.tid());
      CallDecided decided = decisions.remove(event.tid());
      if (entered != null) {
        CompletedCall call = new CompletedCall(entered, decided, event);
        for (Projection projection : projections) {
          projection.onReturned(call);
        }
      }
    }

    @Override
    public void on(SyscallInterrupted event) {
      SyscallEntered entered = entries.remove(event.tid());
      decisions.remove(event.tid());
      if (entered != null) {
        for (Projection projection : projections) {
          projection.onInterrupted(entered, event);
        }
      }
    }

    @Override
    public void on(ProgramExecuted event) {
      if (event.formerTid() == event.pid()) {
        return;
      }
      // execve(2) kills the leader and gives its number to the thread that called.
      abandon(event.pid());
      SyscallEntered execve = entries.remove(event.formerTid());
      if (execve != null) {
        entries.put(event.pid(), execve);
      }
      CallDecided decided = decisions.remove(event.formerTid());
      if (decided != null) {
        decisions.put(event.pid(), decided);
      }
    }

    @Override
    public void on(ThreadExited event) {
      abandon(event.tid());
    }

    @Override
    public void on(ProcessExited event) {
      abandon(event.pid());
    }
  }
}
