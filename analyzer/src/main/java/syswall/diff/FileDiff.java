package syswall.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import syswall.diff.Difference.Kind;
import syswall.event.ByteString;

/** Compares the files that two sessions found, as far as neither of them wrote to them. */
final class FileDiff {
  private final Normalizer names;
  private final Set<String> written = new HashSet<>();
  private final Map<String, Metadata> files = new HashMap<>();

  /** What one session found. */
  private FileDiff(SessionProfile session, Normalizer names) {
    this.names = names;
    session.written().forEach(path -> written.add(text(path)));
    session.metadata().forEach(this::found);
  }

  /** Files that are made up as they are read have no size and no time to speak of. */
  private void found(ByteString path, Metadata metadata) {
    String text = text(path);
    if (!Normalizer.isMadeUp(text)) {
      files.put(text, metadata);
    }
  }

  private String text(ByteString path) {
    return names.text(path, null);
  }

  static List<Difference> of(
      SessionProfile before,
      SessionProfile after,
      Normalizer namesBefore,
      Normalizer namesAfter,
      List<ProcessPair> pairs) {
    FileDiff was = new FileDiff(before, namesBefore);
    FileDiff is = new FileDiff(after, namesAfter);
    Map<Integer, ProcessPair> processes = new HashMap<>();
    for (ProcessPair pair : pairs) {
      if (pair.after() != null) {
        processes.put(pair.after().profile().index(), pair);
      }
    }
    List<Difference> differences = new ArrayList<>();
    was.files.forEach(
        (path, metadata) -> {
          Metadata other = is.files.get(path);
          ProcessPair process = other == null ? null : processes.get(other.process());
          boolean input = !was.written.contains(path) && !is.written.contains(path);
          if (other != null && process != null && input) {
            compare(path, metadata, other, process, differences);
          }
        });
    return differences;
  }

  private static void compare(
      String path, Metadata was, Metadata is, ProcessPair process, List<Difference> differences) {
    if (was.size() != is.size()) {
      differences.add(
          difference(
              Kind.CHANGED,
              "size of",
              path,
              was.size() + " B",
              is.size() + " B",
              was,
              is,
              process));
    }
    if (was.mode() != is.mode() && was.mode() >= 0 && is.mode() >= 0) {
      differences.add(
          difference(
              Kind.CHANGED,
              "mode of",
              path,
              Integer.toOctalString(was.mode()),
              Integer.toOctalString(is.mode()),
              was,
              is,
              process));
    }
    boolean touched =
        was.modifiedNs() != is.modifiedNs() && was.modifiedNs() >= 0 && is.modifiedNs() >= 0;
    if (was.size() == is.size() && touched) {
      differences.add(
          difference(
              Kind.TOUCHED,
              "time of",
              path,
              Times.text(was.modifiedNs(), is.modifiedNs()),
              Times.text(is.modifiedNs(), was.modifiedNs()),
              was,
              is,
              process));
    }
  }

  private static Difference difference(
      Kind kind,
      String operation,
      String path,
      String before,
      String after,
      Metadata was,
      Metadata is,
      ProcessPair process) {
    return new Difference(
        kind, process, operation, path, before, after, was.event(), is.event(), is.event() * 2);
  }
}
