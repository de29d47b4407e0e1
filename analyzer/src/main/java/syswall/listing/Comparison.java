package syswall.listing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import syswall.listing.Listing.DescriptorRow;
import syswall.listing.Listing.DirectoryRow;
import syswall.listing.Listing.MappingRow;
import syswall.listing.Listing.ProcessRow;
import syswall.listing.Listing.TableRow;
import syswall.listing.Listing.ThreadRow;
import syswall.listing.ListingDiff.DescriptorChange;
import syswall.listing.ListingDiff.ProcessChange;
import syswall.listing.ListingDiff.ThreadChange;

/**
 * Compares two moments of one session. A process is known by its number and its start, a descriptor
 * by its number and the event that put it there, since numbers are given again.
 */
final class Comparison {
  private record ProcessKey(int pid, long startedNs) {
    private ProcessKey(ProcessRow process) {
      this(process.pid(), process.startedNs());
    }
  }

  private record DescriptorKey(int fd, long sinceEvent) {
    private DescriptorKey(DescriptorRow row) {
      this(row.fd(), row.sinceEvent());
    }
  }

  private Comparison() {}

  static ListingDiff of(Listing before, Listing after) {
    Map<ProcessKey, ProcessRow> begun = byKey(after.processes(), ProcessKey::new);
    List<ProcessRow> ended = new ArrayList<>();
    List<ProcessChange> changed = new ArrayList<>();
    for (ProcessRow process : before.processes()) {
      ProcessRow later = begun.remove(new ProcessKey(process));
      if (later == null) {
        ended.add(process);
      } else {
        ProcessChange change = process(process, later);
        if (!change.isNone()) {
          changed.add(change);
        }
      }
    }
    return new ListingDiff(before, after, ended, List.copyOf(begun.values()), changed);
  }

  private static <K, V> Map<K, V> byKey(List<V> values, Function<V, K> key) {
    Map<K, V> map = new LinkedHashMap<>();
    values.forEach(value -> map.put(key.apply(value), value));
    return map;
  }

  private static ProcessChange process(ProcessRow before, ProcessRow after) {
    return new ProcessChange(
        before,
        after,
        onlyIn(before.threads(), after.threads(), ThreadRow::tid),
        onlyIn(after.threads(), before.threads(), ThreadRow::tid),
        threads(before, after),
        onlyIn(before.mappings(), after.mappings(), MappingRow::path),
        onlyIn(after.mappings(), before.mappings(), MappingRow::path));
  }

  private static <R, T> List<T> onlyIn(List<R> rows, List<R> others, Function<R, T> value) {
    Set<T> only = new LinkedHashSet<>();
    rows.forEach(row -> only.add(value.apply(row)));
    others.forEach(row -> only.remove(value.apply(row)));
    return List.copyOf(only);
  }

  private static List<ThreadChange> threads(ProcessRow before, ProcessRow after) {
    Map<Integer, ThreadRow> then = byKey(before.threads(), ThreadRow::tid);
    List<ThreadChange> changes = new ArrayList<>();
    for (ThreadRow thread : after.threads()) {
      ThreadRow earlier = then.get(thread.tid());
      boolean isFirst = thread.tid() == after.pid();
      if (earlier != null && (isFirst || hasOwn(earlier) || hasOwn(thread))) {
        ThreadChange change = thread(before, earlier, after, thread);
        if (!change.isNone()) {
          changes.add(change);
        }
      }
    }
    return changes;
  }

  private static boolean hasOwn(ThreadRow thread) {
    return thread.directory() != null || thread.descriptors() != null;
  }

  private static ThreadChange thread(
      ProcessRow before, ThreadRow earlier, ProcessRow after, ThreadRow thread) {
    List<DescriptorRow> closed = new ArrayList<>();
    List<DescriptorChange> changed = new ArrayList<>();
    Map<DescriptorKey, DescriptorRow> opened =
        byKey(table(after, thread).open(), DescriptorKey::new);
    for (DescriptorRow row : table(before, earlier).open()) {
      DescriptorRow later = opened.remove(new DescriptorKey(row));
      if (later == null) {
        closed.add(row);
      } else if (!comparable(row, later).equals(comparable(later, row))) {
        changed.add(new DescriptorChange(row, later));
      }
    }
    return new ThreadChange(
        thread.tid(),
        directory(before, earlier),
        directory(after, thread),
        closed,
        List.copyOf(opened.values()),
        changed);
  }

  private static DescriptorRow comparable(DescriptorRow row, DescriptorRow other) {
    return row.of(row.opened().comparable(other.opened())).alone();
  }

  private static DirectoryRow directory(ProcessRow process, ThreadRow thread) {
    return thread.directory() == null ? process.directory() : thread.directory();
  }

  private static TableRow table(ProcessRow process, ThreadRow thread) {
    return thread.descriptors() == null ? process.descriptors() : thread.descriptors();
  }
}
