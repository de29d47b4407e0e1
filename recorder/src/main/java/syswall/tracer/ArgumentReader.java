package syswall.tracer;

import java.util.ArrayList;
import java.util.List;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.linux.TraceeMemory;
import syswall.syscall.CapturePoint;
import syswall.syscall.Parameter;
import syswall.syscall.SyscallTable;

/**
 * Copies what the arguments of a call point to, as its row of the syscall table says. Memory is
 * hostile: pointers may lead nowhere, lengths may be 2^63, strings may end where a mapping does.
 */
public final class ArgumentReader {
  /** Longest captured string in bytes: PATH_MAX of linux/limits.h. */
  static final int STRING_LIMIT = 4096;

  /** Most bytes of a captured vector of strings, NULs included. */
  static final int STRINGS_LIMIT = 16384;

  /** Most bytes of captured memory. */
  static final int MEMORY_LIMIT = 1024;

  /** Longest socket address: {@code struct sockaddr_storage} of bits/socket.h. */
  private static final int SOCKADDR_LIMIT = 128;

  /** First guess at a string's length, to read few bytes where paths are short. */
  private static final int STRING_CHUNK = 256;

  private final byte[] buffer = new byte[STRINGS_LIMIT];
  private final byte[] number = new byte[Long.BYTES];

  /** Captures what the kernel is about to read. */
  public List<Capture> atEnter(Stop.SyscallEnter call) {
    return capture(CapturePoint.ENTER, call.tracee(), call, 0);
  }

  /** Captures what the kernel has written; nothing if the call failed. */
  public List<Capture> atExit(Stop.SyscallExit stop) {
    if (stop.result() < 0 && stop.result() >= -4095) {
      return List.of();
    }
    return capture(CapturePoint.EXIT, stop.tracee(), stop.call(), stop.result());
  }

  private List<Capture> capture(
      CapturePoint point, StoppedTracee tracee, Stop.SyscallEnter call, long result) {
    List<Parameter> parameters = SyscallTable.of(call.abi()).captured(call.number(), point);
    if (parameters.isEmpty()) {
      return List.of();
    }
    List<Capture> captures = new ArrayList<>(parameters.size());
    for (Parameter parameter : parameters) {
      if (call.arg(parameter.index()) != 0) {
        read(parameter, tracee, call, result, captures);
      }
    }
    return captures;
  }

  private void read(
      Parameter parameter,
      StoppedTracee tracee,
      Stop.SyscallEnter call,
      long result,
      List<Capture> captures) {
    int index = parameter.index();
    long address = call.arg(index);
    captures.add(
        switch (parameter.kind().captureShape()) {
          case STRING -> string(tracee, index, address);
          case STRINGS -> strings(tracee, index, address, call.abi());
          case SOCKADDR -> memory(tracee, index, address, length(parameter, call), Form.SOCKADDR);
          case SOCKADDR_BY_POINTER ->
              memory(
                  tracee,
                  index,
                  address,
                  readNumber(tracee, call.arg(parameter.lengthArgument()), Integer.BYTES),
                  Form.SOCKADDR);
          case MSGHDR -> messageHeader(tracee, index, address, call.abi(), captures);
          case MEMORY -> memory(tracee, index, address, length(parameter, call), Form.MEMORY);
          case RESULT_BYTES -> memory(tracee, index, address, result, Form.MEMORY);
        });
  }

  private static long length(Parameter parameter, Stop.SyscallEnter call) {
    return parameter.fixedLength() >= 0
        ? parameter.fixedLength()
        : call.arg(parameter.lengthArgument());
  }

  private Capture memory(StoppedTracee tracee, int index, long address, long length, Form form) {
    int limit = form == Form.SOCKADDR ? SOCKADDR_LIMIT : MEMORY_LIMIT;
    int wanted = length < 0 || length > limit ? limit : (int) length;
    int got = tracee.read(address, buffer, 0, wanted);
    Extent extent =
        got < wanted
            ? got == 0 ? Extent.UNREADABLE : Extent.PARTLY_UNREADABLE
            : wanted == length ? Extent.WHOLE : Extent.TRUNCATED;
    return new Capture(index, form, extent, ByteString.copyOf(buffer, 0, got));
  }

  private Capture string(StoppedTracee tracee, int index, long address) {
    return capture(index, Form.STRING, readString(tracee, address, 0, STRING_LIMIT));
  }

  /** The outcome of reading a string into the buffer: its end there, and how it ended. */
  private record Read(int end, Extent extent) {}

  private Capture capture(int index, Form form, Read read) {
    return new Capture(index, form, read.extent, ByteString.copyOf(buffer, 0, read.end));
  }

  /** Reads up to a NUL, into the buffer from {@code start}, at most to {@code limit}. */
  private Read readString(StoppedTracee tracee, long address, int start, int limit) {
    int end = start;
    while (end < limit) {
      long from = address + (end - start);
      int toPageEnd = TraceeMemory.PAGE_SIZE - (int) (from & TraceeMemory.PAGE_SIZE - 1);
      int chunk = Math.min(Math.min(STRING_CHUNK, toPageEnd), limit - end);
      int got = tracee.read(from, buffer, end, chunk);
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

  private Capture strings(StoppedTracee tracee, int index, long vector, Abi abi) {
    int width = pointerWidth(abi);
    int end = 0;
    for (long slot = vector; ; slot += width) {
      if (tracee.read(slot, number, 0, width) < width) {
        Extent extent = end == 0 ? Extent.UNREADABLE : Extent.PARTLY_UNREADABLE;
        return capture(index, Form.STRINGS, new Read(end, extent));
      }
      long address = number(width);
      if (address == 0) {
        return capture(index, Form.STRINGS, new Read(end, Extent.WHOLE));
      }
      Read string = readString(tracee, address, end, STRINGS_LIMIT - 1);
      if (string.extent != Extent.WHOLE) {
        return capture(index, Form.STRINGS, string);
      }
      end = string.end + 1; // the NUL is part of the capture
    }
  }

  /** {@code struct msghdr} of bits/socket.h begins with a pointer and a {@code socklen_t}. */
  private Capture messageHeader(
      StoppedTracee tracee, int index, long address, Abi abi, List<Capture> captures) {
    int width = pointerWidth(abi);
    long name = readNumber(tracee, address, width);
    long nameLength = readNumber(tracee, address + width, Integer.BYTES);
    if (name != 0 && nameLength != 0) {
      captures.add(memory(tracee, index, name, nameLength, Form.SOCKADDR));
    }
    return memory(tracee, index, address, 7L * width, Form.MEMORY);
  }

  private long readNumber(StoppedTracee tracee, long address, int width) {
    return tracee.read(address, number, 0, width) < width ? 0 : number(width);
  }

  private long number(int width) {
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = (value << 8) | (number[i] & 0xff);
    }
    return value;
  }

  private static int pointerWidth(Abi abi) {
    return switch (abi) {
      case X86_64 -> Long.BYTES;
      case I386 -> Integer.BYTES;
    };
  }
}
