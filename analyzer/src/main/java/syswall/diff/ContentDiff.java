package syswall.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import syswall.diff.Difference.Kind;
import syswall.event.ByteString;

/**
 * Compares what two sessions read of files that neither of them wrote: bytes that differ while
 * their number does not. Another number shows as the file's size.
 */
final class ContentDiff {
  private ContentDiff() {}

  static List<Difference> of(
      SessionProfile before,
      SessionProfile after,
      Normalizer namesBefore,
      Normalizer namesAfter,
      List<ProcessPair> pairs) {
    Map<Integer, ProcessPair> processes = new HashMap<>();
    for (ProcessPair pair : pairs) {
      if (pair.after() != null) {
        processes.put(pair.after().profile().index(), pair);
      }
    }
    Set<String> written = new HashSet<>();
    before.written().forEach(path -> written.add(namesBefore.text(path, null)));
    after.written().forEach(path -> written.add(namesAfter.text(path, null)));
    Map<String, Content> was = new HashMap<>();
    before.contents().forEach((path, content) -> was.put(namesBefore.text(path, null), content));
    List<Difference> differences = new ArrayList<>();
    for (Map.Entry<ByteString, Content> entry : after.contents().entrySet()) {
      String path = namesAfter.text(entry.getKey(), null);
      Content other = was.get(path);
      Content content = entry.getValue();
      ProcessPair process = processes.get(content.process());
      if (other != null
          && process != null
          && content.differs(other)
          && !written.contains(path)
          && !Normalizer.isMadeUp(path)) {
        differences.add(
            new Difference(
                Kind.CHANGED,
                process,
                "content of",
                path,
                other.text(),
                content.text(),
                other.event(),
                content.event(),
                content.event() * 2));
      }
    }
    return differences;
  }
}
