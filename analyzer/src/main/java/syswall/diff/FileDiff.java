package syswall.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.diff.Difference.Kind;

/**
 * Compares the files that two sessions found: what they were told of those that neither of them
 * wrote to, and what they read of any before they wrote to it.
 */
final class FileDiff {
  private final Map<Integer, ProcessPair> processes = new HashMap<>();
  private final List<Difference> differences = new ArrayList<>();

  private FileDiff(List<ProcessPair> pairs) {
    for (ProcessPair pair : pairs) {
      if (pair.after() != null) {
        processes.put(pair.after().profile().index(), pair);
      }
    }
  }

  static List<Difference> of(Inputs before, Inputs after, List<ProcessPair> pairs) {
    FileDiff diff = new FileDiff(pairs);
    Set<String> written = before.written();
    written.addAll(after.written());
    Set<String> paths = new HashSet<>(before.metadata().keySet());
    paths.addAll(before.contents().keySet());
    for (String path : paths) {
      Metadata was = before.metadata().get(path);
      Metadata is = after.metadata().get(path);
      List<Content> read = before.contents().getOrDefault(path, List.of());
      List<Content> reads = after.contents().getOrDefault(path, List.of());
      if (was == null || is == null) {
        diff.compareContents(path, read, reads);
        continue;
      }
      diff.compareModes(path, was, is);
      if (written.contains(path)) {
        diff.compareContents(path, read, reads);
      } else if (!diff.compareSizes(path, was, is) && !diff.compareContents(path, read, reads)) {
        // what has another size has other content, and what has that another time
        diff.compareTimes(path, was, is);
      }
    }
    return diff.differences;
  }

  private void compareModes(String path, Metadata was, Metadata is) {
    if (was.mode() != is.mode() && was.mode() >= 0 && is.mode() >= 0) {
      String mode = Integer.toOctalString(was.mode());
      add(Kind.CHANGED, "mode of", path, mode, Integer.toOctalString(is.mode()), was, is);
    }
  }

  private boolean compareSizes(String path, Metadata was, Metadata is) {
    if (was.size() != is.size()) {
      add(Kind.CHANGED, "size of", path, was.size() + " B", is.size() + " B", was, is);
    }
    return was.size() != is.size();
  }

  private void compareTimes(String path, Metadata was, Metadata is) {
    if (was.modifiedNs() != is.modifiedNs() && was.modifiedNs() >= 0 && is.modifiedNs() >= 0) {
      String time = Times.text(was.modifiedNs(), is.modifiedNs());
      String other = Times.text(is.modifiedNs(), was.modifiedNs());
      add(Kind.TOUCHED, "time of", path, time, other, was, is);
    }
  }

  /** By the first reading that differs from that of the same process, or of the only one. */
  private boolean compareContents(String path, List<Content> before, List<Content> after) {
    for (Content is : after) {
      ProcessPair process = processes.get(is.process());
      CanonicalProcess other = process == null ? null : process.before();
      for (Content was : before) {
        boolean same =
            other != null && other.profile().index() == was.process() && was.times() == is.times();
        if ((same || before.size() == 1) && compareContents(path, was, is, process)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean compareContents(
      String path, Content was, Content is, @Nullable ProcessPair process) {
    String operation;
    String before;
    String after;
    if (is.differs(was)) {
      operation = "content of";
      before = was.text(is);
      after = is.text(was);
    } else if (is.endsElsewhere(was)) {
      operation = "size of";
      before = was.sizeText();
      after = is.sizeText();
    } else {
      return false;
    }
    add(Kind.CHANGED, operation, path, before, after, was.event(), is.event(), process);
    return true;
  }

  private void add(
      Kind kind,
      String operation,
      String path,
      String before,
      String after,
      Metadata was,
      Metadata is) {
    ProcessPair process = processes.get(is.process());
    add(kind, operation, path, before, after, was.event(), is.event(), process);
  }

  private void add(
      Kind kind,
      String operation,
      String path,
      String before,
      String after,
      long eventBefore,
      long eventAfter,
      @Nullable ProcessPair process) {
    if (process != null) {
      differences.add(
          new Difference(
              kind,
              process,
              operation,
              path,
              before,
              after,
              eventBefore,
              eventAfter,
              eventAfter * 2));
    }
  }
}
