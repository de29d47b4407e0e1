package syswall.report;

import java.util.List;
import syswall.history.SignalTable;

/**
 * How processes talked to one another, beside sockets.
 *
 * @param pipes the pipes that bytes went through, in the order of their first use
 * @param signals the signals that were delivered, in the order of the first of each kind
 */
public record Ipc(List<PipeRow> pipes, List<SignalTable.Row> signals) {
  public Ipc {
    pipes = List.copyOf(pipes);
    signals = List.copyOf(signals);
  }

  /**
   * A pipe.
   *
   * @param event the event that brought it
   * @param inherited whether the first process had it, so that others may be at an end of it
   * @param writers the processes that wrote to it, in the order of their first time
   * @param readers the processes that read from it, likewise
   * @param bytesWritten bytes written to it
   * @param bytesRead bytes read from it
   */
  public record PipeRow(
      long event,
      boolean inherited,
      List<Integer> writers,
      List<Integer> readers,
      long bytesWritten,
      long bytesRead) {
    public PipeRow {
      writers = List.copyOf(writers);
      readers = List.copyOf(readers);
    }
  }
}
