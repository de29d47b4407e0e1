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

  /** Whether the call that the thread is in may give it a seccomp filter of its own. */
  boolean filtering;

  /** Whether the thread is in group-stop. */
  boolean listening;

  /** Who made it, if that is known, until it ends. */
  @Nullable Tracee creator;

  /** How often it has stopped, what it made and has ended included, and its creator before. */
  int stops;

  /** {@link #stops} when it was made. */
  int stopsBefore;

  /** The thread's own affinity mask while it is placed; else null. */
  @Nullable BitSet cpus;

  /** When {@link Placement} last saw how busy it is; if that is to come, it is not placed until. */
  long seenNs;

  /** {@link #stops} then. */
  int stopsSeen;

  /** How long it had run by then. */
  long ranNs;

  /** Whether it is never placed. */
  boolean fixed;

  Tracee(int tid, int pid) {
    this.tid = tid;
    this.pid = pid;
  }
}
