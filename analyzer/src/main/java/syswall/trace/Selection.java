package syswall.trace;

import org.jspecify.annotations.Nullable;
import syswall.syscall.CallFilter;

/**
 * What of a session is shown: that which passes every filter that is set. Filters that only a call
 * can pass leave nothing but calls.
 *
 * @param calls which syscalls; null for all
 * @param pid of which process or thread; 0 for all
 * @param path calls that name such a path, or a descriptor of it; null for all
 * @param failedOnly whether only calls that failed
 * @param blockedOnly whether only calls that were not made, and who decided so
 * @param since from when on; null for the start
 * @param until up to when; null for the end
 * @param events events of these numbers; a call if its entry or its return is among them
 */
public record Selection(
    @Nullable CallFilter calls,
    int pid,
    @Nullable PathGlob path,
    boolean failedOnly,
    boolean blockedOnly,
    @Nullable Moment since,
    @Nullable Moment until,
    EventRange events) {
  /** Everything. */
  public static final Selection ALL =
      new Selection(null, 0, null, false, false, null, null, EventRange.ALL);

  /** These syscalls only. */
  public Selection calls(CallFilter filter) {
    return new Selection(filter, pid, path, failedOnly, blockedOnly, since, until, events);
  }

  /** This process or thread only. */
  public Selection pid(int processOrThread) {
    return new Selection(
        calls, processOrThread, path, failedOnly, blockedOnly, since, until, events);
  }

  /** Calls that have to do with such a path only. */
  public Selection path(PathGlob glob) {
    return new Selection(calls, pid, glob, failedOnly, blockedOnly, since, until, events);
  }

  /** Failed calls only. */
  public Selection failed() {
    return new Selection(calls, pid, path, true, blockedOnly, since, until, events);
  }

  /** Calls that the firewall blocked or faked only, each with the decision. */
  public Selection blocked() {
    return new Selection(calls, pid, path, failedOnly, true, since, until, events);
  }

  /** From a moment on, itself included; of calls their entry counts. */
  public Selection since(Moment moment) {
    return new Selection(calls, pid, path, failedOnly, blockedOnly, moment, until, events);
  }

  /** Up to a moment, itself included; of calls their entry counts. */
  public Selection until(Moment moment) {
    return new Selection(calls, pid, path, failedOnly, blockedOnly, since, moment, events);
  }

  /** These events only. */
  public Selection events(EventRange range) {
    return new Selection(calls, pid, path, failedOnly, blockedOnly, since, until, range);
  }

  /** Whether events that are no calls are never shown. */
  boolean callsOnly() {
    return calls != null || path != null || failedOnly || blockedOnly;
  }
}
