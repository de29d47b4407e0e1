package syswall.replay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a session, as its sidecar holds them: a file beside the journal that may be
 * deleted at any time, is never needed, and is replaced as a whole by who has more to say. Whatever
 * is wrong with it, there are just fewer snapshots. analyzer/README.md documents the file.
 */
public final class Snapshots implements Closeable {
  static final String FILE = "state.snapshots";

  /** What a sidecar is called until it is finished: random digits stand between these. */
  static final String UNFINISHED_PREFIX = FILE + "-";

  static final String UNFINISHED_SUFFIX = ".tmp";

  /** Length of what stands before the first entry, in bytes. */
  static final int HEADER = 20;

  private static final long MAGIC = 0x4c4c_4157_5359_53L; // "SYSWALL", its last byte first

  /** Version of the file, of its entries and of what {@link Replay} saves. */
  private static final int VERSION = 1;

  private final @Nullable FileChannel file;
  private final List<SnapshotEntry> entries;

  private Snapshots(@Nullable FileChannel file, List<SnapshotEntry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /** Whether a file in a session's directory is its sidecar, or a part of one. */
  public static boolean isSidecar(String fileName) {
    return fileName.equals(FILE)
        || (fileName.startsWith(UNFINISHED_PREFIX) && fileName.endsWith(UNFINISHED_SUFFIX));
  }

  /**
   * Finds out which snapshots there are.
   *
   * @param session the journal's directory
   * @param stateVersion the version of the states that can be read
   */
  static Snapshots open(Path session, int stateVersion) {
    Path path = session.resolve(FILE);
    // Anything but a file, a FIFO for example, could block the reader for ever.
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return new Snapshots(null, new ArrayList<>());
    }
    try {
      FileChannel file = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      try {
        return new Snapshots(file, index(file, stateVersion));
      } catch (IOException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      return new Snapshots(null, new ArrayList<>());
    }
  }

  /** What a sidecar begins with. */
  static byte[] header(int stateVersion) {
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(MAGIC).putInt(VERSION).putInt(stateVersion);
    CRC32C checksum = new CRC32C();
    checksum.update(header.array(), 0, header.position());
    return header.putInt((int) checksum.getValue()).array();
  }

  /** All snapshots in the order of the events; a view. */
  List<SnapshotEntry> entries() {
    return entries;
  }

  /** Number of the event behind the last snapshot; 0 if there is none. */
  long lastNextSequence() {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).mark().nextSequence();
  }

  /** Length of a sidecar that holds them, in bytes. */
  long size() {
    return HEADER + entries.stream().mapToLong(SnapshotEntry::length).sum();
  }

  /** The last snapshot that is not behind this event nor behind this time; null if none is. */
  @Nullable SnapshotEntry floor(long sequence, long timeNs) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      SnapshotEntry entry = entries.get(i);
      if (entry.mark().sequence() <= sequence && entry.mark().timeNs() <= timeNs) {
        return entry;
      }
    }
    return null;
  }

  /** Forgets a snapshot that is of no use, and all behind it: they will be made anew. */
  void dropFrom(SnapshotEntry entry) {
    entries.subList(entries.indexOf(entry), entries.size()).clear();
  }

  /** The whole entry as it is in the file; null if it is not as it was written. */
  byte @Nullable [] read(SnapshotEntry entry) {
    try {
      byte[] bytes = file == null ? null : read(file, entry.offset(), (int) entry.length());
      return bytes != null && SnapshotEntry.isIntact(bytes) ? bytes : null;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // Nothing was written.
    }
  }

  private static List<SnapshotEntry> index(FileChannel file, int stateVersion) throws IOException {
    List<SnapshotEntry> entries = new ArrayList<>();
    if (!Arrays.equals(header(stateVersion), read(file, 0, HEADER))) {
      return entries;
    }
    long size = file.size();
    long offset = HEADER;
    long sequence = -1;
    byte[] header;
    while ((header = read(file, offset, SnapshotEntry.HEADER)) != null) {
      SnapshotEntry entry = SnapshotEntry.of(header, offset, size);
      if (entry == null || entry.mark().sequence() <= sequence) {
        break;
      }
      entries.add(entry);
      offset = entry.end();
      sequence = entry.mark().sequence();
    }
    return entries;
  }

  /** So many bytes of a file; null if it has fewer. */
  private static byte @Nullable [] read(FileChannel file, long offset, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    int read;
    do {
      read = file.read(buffer, offset + buffer.position());
    } while (read > 0);
    return buffer.hasRemaining() ? null : buffer.array();
  }
}
