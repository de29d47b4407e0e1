package syswall.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import syswall.event.ByteString;
import syswall.event.Event.CallDecided;
import syswall.event.Event.SyscallEntered;
import syswall.event.Verdict;
import syswall.replay.Projection;
import syswall.state.ProcessTable;

/** What a person was asked about calls, what the answers were, and how long programs waited. */
public final class QuestionTable implements Projection {
  /**
   * A question and its answer, however often.
   *
   * @param question what was asked, as the tracee made it: hostile
   * @param verdict the answer
   * @param kills whether the answer killed the process
   * @param decidedBy {@code user}, or {@code unattended} if nobody answered
   * @param rule the rule that asked; empty if none did
   * @param pid whose call the first was
   * @param count how often
   * @param waitedNs nanoseconds from the calls' entries to the answers, summed
   * @param longestNs nanoseconds of the longest wait
   * @param event the first call's entry
   */
  public record Row(
      ByteString question,
      Verdict verdict,
      boolean kills,
      String decidedBy,
      String rule,
      int pid,
      long count,
      long waitedNs,
      long longestNs,
      long event) {}

  private record Key(
      ByteString question, Verdict verdict, boolean kills, String decidedBy, String rule) {}

  private final ProcessTable processes;
  private final Map<Key, Row> rows = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param processes as they are when a call is decided about
   */
  QuestionTable(ProcessTable processes) {
    this.processes = processes;
  }

  /** In the order of the first of each; a copy. */
  public List<Row> rows() {
    return new ArrayList<>(rows.values());
  }

  @Override
  public void onDecided(SyscallEntered call, CallDecided decided) {
    if (decided.question().length() == 0) {
      return;
    }
    long waitedNs = decided.timeNs() - call.timeNs();
    Key key =
        new Key(
            decided.question(),
            decided.verdict(),
            decided.kills(),
            decided.decidedBy(),
            decided.rule());
    Row row = rows.get(key);
    rows.put(
        key,
        new Row(
            key.question,
            key.verdict,
            key.kills,
            key.decidedBy,
            key.rule,
            row == null ? processes.pid(call.tid()) : row.pid,
            row == null ? 1 : row.count + 1,
            row == null ? waitedNs : row.waitedNs + waitedNs,
            row == null ? waitedNs : Math.max(row.longestNs, waitedNs),
            row == null ? call.sequence() : row.event));
  }
}
