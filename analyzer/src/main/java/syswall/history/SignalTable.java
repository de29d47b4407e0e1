package syswall.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import syswall.event.Event.SignalDelivered;
import syswall.replay.Projection;
import syswall.state.ProcessTable;

/** The signals that processes got, and from whom. */
public final class SignalTable implements Projection {
  /**
   * Signals of one kind from one to another.
   *
   * @param signal its number
   * @param from the process that sent it; 0 if it was the kernel, or is not known
   * @param to the process that got it
   * @param count how often it was delivered
   * @param event the first time
   */
  public record Row(int signal, int from, int to, long count, long event) {}

  private record Key(int signal, int from, int to) {}

  private final ProcessTable processes;
  private final Map<Key, Row> rows = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param processes as they are when a signal is delivered
   */
  SignalTable(ProcessTable processes) {
    this.processes = processes;
  }

  /** In the order of the first of each; a copy. */
  public List<Row> rows() {
    return new ArrayList<>(rows.values());
  }

  @Override
  public void on(SignalDelivered event) {
    Key key = new Key(event.signal(), event.senderPid(), processes.pid(event.tid()));
    Row row = rows.get(key);
    long count = row == null ? 1 : row.count() + 1;
    long first = row == null ? event.sequence() : row.event();
    rows.put(key, new Row(key.signal, key.from, key.to, count, first));
  }
}
