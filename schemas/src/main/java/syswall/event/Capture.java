package syswall.event;

/**
 * Bytes copied from the tracee's memory at a stop.
 *
 * @param argument the argument 0..5 that pointed to them
 * @param form how the bytes are laid out
 * @param extent whether all of them could be copied
 * @param bytes what was copied; empty if unreadable
 */
public record Capture(int argument, Form form, Extent extent, ByteString bytes) {

  /** How captured bytes are laid out. */
  public enum Form {
    /** A NUL-terminated string, stored without its NUL. */
    STRING,
    /** A NULL-terminated vector of strings (argv), each stored with its NUL. */
    STRINGS,
    /** A socket address as the kernel has it, its family first. */
    SOCKADDR,
    /** Memory as it is: a structure or a buffer. */
    MEMORY,
    /** A vector of buffers: {@code struct iovec}s as the kernel has them. */
    VECTOR,
    /** What one buffer of a vector holds; the buffers come in their order. */
    CONTENT,
    /** The ancillary data of a message, cmsg(3). */
    CONTROL,
    /**
     * Directory entries, each its type (DT_* of dirent.h) in a byte and its name with a NUL; their
     * inodes and offsets, which would double a journal of find(1), are left out.
     */
    ENTRIES,
    /**
     * A {@link ContentDigest} of all data that the call moved, where less is kept of it: its four
     * bytes, little-endian.
     */
    DIGEST
  }

  /** How much of what was there the capture holds. */
  public enum Extent {
    /** Everything. */
    WHOLE,
    /** The beginning: the rest is longer than a capture may be. */
    TRUNCATED,
    /** The beginning: the rest is not mapped. */
    PARTLY_UNREADABLE,
    /** Nothing: the pointer was bad. */
    UNREADABLE
  }
}
