package syswall.tracer;

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

  Tracee(int tid, int pid) {
    this.tid = tid;
    this.pid = pid;
  }
}
