package syswall.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.text.SimpleDateFormat;
import java.util.Locale;
import java.util.Set;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.Wire;
import net.openhft.chronicle.wire.WireType;
import syswall.event.Event;
import syswall.event.Event.SessionEnded;

/** Appends the events of one session to its journal; used by one thread, whoever created it. */
public final class JournalAppender implements Closeable {
  /** Left behind the last record when the journal is closed, so that readers find its end. */
  private static final int PAGE = 4096;

  /** Room for most records; what is larger makes the buffer grow. */
  private static final int RECORD = 16 << 10;

  static {
    // Must be set before Chronicle's first class is initialised. By default it takes properties
    // from a file in the working directory, makes a directory "target" in the temporary one,
    // reports to its maker, prints and watches the disk.
    System.setProperty("system.properties", "/dev/null");
    System.setProperty("project.build.directory", "/dev/null");
    System.setProperty("chronicle.analytics.disable", "true");
    System.setProperty("chronicle.announcer.disable", "true");
    System.setProperty("chronicle.disk.monitor.disable", "true");
    System.setProperty("chronicle.table.store.timeoutMS", "1000");
  }

  private static boolean loaded;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path session;
  private final ChronicleQueue queue;
  private final ExcerptAppender appender;
  private final BlockReservation blocks;
  private final EventEncoder encoder = new EventEncoder();
  private final Bytes<Void> record = Bytes.allocateElasticDirect(RECORD);
  private long nextSequence;
  private long end;
  private boolean discarded;

  private JournalAppender(Path session) throws IOException {
    this.session = session;
    // The order counts: Chronicle accepts an empty table at once, but an empty cycle file only
    // after there is an appender; before, it waits ten seconds for someone to write its header.
    Files.write(metadata(), new byte[128 << 10]);
    queue =
        SingleChronicleQueueBuilder.single(session.toFile())
            .blockSize(JournalFormat.BLOCK_SIZE)
            .timeProvider(() -> 0L)
            .build();
    appender = queue.createAppender();
    try {
      blocks = new BlockReservation(session.resolve(JournalFormat.CYCLE_FILE));
    } catch (IOException e) {
      closeQueue();
      throw e;
    }
    appender.singleThreadedCheckReset();
    record.singleThreadedCheckReset();
  }

  /**
   * Loads the classes of Chronicle Queue, which takes longer than many a program runs: to be called
   * on a thread of its own while there is nothing to append yet. Whoever creates a journal
   * meanwhile waits, since classes that initialise each other must not do so on two threads.
   */
  public static synchronized void load() {
    if (!loaded) {
      WireType.BINARY_LIGHT.apply(Bytes.allocateDirect(PAGE)).bytes().releaseLast();
      SingleChronicleQueueBuilder.builder();
      loaded = true;
    }
  }

  /**
   * Loads what Chronicle Queue will want of the Java platform, on another thread than {@link
   * #load}, which is then the sooner done.
   */
  public static void loadPlatform() {
    var unused = new SimpleDateFormat("zzz", Locale.ROOT);
    new SecureRandom().nextBytes(new byte[1]);
  }

  /**
   * Creates the journal of a new session, readable by its owner only.
   *
   * @param session the directory to create; its parent exists, it does not
   * @throws JournalException in one line, if the directory exists or cannot be created, or the disk
   *     is too full; nothing is left behind
   */
  public static JournalAppender create(Path session) throws JournalException {
    load();
    try {
      Files.createDirectory(session, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.setPosixFilePermissions(session, OWNER_ONLY); // the umask may have taken some away
    } catch (FileAlreadyExistsException e) {
      throw new JournalException(session + ": exists already");
    } catch (NoSuchFileException e) {
      throw new JournalException(session + ": cannot be created: its parent does not exist");
    } catch (IOException e) {
      throw new JournalException(session + ": cannot be created: " + e.getMessage());
    }
    try {
      return new JournalAppender(session);
    } catch (IOException e) {
      delete(session);
      throw new JournalException(session + ": cannot be created: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      delete(session);
      throw e;
    }
  }

  /** The sequence number that the next event must carry. */
  public long nextSequence() {
    return nextSequence;
  }

  /**
   * Appends one event. When this returns, the event survives the death of this process.
   *
   * @throws DiskFullException if there is no room for this and further events; a {@code
   *     SessionEnded} still fits
   * @throws IllegalArgumentException if the event is not the next, or larger than a record may be
   */
  public void append(Event event) throws DiskFullException {
    if (event.sequence() != nextSequence) {
      throw new IllegalArgumentException(
          "event " + event.sequence() + " where " + nextSequence + " is due");
    }
    try {
      blocks.reserveBeyond(end);
    } catch (IOException e) {
      if (!(event instanceof SessionEnded)) {
        throw new DiskFullException(session + ": no room for more events: " + e.getMessage(), e);
      }
    }
    encoder.encode(event);
    record.clear();
    record.write(encoder.record(), 0, encoder.length());
    appender.writeBytes(record);
    end = end(appender);
    nextSequence++;
  }

  /** Has the journal deleted when it is closed: there was nothing to record. */
  public void discard() {
    discarded = true;
  }

  /** Trims the journal to what it holds and makes it durable; or deletes it. */
  @Override
  public void close() throws IOException {
    closeQueue();
    try (blocks) {
      if (!discarded) {
        blocks.trim((end + PAGE - 1) / PAGE * PAGE + PAGE);
      }
    }
    if (discarded) {
      delete(session);
    } else {
      Files.deleteIfExists(metadata());
    }
  }

  private static long end(ExcerptAppender appender) {
    Wire wire = appender.wire();
    if (wire == null) {
      throw new IllegalStateException("an appender without a file");
    }
    return wire.bytes().writePosition();
  }

  private void closeQueue() {
    appender.close();
    queue.close();
  }

  private Path metadata() {
    return session.resolve(JournalFormat.METADATA_FILE);
  }

  private static void delete(Path session) {
    // What cannot be deleted is an unfinished session and reads as one.
    for (String name : new String[] {JournalFormat.CYCLE_FILE, JournalFormat.METADATA_FILE, ""}) {
      try {
        Files.deleteIfExists(session.resolve(name));
      } catch (IOException e) {
        return;
      }
    }
  }
}
