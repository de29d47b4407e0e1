package syswall.diff;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.event.ContentDigest;
import syswall.replay.CompletedCall;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;

/** What a process read of a file, from its start on: how much, and digests of it. */
final class Content {
  /** A run that reads on for longer than another is compared with it by an end of both. */
  private record End(long length, int digest) {}

  private static final End START = new End(0, 0);

  /** So many are kept: those of the first reads, and the last. */
  private static final int ENDS = 16;

  private final int process;
  private final int times;
  private final long event;
  private final List<End> ends = new ArrayList<>(1);

  /** How far it was read, piece after piece; negative once that is not known. */
  private long reached;

  /** Whether there was no more behind what was read last. */
  private boolean ended;

  /**
   * Nothing read yet.
   *
   * @param process who reads, by its place in the session
   * @param times how often it has opened and read the file before
   * @param event the event that first read
   */
  Content(int process, int times, long event) {
    this.process = process;
    this.times = times;
    this.event = event;
  }

  int process() {
    return process;
  }

  int times() {
    return times;
  }

  long event() {
    return event;
  }

  /** Whether another reading found other bytes where both looked. */
  boolean differs(Content other) {
    End here = commonEnd(other);
    End there = other.commonEnd(this);
    return here != null && there != null && here.digest != there.digest;
  }

  /** Whether both were read to their ends, which are not in the same place. */
  boolean endsElsewhere(Content other) {
    return ended && other.ended && reached != other.reached;
  }

  /** How much was read, printable. */
  String sizeText() {
    return reached + " B";
  }

  /** The digest that differs from another's, printable. */
  String text(Content other) {
    End end = commonEnd(other);
    return end == null ? "unknown" : "digest %08x".formatted(end.digest);
  }

  /** The last end of a read that is one of another reading's, too; null if there is none. */
  private @Nullable End commonEnd(Content other) {
    for (int i = ends.size() - 1; i >= 0; i--) {
      End end = ends.get(i);
      if (other.ends.stream().anyMatch(their -> their.length == end.length)) {
        return end;
      }
    }
    return null;
  }

  /**
   * Bytes were read.
   *
   * @param row of the call; null if it has none
   * @param from where they began in the file; negative if not known
   */
  void add(CompletedCall call, @Nullable Syscall row, long from, long bytes) {
    reached = from == reached ? reached + bytes : -1;
    ended = reached >= 0 && isLast(call, row, bytes);
    End last = ends.isEmpty() ? START : ends.get(ends.size() - 1);
    Integer part = from == last.length ? digest(call, bytes) : null;
    if (part != null) {
      if (ends.size() == ENDS) {
        ends.remove(ENDS - 1);
      }
      ends.add(new End(last.length + bytes, ContentDigest.join(last.digest, part, bytes)));
    }
  }

  /** A call found no more. */
  void end() {
    ended = reached >= 0;
  }

  /** Whether a call got less than it asked for. How much it asked for in a vector is not kept. */
  private static boolean isLast(CompletedCall call, @Nullable Syscall row, long bytes) {
    if (row == null) {
      return false;
    }
    Parameter content = row.content();
    return content != null
        && content.kind() == ArgKind.BUFFER_OUT
        && row.parameters().stream()
            .anyMatch(p -> p.kind() == ArgKind.SIZE && bytes < call.arg(p.index()));
  }

  /** The digest of what a call read; null if less was kept. */
  private static @Nullable Integer digest(CompletedCall call, long bytes) {
    ByteString kept = ByteString.EMPTY;
    for (Capture capture : call.returned().captures()) {
      if (capture.extent() != Extent.WHOLE) {
        continue;
      }
      if (capture.form() == Form.DIGEST) {
        return capture.bytes().intAt(0);
      }
      if (capture.form() == Form.MEMORY || capture.form() == Form.CONTENT) {
        kept = kept.plus(capture.bytes());
      }
    }
    return kept.length() == bytes ? ContentDigest.of(kept) : null;
  }
}
