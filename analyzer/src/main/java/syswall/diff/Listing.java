package syswall.diff;

import java.util.ArrayList;
import java.util.List;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.replay.CompletedCall;

/** What a process was told to be in a directory when it first read it. */
final class Listing {
  private final int process;
  private final long event;
  private final List<ByteString> names = new ArrayList<>();
  private long sum;
  private boolean ended;
  private boolean whole = true;

  /**
   * Nothing read yet.
   *
   * @param process who reads, by its place in the session
   * @param event the event that first read
   */
  Listing(int process, long event) {
    this.process = process;
    this.event = event;
  }

  int process() {
    return process;
  }

  long event() {
    return event;
  }

  /** The names, in the file system's order. */
  List<ByteString> names() {
    return names;
  }

  /** Whether another has the same names, in whatever order; never if they differ, but for luck. */
  boolean isSame(Listing other) {
    return sum == other.sum && names.size() == other.names.size();
  }

  /** Whether all names are known. */
  boolean isWhole() {
    return ended && whole;
  }

  /** A call read on: getdents(2), which gives nothing at the end. */
  void add(CompletedCall call) {
    if (ended) {
      return; // it was rewound
    }
    ended = call.returned().result() == 0;
    boolean told = ended;
    for (Capture capture : call.returned().captures()) {
      if (capture.form() == Form.ENTRIES) {
        told |= capture.extent() == Extent.WHOLE;
        addAll(capture.bytes());
      }
    }
    whole &= told;
  }

  /** Each is its type in a byte and its name with a NUL. */
  private void addAll(ByteString entries) {
    int start = 1;
    for (int at = 1; at < entries.length(); at++) {
      if (entries.at(at) == 0) {
        ByteString name = entries.substring(start, at);
        names.add(name);
        sum += Vocabulary.join(name.hashCode(), name.length());
        start = at + 2;
        at++;
      }
    }
  }
}
