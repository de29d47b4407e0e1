package syswall.state;

import syswall.event.ByteString;

/** A file or directory that was opened by path. */
public final class OpenFile extends OpenDescription {
  /** The offset of a file whose offset is not known. */
  public static final long UNKNOWN_OFFSET = -1;

  private static final ByteString DEVICES = ByteString.of("/dev/");

  private final FileName name;
  private final ByteString openedPath;
  private long flags;
  private long offset;
  private int terminal = -1;

  /**
   * A file just opened.
   *
   * @param name held for this; given up when it is closed
   * @param flags of open(2)
   * @param offset in bytes, or {@link #UNKNOWN_OFFSET}
   */
  OpenFile(FileName name, ByteString openedPath, long flags, long offset) {
    this.name = name;
    this.openedPath = openedPath;
    this.flags = flags;
    this.offset = offset;
  }

  /** Where a file begins that was just opened: of most devices, an offset means nothing. */
  static long firstOffset(ByteString path) {
    return path.startsWith(DEVICES) ? UNKNOWN_OFFSET : 0;
  }

  long firstOffset() {
    return firstOffset(name.path());
  }

  /** Its path now, absolute unless the directory that it started from is not known. */
  public ByteString path() {
    return name.path();
  }

  /** The path that it was opened as. */
  public ByteString openedPath() {
    return openedPath;
  }

  /** Whether its name was removed since: {@link #path} is the last that it had. */
  public boolean deleted() {
    return name.deleted();
  }

  /** The flags of open(2) that it was opened with, or fcntl(2) has set since. */
  public long flags() {
    return flags;
  }

  /** Where the next read or write begins, in bytes; {@link #UNKNOWN_OFFSET} if not known. */
  public long offset() {
    return offset;
  }

  FileName name() {
    return name;
  }

  /** Of a pseudo terminal's master, the number of the terminal; -1 if not known, or of others. */
  int terminal() {
    return terminal;
  }

  void leadsTerminal(int number) {
    terminal = number;
  }

  void setFlags(long newFlags) {
    flags = newFlags;
  }

  void moveTo(long newOffset) {
    offset = newOffset;
  }

  @Override
  void read(long bytes, boolean atOffset) {
    super.read(bytes, atOffset);
    if (atOffset && offset != UNKNOWN_OFFSET) {
      offset += bytes;
    }
  }

  /** Appending goes to the file's end first, wherever that is. */
  @Override
  void written(long bytes, boolean atOffset) {
    super.written(bytes, atOffset);
    if ((flags & OpenFlags.O_APPEND) != 0) {
      offset = UNKNOWN_OFFSET;
    } else if (atOffset && offset != UNKNOWN_OFFSET) {
      offset += bytes;
    }
  }

  @Override
  void close(OpenDescriptions all) {
    all.names().release(name);
  }
}
