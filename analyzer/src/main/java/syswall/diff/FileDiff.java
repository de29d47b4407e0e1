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
 * Compares the files that two sessions found, as far as neither of them wrote to them: what they
 * were told of them, and what they read.
 */
final class FileDiff {
  private final Normalizer names;
  private final Set<String> written = new HashSet<>();
  private final Map<String, Metadata> files = new HashMap<>();
  private final Map<String, Content> contents = new HashMap<>();

  /** What one session found. */
  private FileDiff(SessionProfile session, Normalizer names) {
    this.names = names;
    session.written().forEach(path -> written.add(text(path)));
    session.metadata().forEach((path, metadata) -> put(path, metadata, files));
    session.contents().forEach((path, content) -> put(path, content, contents));
  }

  /** Files that are made up as they are read have no size, time or content to speak of. */
  private <V> void put(ByteString path, V value, Map<String, V> found) {
    String text = text(path);
    if (!Normalizer.isMadeUp(text)) {
      found.put(text, value);
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
    Set<String> written = was.written;
    written.addAll(is.written);
    List<Difference> differences = new ArrayList<>();
    was.files.forEach(
        (path, metadata) -> {
          Metadata other = is.files.get(path);
          ProcessPair process = other == null ? null : processes.get(other.process());
          if (other != null && process != null && !written.contains(path)) {
            compare(path, metadata, other, process, differences);
          }
        });
    was.contents.forEach(
        (path, content) -> {
          Content other = is.contents.get(path);
          ProcessPair process = other == null ? null : processes.get(other.process());
          if (other != null && process != null && !written.contains(path)) {
            compare(path, content, other, process, differences);
          }
        });
    return differences;
  }

  /** Bytes that differ while their number does not: another number shows as the file's size. */
  private static void compare(
      String path, Content was, Content is, ProcessPair process, List<Difference> differences) {
    if (is.differs(was)) {
      differences.add(
          difference(
              Kind.CHANGED,
              "content of",
              path,
              was.text(),
              is.text(),
              was.event(),
              is.event(),
              process));
    }
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
              was.event(),
              is.event(),
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
              was.event(),
              is.event(),
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
              was.event(),
              is.event(),
              process));
    }
  }

  private static Difference difference(
      Kind kind,
      String operation,
      String path,
      String before,
      String after,
      long eventBefore,
      long eventAfter,
      ProcessPair process) {
    return new Difference(
        kind, process, operation, path, before, after, eventBefore, eventAfter, eventAfter * 2);
  }
}
