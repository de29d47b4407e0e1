package syswall.listing;

import java.util.List;
import syswall.event.ByteString;
import syswall.listing.Listing.DescriptorRow;
import syswall.listing.Listing.DirectoryRow;
import syswall.listing.Listing.ProcessRow;

/**
 * What is different between two moments of a session, as data. The calls that threads are in, and
 * who else has a description, are no differences.
 *
 * @param before the earlier moment
 * @param after the later moment
 * @param ended the processes that lived only before, as they were then
 * @param begun the processes that live only after
 * @param changed the processes that live in both and are not the same
 */
public record ListingDiff(
    Listing before,
    Listing after,
    List<ProcessRow> ended,
    List<ProcessRow> begun,
    List<ProcessChange> changed) {
  public ListingDiff {
    ended = List.copyOf(ended);
    begun = List.copyOf(begun);
    changed = List.copyOf(changed);
  }

  /**
   * How a process changed.
   *
   * @param threadsEnded threads that it had only before
   * @param threadsBegun threads that it has only after
   * @param threads what changed for its first thread, and for others that share not all with it
   * @param unmapped files that were in its memory only before
   * @param mapped files that are in its memory only after
   */
  public record ProcessChange(
      ProcessRow before,
      ProcessRow after,
      List<Integer> threadsEnded,
      List<Integer> threadsBegun,
      List<ThreadChange> threads,
      List<ByteString> unmapped,
      List<ByteString> mapped) {
    public ProcessChange {
      threadsEnded = List.copyOf(threadsEnded);
      threadsBegun = List.copyOf(threadsBegun);
      threads = List.copyOf(threads);
      unmapped = List.copyOf(unmapped);
      mapped = List.copyOf(mapped);
    }

    /** Whether it runs another program. */
    public boolean isOtherProgram() {
      return !before.executable().equals(after.executable()) || !before.argv().equals(after.argv());
    }

    boolean isNone() {
      return !isOtherProgram()
          && threadsEnded.isEmpty()
          && threadsBegun.isEmpty()
          && threads.isEmpty()
          && unmapped.isEmpty()
          && mapped.isEmpty();
    }
  }

  /**
   * How what a thread has changed.
   *
   * @param directoryBefore where its paths started
   * @param directoryAfter where they start now
   * @param closed descriptors that it had only before
   * @param opened descriptors that it has only after, under numbers that may have been others'
   * @param changed descriptors that are still the same and not as they were
   */
  public record ThreadChange(
      int tid,
      DirectoryRow directoryBefore,
      DirectoryRow directoryAfter,
      List<DescriptorRow> closed,
      List<DescriptorRow> opened,
      List<DescriptorChange> changed) {
    public ThreadChange {
      closed = List.copyOf(closed);
      opened = List.copyOf(opened);
      changed = List.copyOf(changed);
    }

    /** Whether its paths start elsewhere, or its directory was deleted. */
    public boolean isOtherDirectory() {
      return !directoryBefore.equals(directoryAfter);
    }

    boolean isNone() {
      return !isOtherDirectory() && closed.isEmpty() && opened.isEmpty() && changed.isEmpty();
    }
  }

  /** A descriptor then and now. */
  public record DescriptorChange(DescriptorRow before, DescriptorRow after) {}

  /** Compares two moments of one session. */
  public static ListingDiff of(Listing before, Listing after) {
    return Comparison.of(before, after);
  }

  /** Whether there is no difference. */
  public boolean isEmpty() {
    return ended.isEmpty() && begun.isEmpty() && changed.isEmpty();
  }
}
