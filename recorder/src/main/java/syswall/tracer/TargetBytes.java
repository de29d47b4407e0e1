package syswall.tracer;

import java.nio.charset.StandardCharsets;
import java.util.zip.Checksum;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.linux.LocalProcess;
import syswall.linux.TraceeMemory;

/** Copies strings, vectors of strings and plain memory of a stopped tracee into captures. */
final class TargetBytes {
  /** First guess at a string's length, to read few bytes where paths are short. */
  private static final int STRING_CHUNK = 256;

  /** Longest socket address: {@code struct sockaddr_storage} of bits/socket.h. */
  private static final int SOCKADDR_LIMIT = 128;

  // offsets in struct linux_dirent64, getdents(2)
  private static final int DIRENT_SIZE = 16;
  private static final int DIRENT_TYPE = 18;
  private static final int DIRENT_NAME = 19;

  private final byte[] buffer;
  private final byte[] number = new byte[Long.BYTES];

  /** For captures of at most so many bytes. */
  TargetBytes(int largest) {
    buffer = new byte[largest];
  }

  /** The size of a pointer, and of the C type long, in bytes. */
  static int width(Abi abi) {
    return switch (abi) {
      case X86_64 -> Long.BYTES;
      case I386 -> Integer.BYTES;
    };
  }

  /**
   * Captures memory.
   *
   * @param length how much there is, as the tracee says; unsigned
   * @param limit how much is captured of it at most
   */
  Capture memory(
      StoppedTracee tracee, int argument, long address, long length, int limit, Form form) {
    int wanted = length < 0 || length > limit ? limit : (int) length;
    int got = tracee.read(address, buffer, 0, wanted);
    return new Capture(
        argument, form, extent(got, wanted, length), ByteString.copyOf(buffer, 0, got));
  }

  /**
   * Captures what is worth keeping of directory entries: type and name of each {@code struct
   * linux_dirent64} (getdents64(2)).
   */
  Capture entries(StoppedTracee tracee, int argument, long address, long length, int limit) {
    int wanted = length > limit ? limit : (int) length;
    int got = tracee.read(address, buffer, 0, wanted);
    int end = 0;
    int at = 0;
    while (at + DIRENT_NAME < got) {
      int size = (buffer[at + DIRENT_SIZE] & 0xff) | ((buffer[at + DIRENT_SIZE + 1] & 0xff) << 8);
      if (size <= DIRENT_NAME || at + size > got) {
        break;
      }
      buffer[end++] = buffer[at + DIRENT_TYPE];
      for (int i = at + DIRENT_NAME; i < at + size && buffer[i] != 0; i++) {
        buffer[end++] = buffer[i];
      }
      buffer[end++] = 0;
      at += size;
    }
    return new Capture(
        argument, Form.ENTRIES, extent(got, wanted, length), ByteString.copyOf(buffer, 0, end));
  }

  /** Adds memory to a checksum; answers whether all of it could be read. */
  boolean update(Checksum checksum, StoppedTracee tracee, long address, int length) {
    int done = 0;
    while (done < length) {
      int chunk = Math.min(length - done, buffer.length);
      if (tracee.read(address + done, buffer, 0, chunk) < chunk) {
        return false;
      }
      checksum.update(buffer, 0, chunk);
      done += chunk;
    }
    return true;
  }

  private static Extent extent(int got, int wanted, long length) {
    if (got < wanted) {
      return got == 0 ? Extent.UNREADABLE : Extent.PARTLY_UNREADABLE;
    }
    return wanted == length ? Extent.WHOLE : Extent.TRUNCATED;
  }

  /** Captures a socket address. */
  Capture sockaddr(StoppedTracee tracee, int argument, long address, long length) {
    return memory(tracee, argument, address, length, SOCKADDR_LIMIT, Form.SOCKADDR);
  }

  /** Captures up to a NUL. */
  Capture string(StoppedTracee tracee, int argument, long address, int limit) {
    return capture(argument, Form.STRING, readString(tracee, address, 0, limit));
  }

  /** Captures the path of the current directory, which the kernel knows without symbolic links. */
  static Capture directory(StoppedTracee tracee, int argument) {
    byte[] link = ("/proc/" + tracee.tid() + "/cwd").getBytes(StandardCharsets.US_ASCII);
    ByteString path = ByteString.copyOf(LocalProcess.readLink(link));
    return new Capture(
        argument, Form.STRING, path.length() == 0 ? Extent.UNREADABLE : Extent.WHOLE, path);
  }

  /** Captures a vector of pointers to strings, each string with its NUL. */
  Capture strings(StoppedTracee tracee, int argument, long vector, int width, int limit) {
    MemoryReader memory = new PageReader(tracee);
    int end = 0;
    for (long slot = vector; ; slot += width) {
      if (memory.read(slot, number, 0, width) < width) {
        Extent extent = end == 0 ? Extent.UNREADABLE : Extent.PARTLY_UNREADABLE;
        return capture(argument, Form.STRINGS, new Read(end, extent));
      }
      long address = number(width);
      if (address == 0) {
        return capture(argument, Form.STRINGS, new Read(end, Extent.WHOLE));
      }
      Read string = readString(memory, address, end, limit - 1);
      if (string.extent != Extent.WHOLE) {
        return capture(argument, Form.STRINGS, string);
      }
      buffer[string.end] = 0; // the NUL is part of the capture
      end = string.end + 1;
    }
  }

  /** The unsigned number of so many bytes at an address; 0 if it cannot be read. */
  long readNumber(StoppedTracee tracee, long address, int width) {
    return tracee.read(address, number, 0, width) < width ? 0 : number(width);
  }

  /** The outcome of reading a string into the buffer: its end there, and how it ended. */
  private record Read(int end, Extent extent) {}

  private Capture capture(int argument, Form form, Read read) {
    return new Capture(argument, form, read.extent, ByteString.copyOf(buffer, 0, read.end));
  }

  /** Reads up to a NUL, into the buffer from {@code start}, at most to {@code limit}. */
  private Read readString(MemoryReader memory, long address, int start, int limit) {
    int end = start;
    while (end < limit) {
      long from = address + (end - start);
      int toPageEnd = TraceeMemory.PAGE_SIZE - (int) (from & TraceeMemory.PAGE_SIZE - 1);
      int chunk = Math.min(Math.min(STRING_CHUNK, toPageEnd), limit - end);
      int got = memory.read(from, buffer, end, chunk);
      for (int i = end; i < end + got; i++) {
        if (buffer[i] == 0) {
          return new Read(i, Extent.WHOLE);
        }
      }
      end += got;
      if (got < chunk) {
        return new Read(end, end == start ? Extent.UNREADABLE : Extent.PARTLY_UNREADABLE);
      }
    }
    return new Read(end, Extent.TRUNCATED);
  }

  private long number(int width) {
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = (value << 8) | (number[i] & 0xff);
    }
    return value;
  }
}
