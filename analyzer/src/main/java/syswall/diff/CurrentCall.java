package syswall.diff;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.event.Event.CallDecided;
import syswall.replay.CompletedCall;
import syswall.state.OpenFile;

/** The call that the state tells of, whose it is, and what has been accounted of it. */
final class CurrentCall {
  private final Operations operations = new Operations();
  private final AccessNames names;
  private @Nullable CompletedCall call;
  private @Nullable ProcessProfile process;
  private Operations.Row row = Operations.NOTHING;
  private @Nullable ByteString path;
  private boolean told;
  private long event;

  CurrentCall(AccessNames names) {
    this.names = names;
  }

  /** An event comes that returns from no call yet. */
  void none(Event next) {
    event = next.sequence();
    call = null;
  }

  /** A call returned, of a process that may not be known. */
  void begin(CompletedCall returned, @Nullable ProcessProfile by) {
    process = by;
    call = by == null ? null : returned;
    row = operations.of(returned.entered());
    path = null;
    told = false;
    if (by != null && row.awaits(returned)) {
      by.awaits(returned.tid());
    }
  }

  /** The process whose call it is; null between calls. */
  @Nullable ProcessProfile caller() {
    return call == null ? null : process;
  }

  /** The call; null between calls, and of a process that is not known. */
  @Nullable CompletedCall call() {
    return call;
  }

  Operations.Row row() {
    return row;
  }

  long event() {
    return event;
  }

  /** The path that the state told of; null if it told of none. */
  @Nullable ByteString path() {
    return path;
  }

  /** Whether the call is accounted for. */
  boolean isTold() {
    return told;
  }

  /** The call is accounted for. */
  void told() {
    told = true;
  }

  /** It did to a path what its name says. */
  void file(ByteString named) {
    path = named;
    String word = call == null ? null : row.word(call.entered());
    if (word != null) {
      add(Access.file(word, named), 0, 0);
    }
  }

  /** It did to an open file what its name says. */
  void file(OpenFile open) {
    if (row.word() != null) {
      add(names.access(row.word(), open), 0, 0);
    }
  }

  void opened(ByteString named, long flags) {
    path = named;
    Access access = Access.file(Operations.open(flags), named);
    add(access, 0, 0);
    if (process != null) {
      process.opened(access, flags);
    }
  }

  void failed(ByteString named, int errno) {
    String word = call == null ? null : row.word(call.entered());
    if (word != null && row.counts(errno)) {
      add(Access.file(word, named), errno, 0);
    }
    told = true;
  }

  /** Whether it makes what it names, which must not be there yet. */
  boolean makes() {
    return call != null && row.makes(call);
  }

  /** It was tried, but kept from the kernel. */
  void notMade(Access access, CallDecided decided) {
    add(access, Outcome.of(decided), 0);
    if (process != null) {
      process.decided(access, decided);
    }
  }

  /** It was made, since somebody who was asked allowed it; what it did has been added. */
  void allowed(Access access, CallDecided decided) {
    if (process != null) {
      process.allowed(access, decided);
    }
  }

  /** Adds to what the calling process did. */
  void add(Access access, int errno, long bytes) {
    told = true;
    if (call != null && process != null) {
      process.step(call.tid(), access, errno, event, bytes);
    }
  }
}
