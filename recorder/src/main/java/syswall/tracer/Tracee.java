package syswall.tracer;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What the tracer remembers of one thread between its stops. */
final class Tracee {
  final int tid;
  final int pid;

  /** The call that the thread is in, from its enter-stop to its exit-stop. */
  Stop.@Nullable SyscallEnter call;

  /** That call's wish for a new thread, if it has one. */
  CloneCall.@Nullable Request cloning;

  /** Whether the new thread was not reported yet. */
  boolean creating;

  /** The wish that made this thread, until it first runs. */
  CloneCall.@Nullable Request clonedBy;

  /** What was called in the call's place, if anything. */
  Intervention.@Nullable Replaced replaced;

  /** Whether the call is an execve whose new image is there. */
  boolean executed;

  /** Where its process has the sealed arguments mapped; 0 if it has not. */
  long sealedAt;

  /** Whether the thread is in group-stop. */
  boolean listening;

  /** How often it has stopped. */
  int stops;

  /** When the stops began that {@link Placement} counts; its own mask stays until then. */
  long manySinceNs;

  /** The thread's own affinity mask while it is placed; else null. */
  @Nullable BitSet cpus;

  /** {@link #stops} when it was last seen whether it stays placed, and when that was. */
  int stopsSeen;

  long seenNs;

  /** Whether it is never placed. */
  boolean fixed;

  Tracee(int tid, int pid) {
    this.tid = tid;
    this.pid = pid;
  }
}
