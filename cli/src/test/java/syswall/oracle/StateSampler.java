package syswall.oracle;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import syswall.decode.CallText;
import syswall.decode.DescriptorNames;
import syswall.event.Event;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.event.Event.ThreadStarted;
import syswall.event.EventHandler;
import syswall.replay.Replay;
import syswall.state.DescriptorTable;
import syswall.state.OpenFile;
import syswall.state.SessionState;
import syswall.state.ThreadState;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * Folds the events while they are recorded, and compares the state with the kernel while the thread
 * of an event is still stopped.
 *
 * <p>The kernel may be ahead of the journal then, for other threads go on, but never by much: each
 * stops at the entry and at the return of every call, and only the tracer, which waits for this
 * listener, lets it go on. So a thread of which the journal says that it is in no call can change
 * nothing, and one that is in a call can do no more than end this call: the kernel shows the state
 * of the journal, and of each call in flight nothing, a part or all. A call that turns out later to
 * have failed has changed nothing. Neither has a call that changes a table as the last thing it
 * does if its thread is asleep in it after everything was looked at. A sample with any other call
 * in flight that could have changed something that is compared does not count.
 *
 * <p>Of two calls on one table that overlap the journal does not tell which took effect first.
 * Where that decides what is open later, as when one thread forks while another opens, there is
 * nothing to be compared: the programs do not do so.
 *
 * <p>Whoever is killed leaves its stop without the tracer's doing and closes all that it has: a
 * sample counts only if its thread is still in its stop after everything was looked at.
 */
final class StateSampler extends EveryEvent {
  private static final CallText TEXT = new CallText(DescriptorNames.NONE, 32);

  private final int stride;
  private final SessionState state = new SessionState();
  private final Replay replay = new Replay(state);
  private final Findings findings = new Findings();
  private final CallsInFlight inFlight = new CallsInFlight(findings);
  private final EventHandler moments = new Moments();
  private boolean running;
  private int returns;

  /** Samples each {@code stride}th return, and every return of a call that changes descriptors. */
  StateSampler(int stride) {
    this.stride = stride;
  }

  Findings findings() {
    return findings;
  }

  @Override
  void onEvery(Event event) {
    replay.accept(event);
    event.accept(inFlight);
    event.accept(moments);
  }

  private final class Moments implements EventHandler.Ignoring {
    @Override
    public void on(SyscallReturned event) {
      SyscallEntered call = inFlight.last();
      if (!running || call == null) {
        return;
      }
      boolean changes = Reach.of(call) == Reach.TABLE || Reach.of(call) == Reach.EVERYTHING;
      if (changes || returns++ % stride == 0) {
        sample("[" + event.tid() + "] " + TEXT.returned(call, event), seen(call, event));
      }
    }

    /** Who may have got a descriptor of another process is compared with all of them. */
    private Set<Integer> seen(SyscallEntered call, SyscallReturned event) {
      Set<Integer> tids = new LinkedHashSet<>(Set.of(event.tid()));
      String name = SyscallTable.of(call.abi()).name(call.number());
      if (!event.failed() && (name.equals("recvmsg") || name.equals("pidfd_getfd"))) {
        tids.addAll(inFlight.tids());
      }
      return tids;
    }

    @Override
    public void on(ProcessStarted event) {
      started(event.creatorTid(), event.pid(), event);
    }

    @Override
    public void on(ThreadStarted event) {
      started(event.creatorTid(), event.tid(), event);
    }

    private void started(int creatorTid, int tid, Event event) {
      if (creatorTid != 0) {
        Kernel.awaitFirstStop(tid);
        Set<Integer> tids = new LinkedHashSet<>(Set.of(creatorTid));
        tids.add(tid);
        sample(event.getClass().getSimpleName() + " " + tid + " by " + creatorTid, tids);
      }
    }

    @Override
    public void on(ProgramExecuted event) {
      running = true;
      sample("ProgramExecuted " + event.executable(), Set.of(event.pid()));
    }
  }

  /**
   * Compares these threads.
   *
   * @param tids the stopped one first
   */
  private void sample(String moment, Set<Integer> tids) {
    Sample sample = new Sample(moment);
    StateComparison comparison = new StateComparison(sample);
    List<DescriptorTable> tables = new ArrayList<>();
    List<Integer> compared = new ArrayList<>();
    for (int tid : tids) {
      ThreadState thread = state.processes().thread(tid);
      if (thread == null) {
        sample.differs("thread " + tid + ": the state does not know it");
      } else if (!tables.contains(thread.descriptors())) {
        tables.add(thread.descriptors());
        compared.add(tid);
        comparison.compare(thread);
      }
    }
    comparison.compareDescriptions();
    for (SyscallEntered call : inFlight.calls()) {
      boolean unchanged = Reach.comesLast(call) && Kernel.threadState(call.tid()) == 'S';
      if (mayChange(call, tables) && !unchanged) {
        sample.await(call);
      }
    }
    if (compared.stream().allMatch(tid -> "tSD".indexOf(Kernel.threadState(tid)) >= 0)
        && Kernel.threadState(tids.iterator().next()) == 't') {
      findings.add(sample);
    } else {
      findings.setAside();
    }
  }

  private boolean mayChange(SyscallEntered call, List<DescriptorTable> tables) {
    return switch (Reach.of(call)) {
      case NOTHING -> false;
      case TABLE -> tables.contains(state.processes().descriptors(call.tid()));
      case OFFSETS -> movesOneOf(tables, call);
      case EVERYTHING -> true;
    };
  }

  /** Whether a call reads, writes or seeks in a file that is open in one of these tables, too. */
  private boolean movesOneOf(List<DescriptorTable> tables, SyscallEntered call) {
    Syscall row = SyscallTable.find(call);
    DescriptorTable own = state.processes().descriptors(call.tid());
    if (row == null || own == null) {
      return true;
    }
    for (Parameter parameter : row.parameters()) {
      var descriptor =
          parameter.kind() == ArgKind.FD ? own.get((int) call.arg(parameter.index())) : null;
      if (descriptor != null
          && descriptor.description() instanceof OpenFile
          && tables.stream()
              .flatMap(table -> table.open().values().stream())
              .anyMatch(other -> other.description() == descriptor.description())) {
        return true;
      }
    }
    return false;
  }
}
