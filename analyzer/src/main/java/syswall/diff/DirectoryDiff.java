package syswall.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import syswall.diff.Difference.Kind;

/**
 * Compares what two sessions read to be in directories, but for what they wrote themselves: what is
 * not listed is never asked for, so that no call tells of its absence. Entries that neither session
 * goes on to name matter no more than a time.
 */
final class DirectoryDiff {
  /** So many entries of a directory are named. */
  private static final int NAMES = 5;

  private DirectoryDiff() {}

  static List<Difference> of(Inputs before, Inputs after, List<ProcessPair> pairs) {
    List<Difference> differences = new ArrayList<>();
    Set<String> written = before.written();
    written.addAll(after.written());
    for (Map.Entry<String, Listing> directory : before.listings().entrySet()) {
      String path = directory.getKey();
      Listing was = directory.getValue();
      Listing is = after.listings().get(path);
      if (is == null || !was.isWhole() || !is.isWhole() || was.isSame(is)) {
        continue;
      }
      Set<String> gone = before.entries(path, was);
      Set<String> added = after.entries(path, is);
      Set<String> common = before.entries(path, was);
      common.retainAll(added);
      common.addAll(written);
      gone.removeAll(common);
      added.removeAll(common);
      boolean used = gone.stream().anyMatch(before::names) || added.stream().anyMatch(after::names);
      if (used) {
        gone.removeIf(entry -> !before.names(entry));
        added.removeIf(entry -> !after.names(entry));
      }
      if (!gone.isEmpty() || !added.isEmpty()) {
        process(pairs, is.process())
            .map(
                process ->
                    new Difference(
                        used ? Kind.CHANGED : Kind.TOUCHED,
                        process,
                        "entries of",
                        path,
                        text(gone),
                        text(added),
                        was.event(),
                        is.event(),
                        is.event() * 2))
            .ifPresent(differences::add);
      }
    }
    return differences;
  }

  private static Optional<ProcessPair> process(List<ProcessPair> pairs, int index) {
    return pairs.stream()
        .filter(pair -> pair.after() != null && pair.after().profile().index() == index)
        .findFirst();
  }

  private static String text(Set<String> entries) {
    String names =
        entries.stream()
            .limit(NAMES)
            .map(entry -> entry.substring(entry.lastIndexOf('/') + 1))
            .collect(Collectors.joining(", "));
    int more = entries.size() - NAMES;
    return names.isEmpty() ? "none" : more > 0 ? names + " and " + more + " more" : names;
  }
}
