package syswall.history;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import syswall.event.Capture;
import syswall.event.Event.ProcessAttached;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.replay.Projection;
import syswall.syscall.SyscallTable;

/** What a journal does not hold of what the program did. */
public final class DataQuality implements Projection {
  private final Map<String, Long> unknownCalls = new TreeMap<>();
  private int formatVersion;
  private long cutPaths;
  private long cutData;
  private long unreadable;
  private long callsUnderWay;

  DataQuality() {}

  /** Version of the journal's format; 0 if it has no beginning. */
  public int formatVersion() {
    return formatVersion;
  }

  /** Names and arguments that were too long to be kept whole. */
  public long cutPaths() {
    return cutPaths;
  }

  /** Other data of which only the beginning is kept. */
  public long cutData() {
    return cutData;
  }

  /** Pointers to memory that could not be read, or not to its end. */
  public long unreadable() {
    return unreadable;
  }

  /** Calls that processes were in when they were attached to: their beginning is not known. */
  public long callsUnderWay() {
    return callsUnderWay;
  }

  /** How often calls were made that this version has no name for; a view. */
  public Map<String, Long> unknownCalls() {
    return Collections.unmodifiableMap(unknownCalls);
  }

  @Override
  public void on(SessionStarted event) {
    formatVersion = event.formatVersion();
  }

  @Override
  public void on(ProcessAttached event) {
    callsUnderWay += event.callsUnderWay();
  }

  @Override
  public void on(SyscallEntered event) {
    for (Capture capture : event.captures()) {
      capture(capture);
    }
    if (SyscallTable.of(event.abi()).find(event.number()) == null) {
      unknownCalls.merge(CallTarget.name(event), 1L, Long::sum);
    }
  }

  @Override
  public void on(SyscallReturned event) {
    for (Capture capture : event.captures()) {
      capture(capture);
    }
  }

  private void capture(Capture capture) {
    switch (capture.extent()) {
      case WHOLE -> {}
      case TRUNCATED -> {
        switch (capture.form()) {
          case STRING, STRINGS, SOCKADDR -> cutPaths++;
          case MEMORY, VECTOR, CONTENT, CONTROL, ENTRIES, DIGEST -> cutData++;
        }
      }
      case PARTLY_UNREADABLE, UNREADABLE -> unreadable++;
    }
  }
}
