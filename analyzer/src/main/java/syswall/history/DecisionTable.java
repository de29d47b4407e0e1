package syswall.history;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import syswall.event.ByteString;
import syswall.event.Event.CallDecided;
import syswall.event.Event.SyscallEntered;
import syswall.event.Verdict;
import syswall.replay.Projection;
import syswall.state.ProcessTable;

/** What the firewall decided, added up by who decided what and by what the calls wanted. */
public final class DecisionTable implements Projection {
  /**
   * Who decided, and what.
   *
   * @param kills whether the process was killed in the call
   * @param rule which rule it was; empty if none
   */
  public record Decider(Verdict verdict, boolean kills, String decidedBy, String rule) {}

  /**
   * What calls wanted, and what they got.
   *
   * @param call the syscall's name; a 32-bit call's ends in {@code (i386)}
   * @param paths the files that it names, or the one that its descriptor stands for
   * @param address the address that it names, or that of its socket's peer; empty if there is none
   * @param errno the error it got in place of being made; 0 if none
   */
  public record Wanted(String call, List<ByteString> paths, ByteString address, int errno) {}

  /** How often something was decided, and when first. */
  public static final class Count {
    private final long event;
    private long times;
    private long waitedNs;

    Count(long event) {
      this.event = event;
    }

    /** How often; a call that was interrupted and made again counts twice. */
    public long times() {
      return times;
    }

    /** Nanoseconds for which programs waited for a person's answers, summed. */
    public long waitedNs() {
      return waitedNs;
    }

    /** The entry of the first such call. */
    public long event() {
      return event;
    }
  }

  /** All that was decided alike. */
  public static final class Row {
    private final Decider decider;
    private final Set<Integer> pids = new LinkedHashSet<>();
    private final Map<Wanted, Count> calls = new LinkedHashMap<>();

    Row(Decider decider) {
      this.decider = decider;
    }

    /** Who decided what. */
    public Decider decider() {
      return decider;
    }

    /** The processes whose calls it was about, in the order of their first; a view. */
    public Set<Integer> pids() {
      return Collections.unmodifiableSet(pids);
    }

    /** The calls it was about, in the order of the first of each; a view. */
    public Map<Wanted, Count> calls() {
      return Collections.unmodifiableMap(calls);
    }
  }

  private final ProcessTable processes;
  private final Map<Decider, Row> rows = new LinkedHashMap<>();
  private final CallTargets targets;

  /**
   * Nothing decided yet.
   *
   * @param processes as they are when a call is decided about
   */
  DecisionTable(ProcessTable processes) {
    this.processes = processes;
    targets = new CallTargets(processes);
  }

  /** What was decided, in the order of the first of each; a view. */
  public Collection<Row> rows() {
    return Collections.unmodifiableCollection(rows.values());
  }

  @Override
  public void onDecided(SyscallEntered call, CallDecided decided) {
    Decider decider =
        new Decider(decided.verdict(), decided.kills(), decided.decidedBy(), decided.rule());
    Row row = rows.computeIfAbsent(decider, Row::new);
    row.pids.add(processes.pid(call.tid()));
    int errno = decided.verdict() == Verdict.HARD_BLOCK ? (int) -decided.fakeResult() : 0;
    Count count = row.calls.computeIfAbsent(wanted(call, errno), w -> new Count(call.sequence()));
    count.times++;
    count.waitedNs += decided.question().length() == 0 ? 0 : decided.timeNs() - call.timeNs();
  }

  private Wanted wanted(SyscallEntered call, int errno) {
    CallTarget target = targets.of(call);
    return new Wanted(CallTarget.name(call), target.paths(), target.address(), errno);
  }
}
