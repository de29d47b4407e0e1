package syswall.report;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.EndReason;
import syswall.event.Event.SessionStarted;
import syswall.event.Verdict;
import syswall.history.FileTable.Rename;
import syswall.history.PolicyTable;
import syswall.history.QuestionTable;
import syswall.history.SessionHistory;
import syswall.history.SlowestCalls;
import syswall.journal.Integrity;
import syswall.journal.JournalTailer;
import syswall.state.Contact;
import syswall.state.FileAction;

/**
 * What a session did: pure data in a fixed order, the same for the same journal, rendered by {@link
 * TextReport} and {@link JsonReport}. Times are nanoseconds since the session started.
 *
 * @param session how the session began; null if its journal does not say
 * @param events number of events read
 * @param durationNs time of the last event
 * @param integrity how the journal ends
 * @param damage where the journal is damaged, in one line; empty unless damaged
 * @param endReason why the recording ended; null if it did not end in order
 * @param processes by the time at which they began
 * @param files by path
 * @param renames oldest first
 * @param sockets in the order in which they came up
 * @param decisions what the firewall decided: what it killed, blocked, faked and allowed
 * @param policies which governed it, in the order in which they count
 * @param calls by total time, the longest first
 * @param slowest the calls that took longest, the longest first
 * @param findings what is worth knowing, the gravest first
 * @param searches what was looked for in several places, or in vain, in the order of the events
 * @param names what name servers were asked for, in the order of the answers
 * @param ipc how processes talked to one another, beside sockets
 * @param questions what a person was asked, in the order of the first of each
 * @param quality what the session does not hold
 */
public record Report(
    @Nullable SessionStarted session,
    long events,
    long durationNs,
    Integrity integrity,
    String damage,
    @Nullable EndReason endReason,
    List<ProcessRow> processes,
    List<FileRow> files,
    List<Rename> renames,
    List<SocketRow> sockets,
    List<DecisionRow> decisions,
    List<PolicyTable.Row> policies,
    List<CallRow> calls,
    List<SlowestCalls.Row> slowest,
    List<Finding> findings,
    List<SearchRow> searches,
    List<NameRow> names,
    Ipc ipc,
    List<QuestionTable.Row> questions,
    Quality quality) {
  public Report {
    processes = List.copyOf(processes);
    files = List.copyOf(files);
    renames = List.copyOf(renames);
    sockets = List.copyOf(sockets);
    decisions = List.copyOf(decisions);
    policies = List.copyOf(policies);
    calls = List.copyOf(calls);
    slowest = List.copyOf(slowest);
    findings = List.copyOf(findings);
    searches = List.copyOf(searches);
    names = List.copyOf(names);
    questions = List.copyOf(questions);
  }

  /**
   * A process.
   *
   * @param pid its process id
   * @param parent index of its creator among the processes; -1 if it has none or it is not known
   * @param startedNs when it began, or was attached to
   * @param exitedNs when it ended; -1 if it had not at the end of the journal
   * @param exitCode its exit code 0..255; -1 if a signal killed it or it did not end
   * @param killedBy the signal that killed it; 0 if none
   * @param dumpedCore whether the signal left a core dump
   * @param threads how many threads it ever had
   * @param argv what it runs: its last program's arguments
   * @param images what it executed itself, or was running already, oldest first
   * @param signals how often each signal was delivered
   * @param startedEvent the event with which it began
   * @param exitedEvent the event with which it ended; -1 if it had not at the end of the journal
   * @param attached whether it was running already when recording began
   * @param letGo whether it was let go on without the recorder
   */
  public record ProcessRow(
      int pid,
      int parent,
      long startedNs,
      long exitedNs,
      int exitCode,
      int killedBy,
      boolean dumpedCore,
      int threads,
      List<ByteString> argv,
      List<ImageRow> images,
      Map<Integer, Integer> signals,
      long startedEvent,
      long exitedEvent,
      boolean attached,
      boolean letGo) {
    /** Whether it was seen to end. */
    public boolean exited() {
      return exitedNs >= 0;
    }

    /** Whether it was seen to end otherwise than with exit code 0. */
    public boolean endedBadly() {
      return exited() && exitCode != 0;
    }

    /** Nanoseconds that it lived, until {@code endNs} if it was not seen to end. */
    public long livedNs(long endNs) {
      return (exited() ? exitedNs : endNs) - startedNs;
    }
  }

  /** A program that a process executed: see {@link syswall.state.ProcessState.Image}. */
  public record ImageRow(long timeNs, ByteString executable, List<ByteString> argv) {}

  /**
   * A file or directory that calls named or that was open.
   *
   * @param path absolute, unless the directory that it started from is not known
   * @param actions what was done with it, with success
   * @param bytesRead bytes read through descriptors, without mapped memory
   * @param bytesWritten bytes written through descriptors, without mapped memory
   * @param failures how often calls that named it failed, by errno
   * @param gone whether nothing was there when the session last looked
   * @param pids the processes whose calls were about it, in the order of their first
   * @param event the event by which it was first opened, used or missed
   * @param failedEvent the event by which a call that named it first failed; -1 if none did
   * @param refusedEvent the first event by which it was refused: EACCES, EPERM or EROFS; -1 if none
   */
  public record FileRow(
      ByteString path,
      Set<FileAction> actions,
      long bytesRead,
      long bytesWritten,
      Map<Integer, Integer> failures,
      boolean gone,
      List<Integer> pids,
      long event,
      long failedEvent,
      long refusedEvent) {
    /** Whether an action was done with it. */
    public boolean did(FileAction action) {
      return actions.contains(action);
    }
  }

  /**
   * A socket.
   *
   * @param pid the process that made it; 0 if the first process inherited it
   * @param family AF_* of sys/socket.h; -1 if not known
   * @param type SOCK_* of sys/socket.h without flags; -1 if not known
   * @param bound its own address; empty if not known
   * @param listening whether it waited for connections
   * @param peers its peers in the order in which they came up
   * @param event the event that brought it
   */
  public record SocketRow(
      int pid,
      int family,
      int type,
      ByteString bound,
      boolean listening,
      List<PeerRow> peers,
      long event) {}

  /**
   * What a socket had to do with one peer.
   *
   * @param address its address; empty if not known
   * @param name what it was asked name servers for as; empty if it was not
   * @param contact how far it went
   * @param errno why connecting failed; 0 unless it did
   * @param bytesSent bytes sent to it
   * @param bytesReceived bytes received from it
   * @param event the event by which the socket first had to do with it
   */
  public record PeerRow(
      ByteString address,
      ByteString name,
      Contact contact,
      int errno,
      long bytesSent,
      long bytesReceived,
      long event) {}

  /**
   * What was decided alike.
   *
   * @param verdict what became of the calls
   * @param kills whether the process was killed in them
   * @param decidedBy {@code rule}, {@code user}, {@code default} or {@code self-protection}
   * @param rule which rule; empty if none
   * @param count how often
   * @param waitedNs nanoseconds for which programs waited for a person's answers, summed
   * @param event the first call's entry
   * @param pids whose calls, in the order of their first
   * @param calls what they wanted, in the order of the first of each
   */
  public record DecisionRow(
      Verdict verdict,
      boolean kills,
      String decidedBy,
      String rule,
      long count,
      long waitedNs,
      long event,
      List<Integer> pids,
      List<DecidedRow> calls) {}

  /**
   * Calls that wanted the same and about which the same was decided.
   *
   * @param name the syscall's; a 32-bit call's ends in {@code (i386)}
   * @param paths the files that they name, or the one that their descriptor stands for
   * @param address what they were to talk to; empty if nothing
   * @param errno the error that the program got from the firewall; 0 if none
   * @param count how often
   * @param waitedNs nanoseconds for which programs waited for a person's answers, summed
   * @param event the first call's entry
   */
  public record DecidedRow(
      String name,
      List<ByteString> paths,
      ByteString address,
      int errno,
      long count,
      long waitedNs,
      long event) {}

  /**
   * The figures of one syscall.
   *
   * @param name its name; a 32-bit call's ends in {@code (i386)}
   * @param count how often it was made; one that was interrupted and made again counts twice
   * @param failed how many calls failed
   * @param totalNs nanoseconds from entry to return, summed, waiting included
   * @param longestNs nanoseconds of the longest one
   * @param errors failed calls by errno
   * @param p95Ns nanoseconds that 95 of 100 calls do not exceed, at most 1/16 too long
   * @param longestEvent the longest one's entry; the first one's if none came back
   */
  public record CallRow(
      String name,
      long count,
      long failed,
      long totalNs,
      long longestNs,
      Map<Integer, Long> errors,
      long p95Ns,
      long longestEvent) {}

  /** Reads a journal to its end, or to its first damage, and reports it. */
  public static Report of(JournalTailer tailer) {
    SessionHistory history = SessionHistory.of(tailer::next);
    return of(history, tailer.integrity(), tailer.damage());
  }

  /**
   * Reports a history.
   *
   * @param integrity how the journal ends that the history was replayed from
   * @param damage what is damaged, in one line; empty if nothing is
   */
  public static Report of(SessionHistory history, Integrity integrity, String damage) {
    return new ReportBuilder(history).build(integrity, damage);
  }

  /**
   * What the session is of: the program, or the first of the processes that were attached to. Empty
   * if the journal does not say.
   */
  List<ByteString> argv() {
    if (!processes.isEmpty() && processes.get(0).attached()) {
      return processes.get(0).argv();
    }
    return session == null ? List.of() : session.argv();
  }

  /** All calls of the session. */
  public long callCount() {
    return calls.stream().mapToLong(CallRow::count).sum();
  }

  /** All calls about which the firewall decided so. */
  public long decidedCount(Verdict verdict) {
    return decisions.stream()
        .filter(decision -> decision.verdict() == verdict)
        .mapToLong(DecisionRow::count)
        .sum();
  }

  /** All calls of the session that failed. */
  public long failedCount() {
    return calls.stream().mapToLong(CallRow::failed).sum();
  }
}
