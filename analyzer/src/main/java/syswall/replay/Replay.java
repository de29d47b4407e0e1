package syswall.replay;

import java.util.HashMap;
import java.util.Map;
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

/**
 * Feeds the events of a session, in order, to {@link Projection}s, and pairs the entries and
 * returns of calls, thread by thread, so that no projection has to.
 */
public final class Replay {
  private final Projection[] projections;
  private final Map<Integer, SyscallEntered> entries = new HashMap<>();
  private final Map<Integer, CallDecided> decisions = new HashMap<>();
  private final EventHandler pairing = new Pairing();

  private Replay(Projection... projections) {
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
      replay.next(event);
    }
  }

  private void next(Event event) {
    for (Projection projection : projections) {
      projection.onEvent(event);
    }
    event.accept(pairing);
    for (Projection projection : projections) {
      event.accept(projection);
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
