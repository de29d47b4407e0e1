package syswall.replay;

import org.jspecify.annotations.Nullable;
import syswall.event.Capture;
import syswall.event.Event.CallDecided;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.event.Verdict;

/**
 * A call from its entry to its return: what {@link Replay} hands to projections. After an execve by
 * a thread that is not the leader the two carry different thread ids, and the return's is the one
 * that lives on.
 *
 * @param entered the entry
 * @param decided what the firewall decided about it; null if it was not asked
 * @param returned the return
 */
public record CompletedCall(
    SyscallEntered entered, @Nullable CallDecided decided, SyscallReturned returned) {

  /** The thread that the call returned to. */
  public int tid() {
    return returned.tid();
  }

  /** Whether the kernel made the call: a blocked call changes nothing, whatever it returned. */
  public boolean made() {
    return decided == null || decided.verdict() == Verdict.ALLOW;
  }

  /** The raw register of one argument. */
  public long arg(int index) {
    return entered.arg(index);
  }

  /** An argument of the C type {@code int}, such as a descriptor, from its raw register. */
  public int intArg(int index) {
    return (int) entered.arg(index);
  }

  /** The result register. */
  public long result() {
    return returned.result();
  }

  /** What an argument pointed to at the entry; null if it was not captured. */
  public @Nullable Capture captureAtEntry(int argument, Capture.Form form) {
    return find(entered.captures(), argument, form);
  }

  /** What the kernel wrote where an argument pointed; null if it was not captured. */
  public @Nullable Capture captureAtReturn(int argument, Capture.Form form) {
    return find(returned.captures(), argument, form);
  }

  private static @Nullable Capture find(
      Iterable<Capture> captures, int argument, Capture.Form form) {
    for (Capture capture : captures) {
      if (capture.argument() == argument && capture.form() == form) {
        return capture;
      }
    }
    return null;
  }
}
