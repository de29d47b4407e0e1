package syswall.listing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event.SessionStarted;
import syswall.position.SessionAt;

/**
 * What is at one moment of a session: pure data in a fixed order, the same for the same journal,
 * rendered by {@link TextListing} and {@link JsonListing}. Times are nanoseconds since the session
 * started.
 *
 * @param session how the session began; null if its journal does not say
 * @param moment when it is
 * @param knowsDescriptors as of {@link syswall.state.SessionState}
 * @param processes those that live, in the order in which they began
 * @param ended how many processes have ended before
 */
public record Listing(
    @Nullable SessionStarted session,
    MomentRow moment,
    boolean knowsDescriptors,
    List<ProcessRow> processes,
    long ended) {
  public Listing {
    processes = List.copyOf(processes);
  }

  /**
   * A moment.
   *
   * @param timeNs when it is: not before its event
   * @param epochNs when it is by the wall clock, nanoseconds since 1970
   * @param event the number of the event that it is right behind
   * @param eventNs when that was
   * @param text the event as {@code show} has it
   */
  public record MomentRow(long timeNs, long epochNs, long event, long eventNs, String text) {}

  /**
   * A living process.
   *
   * @param pid its process id
   * @param parentPid that of its creator; 0 if it has none or it is not known
   * @param parentEnded whether the creator has ended
   * @param startedNs when it began, or was attached to
   * @param attached whether it was running already when recording began
   * @param executable the file of its program; empty if not known
   * @param argv the arguments of its program
   * @param threads its living threads, its first one first
   * @param directory where its first thread's paths start
   * @param descriptors what its first thread has open
   * @param mappings the files in its memory by address
   */
  public record ProcessRow(
      int pid,
      int parentPid,
      boolean parentEnded,
      long startedNs,
      boolean attached,
      ByteString executable,
      List<ByteString> argv,
      List<ThreadRow> threads,
      DirectoryRow directory,
      TableRow descriptors,
      List<MappingRow> mappings) {
    public ProcessRow {
      argv = List.copyOf(argv);
      threads = List.copyOf(threads);
      mappings = List.copyOf(mappings);
    }
  }

  /**
   * A living thread.
   *
   * @param tid its thread id
   * @param call the call that it is in; null if it runs
   * @param directory where its paths start; null if that is the first thread's
   * @param descriptors what it has open; null if that is the first thread's
   */
  public record ThreadRow(
      int tid,
      @Nullable CallRow call,
      @Nullable DirectoryRow directory,
      @Nullable TableRow descriptors) {}

  /**
   * A call that was entered and has not returned.
   *
   * @param event the number of the event by which it was entered
   * @param enteredNs when
   * @param name the syscall's name
   * @param text as {@code show} has it
   */
  public record CallRow(long event, long enteredNs, String name, String text) {}

  /**
   * Where paths start.
   *
   * @param current absolute; null if not known
   * @param deleted whether the current directory has been deleted
   * @param root absolute; null if it is the one that everyone has
   */
  public record DirectoryRow(
      @Nullable ByteString current, boolean deleted, @Nullable ByteString root) {}

  /**
   * A descriptor table.
   *
   * @param sharedWith the other processes that have the same table: CLONE_FILES
   * @param open by number
   */
  public record TableRow(List<Integer> sharedWith, List<DescriptorRow> open) {
    public TableRow {
      sharedWith = List.copyOf(sharedWith);
      open = List.copyOf(open);
    }
  }

  /**
   * An open descriptor.
   *
   * @param fd its number
   * @param closeOnExec whether execve(2) closes it
   * @param sinceEvent the event that put it there
   * @param name what it stands for, as {@code show} has it
   * @param opened what it stands for
   * @param alsoAs the other descriptors of the session that stand for the same description
   */
  public record DescriptorRow(
      int fd,
      boolean closeOnExec,
      long sinceEvent,
      String name,
      Opened opened,
      List<Holder> alsoAs) {
    public DescriptorRow {
      alsoAs = List.copyOf(alsoAs);
    }

    /** The same without the other descriptors of the description. */
    DescriptorRow alone() {
      return new DescriptorRow(fd, closeOnExec, sinceEvent, name, opened, List.of());
    }

    /** The same standing for something else. */
    DescriptorRow of(Opened other) {
      return new DescriptorRow(fd, closeOnExec, sinceEvent, name, other, alsoAs);
    }
  }

  /** A descriptor of a process. */
  public record Holder(int pid, int fd) {}

  /** A range of memory that shows a file: see {@link syswall.state.Mapping}. */
  public record MappingRow(
      long start,
      long end,
      int protection,
      boolean shared,
      long offset,
      ByteString path,
      boolean deleted) {}

  /** Lists what is at a moment. */
  public static Listing of(SessionAt moment) {
    return new ListingBuilder(moment).build();
  }

  /** The same with one process alone, that of a process or thread id; with none if it is not. */
  public Listing only(int pid) {
    List<ProcessRow> found =
        processes.stream()
            .filter(p -> p.pid == pid || p.threads.stream().anyMatch(t -> t.tid == pid))
            .toList();
    return new Listing(session, moment, knowsDescriptors, found, ended);
  }
}
