package syswall.history;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import syswall.event.Abi;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;

/** How often each syscall was made, how often and why it failed, and how long it took. */
public final class CallStatistics implements Projection {
  /** The figures of one syscall. */
  public static final class Row {
    private final Abi abi;
    private final int number;
    private final SortedMap<Integer, Long> errors = new TreeMap<>();
    private long count;
    private long failed;
    private long totalNs;
    private long longestNs;
    private final DurationHistogram durations = new DurationHistogram();
    private long longestEvent;

    Row(SyscallEntered first) {
      abi = first.abi();
      number = first.number();
      longestEvent = first.sequence();
    }

    /** The table that its number belongs to. */
    public Abi abi() {
      return abi;
    }

    /** Its number. */
    public int number() {
      return number;
    }

    /** How often it was made; a call that was interrupted and made again counts twice. */
    public long count() {
      return count;
    }

    /** How many calls failed. */
    public long failed() {
      return failed;
    }

    /** Failed calls by errno; a view. */
    public SortedMap<Integer, Long> errors() {
      return Collections.unmodifiableSortedMap(errors);
    }

    /** Nanoseconds from entry to return, summed, waiting included. */
    public long totalNs() {
      return totalNs;
    }

    /** The longest call's nanoseconds. */
    public long longestNs() {
      return longestNs;
    }

    /** Nanoseconds that 95 of 100 calls do not exceed, at most 1/16 too long. */
    public long p95Ns() {
      return Math.min(durations.percentile(95), longestNs);
    }

    /** The longest call's entry; the first one's if none came back. */
    public long longestEvent() {
      return longestEvent;
    }

    private void lasted(SyscallEntered call, long durationNs) {
      durations.add(durationNs);
      totalNs += durationNs;
      if (durationNs > longestNs) {
        longestNs = durationNs;
        longestEvent = call.sequence();
      }
    }
  }

  private final Map<Integer, Row> rows64 = new HashMap<>();
  private final Map<Integer, Row> rows32 = new HashMap<>();

  /** The 64-bit syscalls that were made, in no particular order; a view. */
  public Collection<Row> x86_64() {
    return Collections.unmodifiableCollection(rows64.values());
  }

  /** The 32-bit syscalls that were made, in no particular order; a view. */
  public Collection<Row> i386() {
    return Collections.unmodifiableCollection(rows32.values());
  }

  @Override
  public void on(SyscallEntered event) {
    row(event).count++;
  }

  @Override
  public void onReturned(CompletedCall call) {
    Row row = row(call.entered());
    row.lasted(call.entered(), call.returned().durationNs());
    if (call.returned().failed()) {
      row.failed++;
      row.errors.merge(call.returned().errno(), 1L, Long::sum);
    }
  }

  @Override
  public void onInterrupted(SyscallEntered entered, SyscallInterrupted interrupted) {
    row(entered).lasted(entered, interrupted.durationNs());
  }

  private Row row(SyscallEntered call) {
    Map<Integer, Row> rows =
        switch (call.abi()) {
          case X86_64 -> rows64;
          case I386 -> rows32;
        };
    return rows.computeIfAbsent(call.number(), number -> new Row(call));
  }
}
