package syswall.diff;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.Event;
import syswall.event.Event.SessionStarted;
import syswall.history.DnsNames;
import syswall.history.PolicyTable;
import syswall.journal.Integrity;
import syswall.journal.JournalTailer;

/**
 * What a session did, folded for comparing: its size goes with the number of different things that
 * its processes did, not with how often.
 *
 * @param started how it began; null if its journal does not say
 * @param integrity how its journal ends
 * @param damage where the journal is damaged, in one line; empty unless damaged
 * @param events number of events read
 * @param processes in the order in which they began
 * @param created what it created under names that were free, for certain, oldest first
 * @param metadata what it was first told of regular files; of those that it had written before, the
 *     mode alone
 * @param contents what each of its processes first read of files that it had not written before, by
 *     their paths
 * @param listings what its processes first read to be in directories, by their paths
 * @param written paths that it wrote, created or gave to another file
 * @param removed paths that it took away again, by unlink(2), rmdir(2) or rename(2)
 * @param numbers the process and thread ids that it had
 * @param chosenPorts ports of 32768 and above that its own sockets were bound to
 * @param policies which governed it; none if its journal is too old to say so
 * @param hostNames the names of hosts that it asked for
 */
public record SessionProfile(
    @Nullable SessionStarted started,
    Integrity integrity,
    String damage,
    long events,
    List<ProcessProfile> processes,
    List<Created> created,
    Map<ByteString, Metadata> metadata,
    Map<ByteString, List<Content>> contents,
    Map<ByteString, Listing> listings,
    Set<ByteString> written,
    Set<ByteString> removed,
    Set<Integer> numbers,
    Set<Integer> chosenPorts,
    List<PolicyTable.Row> policies,
    DnsNames hostNames) {

  /**
   * Something that a session created and that was not there before.
   *
   * @param path absolute
   * @param process its creator, by its place among the processes
   */
  record Created(ByteString path, int process) {}

  /**
   * Reads a journal to its end, or to its first damage.
   *
   * @param selection the calls that count, among those that the session holds
   */
  public static SessionProfile of(JournalTailer tailer, CallSelection selection) {
    ProfileBuilder builder = new ProfileBuilder().read(new ChosenEvents(tailer::next, selection));
    return builder.build(tailer.integrity(), tailer.damage());
  }

  /**
   * Replays events until there is none.
   *
   * @param events yields the next event, then null
   */
  static SessionProfile of(Supplier<@Nullable Event> events) {
    return new ProfileBuilder().read(events).build(Integrity.COMPLETE, "");
  }
}
