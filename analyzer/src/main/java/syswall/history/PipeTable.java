package syswall.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.state.OpenDescription;
import syswall.state.OpenPipe;
import syswall.state.ProcessTable;
import syswall.state.StateObserver;

/** The pipes through which bytes went, and between whom. */
public final class PipeTable implements StateObserver, Projection {
  /** What went through a pipe. */
  public static final class Row {
    private final long event;
    private final Set<Integer> writers = new LinkedHashSet<>();
    private final Set<Integer> readers = new LinkedHashSet<>();
    private boolean inherited;
    private long bytesWritten;
    private long bytesRead;

    Row(long event) {
      this.event = event;
    }

    /** The event that brought it. */
    public long event() {
      return event;
    }

    /** Whether the first process had it, so that others may be at an end of it. */
    public boolean inherited() {
      return inherited;
    }

    /** The processes that wrote to it, in the order of their first time; a view. */
    public Set<Integer> writers() {
      return Collections.unmodifiableSet(writers);
    }

    /** The processes that read from it, likewise. */
    public Set<Integer> readers() {
      return Collections.unmodifiableSet(readers);
    }

    /** Bytes written to it. */
    public long bytesWritten() {
      return bytesWritten;
    }

    /** Bytes read from it. */
    public long bytesRead() {
      return bytesRead;
    }
  }

  private final ProcessTable processes;
  private final Map<Long, Row> rows = new LinkedHashMap<>();
  private int pid;

  /**
   * None yet.
   *
   * @param processes as they are before a call that returns changes them
   */
  PipeTable(ProcessTable processes) {
    this.processes = processes;
  }

  /** In the order in which they were first used; a copy. */
  public List<Row> rows() {
    return new ArrayList<>(rows.values());
  }

  /** The state hears next what this call moves. */
  @Override
  public void onReturned(CompletedCall call) {
    pid = processes.pid(call.tid());
  }

  @Override
  public void read(OpenDescription description, long bytes) {
    if (description instanceof OpenPipe pipe && bytes > 0) {
      Row row = row(pipe);
      row.readers.add(pid);
      row.bytesRead += bytes;
    }
  }

  @Override
  public void written(OpenDescription description, long bytes) {
    if (description instanceof OpenPipe pipe && bytes > 0) {
      Row row = row(pipe);
      row.writers.add(pid);
      row.bytesWritten += bytes;
    }
  }

  private Row row(OpenPipe pipe) {
    Row row = rows.computeIfAbsent(pipe.pipe(), Row::new);
    row.inherited |= pipe.openedByPid() == 0;
    return row;
  }
}
