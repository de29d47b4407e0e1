package syswall.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import syswall.event.Event.SyscallEntered;

/**
 * One comparison of state and kernel: what did not agree, and what has still to be known before it
 * counts.
 */
final class Sample {
  /**
   * A pipe or socket under two names, which must stand for each other for as long as both live.
   *
   * @param link the kernel's
   * @param thing the state's
   * @param place where they were seen together
   */
  record Bond(String link, Object thing, String place) {}

  private final String moment;
  private final List<String> differences = new ArrayList<>();
  private final List<Bond> bonds = new ArrayList<>();
  private final Set<SyscallEntered> awaited = new HashSet<>();

  Sample(String moment) {
    this.moment = moment;
  }

  /** After what. */
  String moment() {
    return moment;
  }

  void differs(String what) {
    differences.add(what);
  }

  List<String> differences() {
    return differences;
  }

  void bond(String link, Object thing, String place) {
    bonds.add(new Bond(link, thing, place));
  }

  List<Bond> bonds() {
    return bonds;
  }

  /** It counts only if this call turns out to have changed nothing. */
  void await(SyscallEntered call) {
    awaited.add(call);
  }

  boolean awaits(SyscallEntered call) {
    return awaited.contains(call);
  }

  /** A call that changed nothing. */
  void release(SyscallEntered call) {
    awaited.remove(call);
  }

  boolean counts() {
    return awaited.isEmpty();
  }
}
