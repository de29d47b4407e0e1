package syswall.state;

import syswall.event.ByteString;

/** A range of a process's memory that shows a file: mmap(2). */
public final class Mapping {
  private final long start;
  private final long end;
  private final int protection;
  private final boolean shared;
  private final long offset;
  private final FileName name;

  Mapping(long start, long end, int protection, boolean shared, long offset, FileName name) {
    this.start = start;
    this.end = end;
    this.protection = protection;
    this.shared = shared;
    this.offset = offset;
    this.name = name;
  }

  /** Its first address. */
  public long start() {
    return start;
  }

  /** The address behind its last. */
  public long end() {
    return end;
  }

  /** PROT_* of mmap(2). */
  public int protection() {
    return protection;
  }

  /** Whether what is written to it reaches the file: MAP_SHARED. */
  public boolean shared() {
    return shared;
  }

  /** What of the file is at its first address, in bytes from the file's start. */
  public long offset() {
    return offset;
  }

  /** The file's path now. */
  public ByteString path() {
    return name.path();
  }

  /** Whether the file's name was removed since. */
  public boolean deleted() {
    return name.deleted();
  }

  FileName name() {
    return name;
  }

  /** A part of it; the name is held by whoever keeps the part. */
  Mapping part(long from, long to) {
    return new Mapping(from, to, protection, shared, offset + (from - start), name);
  }

  Mapping protect(int newProtection) {
    return new Mapping(start, end, newProtection, shared, offset, name);
  }

  Mapping moveTo(long address, long length) {
    return new Mapping(address, address + length, protection, shared, offset, name);
  }
}
