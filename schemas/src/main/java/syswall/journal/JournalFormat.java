package syswall.journal;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import syswall.event.Abi;
import syswall.event.Capture;
import syswall.event.EndReason;
import syswall.event.Verdict;

/**
 * The numbers of the persisted format that writer and reader share; schemas/README.md explains
 * them. None may change within a format version.
 */
public final class JournalFormat {
  /** The version that this build writes and the newest that it reads. */
  public static final int VERSION = 5;

  /** What the one cycle of a session is called: the appender's clock stands at the epoch. */
  static final String CYCLE_FILE = "19700101F.cq4";

  /** Chronicle's table of a queue that is being written; a closed journal has none. */
  static final String METADATA_FILE = "metadata.cq4t";

  /** How much of the file Chronicle maps at a time, in bytes. */
  static final int BLOCK_SIZE = 4 << 20;

  /** Chronicle maps this much beyond a block, and a record must not reach further. */
  static final int OVERLAP = BLOCK_SIZE / 4;

  /** The largest record in bytes: the overlap less room for Chronicle's own headers. */
  static final int MAX_RECORD = OVERLAP - 4096;

  /** The largest argument vector or environment in bytes; what is longer is cut and marked. */
  static final int MAX_STRINGS = 384 << 10;

  /** Begins the entry that ends a list that was cut; how many entries it stands for follows. */
  static final String TRUNCATED = "syswall-truncated:";

  /** The fewest zeros that are stored as a run by the writer; a reader takes any number. */
  static final int SHORTEST_ZEROS = 3;

  static final int SESSION_STARTED = 1;
  static final int DESCRIPTOR_INHERITED = 2;
  static final int PROCESS_STARTED = 3;
  static final int THREAD_STARTED = 4;
  static final int PROGRAM_EXECUTED = 5;
  static final int SYSCALL_ENTERED = 6;
  static final int SYSCALL_RETURNED = 7;
  static final int SYSCALL_INTERRUPTED = 8;
  static final int CALL_DECIDED = 9;
  static final int SIGNAL_DELIVERED = 10;
  static final int THREAD_STOPPED = 11;
  static final int THREAD_CONTINUED = 12;
  static final int THREAD_EXITED = 13;
  static final int PROCESS_EXITED = 14;
  static final int SESSION_ENDED = 15;
  static final int PROCESS_ATTACHED = 16;
  static final int POLICY_LOADED = 17;
  static final int RULES_COUNTED = 18;

  // A constant is stored as its index here, so that reordering an enum changes no journal.
  static final List<Abi> ABIS = List.of(Abi.X86_64, Abi.I386);
  static final List<Verdict> VERDICTS =
      List.of(Verdict.ALLOW, Verdict.HARD_BLOCK, Verdict.SOFT_BLOCK);
  static final List<EndReason> END_REASONS =
      List.of(
          EndReason.COMPLETED, EndReason.DISK_FULL, EndReason.RECORDER_FAILED, EndReason.DETACHED);
  static final List<Capture.Form> FORMS =
      List.of(
          Capture.Form.STRING,
          Capture.Form.STRINGS,
          Capture.Form.SOCKADDR,
          Capture.Form.MEMORY,
          Capture.Form.VECTOR,
          Capture.Form.CONTENT,
          Capture.Form.CONTROL,
          Capture.Form.ENTRIES,
          Capture.Form.DIGEST);

  /** So many forms fit into the tag of a capture; the others have a second byte. */
  static final int SHORT_FORMS = 8;

  /**
   * In place of the argument: the form is one of the others, and the argument a byte of its own.
   */
  static final int OTHER_FORM = 7;

  /** The forms that hold structures, whose runs of zeros are stored as their lengths. */
  static final Set<Capture.Form> PACKED =
      Collections.unmodifiableSet(
          EnumSet.of(
              Capture.Form.SOCKADDR,
              Capture.Form.MEMORY,
              Capture.Form.VECTOR,
              Capture.Form.CONTROL));

  static final List<Capture.Extent> EXTENTS =
      List.of(
          Capture.Extent.WHOLE,
          Capture.Extent.TRUNCATED,
          Capture.Extent.PARTLY_UNREADABLE,
          Capture.Extent.UNREADABLE);

  private JournalFormat() {}
}
