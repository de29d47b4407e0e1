package syswall.diff;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.event.ContentDigest;
import syswall.replay.CompletedCall;

/** What a process read of a file, from its start on: how much, and a digest of it. */
final class Content {
  private final int process;
  private final long event;
  private long length;
  private int digest;
  private boolean known = true;

  /**
   * Nothing read yet.
   *
   * @param process who reads, by its place in the session
   * @param event the event that first read
   */
  Content(int process, long event) {
    this.process = process;
    this.event = event;
  }

  int process() {
    return process;
  }

  long event() {
    return event;
  }

  /** Whether another reading found other bytes where both looked. */
  boolean differs(Content other) {
    return known && other.known && length == other.length && digest != other.digest;
  }

  /** The digest, printable. */
  String text() {
    return "digest %08x".formatted(digest);
  }

  /**
   * Bytes were read.
   *
   * @param from where they began in the file; negative if not known
   */
  void add(CompletedCall call, long from, long bytes) {
    Integer part = from == length ? digest(call, bytes) : null;
    if (part == null) {
      known = false;
    } else {
      digest = ContentDigest.join(digest, part, bytes);
      length += bytes;
    }
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
