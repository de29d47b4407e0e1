package syswall.decode;

import syswall.event.ByteString;
import syswall.syscall.FlagSet;
import syswall.syscall.StructLayout;

/**
 * How a structure of structs.tsv is written: as its layout says, or by code where what is written
 * depends on what is in it.
 *
 * @param size its size in bytes, the distance to the next one of a vector
 * @param needed how many bytes of it are read
 * @param bracketed whether a lone one is written in brackets
 */
record Structure(int size, int needed, boolean bracketed, ValuePrinter printer) {
  private static final FlagSet OPEN_FLAGS = FlagSet.of("open_flags");
  private static final FlagSet RESOLVE_FLAGS = FlagSet.of("resolve_flags");
  private static final FlagSet SIGACTION_FLAGS = FlagSet.of("sigaction_flags");
  private static final FlagSet POLL_EVENTS = FlagSet.of("poll_events");

  private static final int TYPE_MASK = 0170000;
  private static final int BLOCK_DEVICE = 0060000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final long SA_RESTORER = 0x0400_0000;
  private static final long O_CREAT = 0x40;
  private static final long O_TMPFILE = 0x40_0000; // the bit of it that is not O_DIRECTORY
  private static final long UTIME_NOW = 0x3fff_ffff;
  private static final long UTIME_OMIT = 0x3fff_fffe;

  static Structure of(String name) {
    StructLayout layout = StructLayout.of(name);
    return switch (name) {
      case "stat" -> special(layout, 56, Structure::stat);
      case "sigaction" -> special(layout, 32, Structure::sigaction);
      case "open_how" -> special(layout, 24, Structure::openHow);
      case "siginfo" -> special(layout, 48, SiginfoText::append);
      case "sigevent" -> special(layout, 24, SigeventText::append);
      case "pollfd" -> special(layout, 8, Structure::pollfd);
      case "timespecs" -> special(layout, 32, Structure::fileTimes);
      case "timevals" -> special(layout, 32, Structure::fileTimevals);
      default -> {
        StructText text = StructText.of(layout);
        yield new Structure(layout.size(), text.needed(), text.needsBrackets(), text);
      }
    };
  }

  private static Structure special(StructLayout layout, int needed, ValuePrinter printer) {
    return new Structure(layout.size(), needed, false, printer);
  }

  /** Devices have a number, all else a size. */
  private static void stat(ByteString bytes, int at, ShownCall call, StringBuilder out) {
    int mode = Memory.int32(bytes, at + 24);
    out.append("{st_mode=");
    NumberText.appendFileMode(mode, out);
    int type = mode & TYPE_MASK;
    if (type == BLOCK_DEVICE || type == CHARACTER_DEVICE) {
      out.append(", st_rdev=");
      NumberText.appendDevice(Memory.int64(bytes, at + 40), out);
    } else {
      out.append(", st_size=").append(Memory.int64(bytes, at + 48));
    }
    out.append(", ...}");
  }

  private static void sigaction(ByteString bytes, int at, ShownCall call, StringBuilder out) {
    long handler = Memory.int64(bytes, at);
    long flags = Memory.int64(bytes, at + 8);
    out.append("{sa_handler=");
    if (handler == 0) {
      out.append("SIG_DFL");
    } else if (handler == 1) {
      out.append("SIG_IGN");
    } else if (handler == -1) {
      out.append("SIG_ERR");
    } else {
      NumberText.appendPointer(handler, out);
    }
    out.append(", sa_mask=");
    SignalSetText.append(Memory.int64(bytes, at + 24), out);
    out.append(", sa_flags=");
    SIGACTION_FLAGS.append(flags, out);
    if ((flags & SA_RESTORER) != 0) {
      out.append(", sa_restorer=");
      NumberText.appendPointer(Memory.int64(bytes, at + 16), out);
    }
    out.append('}');
  }

  private static void openHow(ByteString bytes, int at, ShownCall call, StringBuilder out) {
    long flags = Memory.int64(bytes, at);
    long mode = Memory.int64(bytes, at + 8);
    out.append("{flags=");
    OPEN_FLAGS.append(flags, out);
    if (mode != 0 || (flags & (O_CREAT | O_TMPFILE)) != 0) {
      out.append(", mode=");
      NumberText.appendMode((int) mode, out);
    }
    out.append(", resolve=");
    RESOLVE_FLAGS.append(Memory.int64(bytes, at + 16), out);
    out.append('}');
  }

  /** poll(2) ignores an entry of a negative descriptor. */
  private static void pollfd(ByteString bytes, int at, ShownCall call, StringBuilder out) {
    int fd = Memory.int32(bytes, at);
    out.append("{fd=");
    call.appendFd(fd, out);
    if (fd >= 0) {
      out.append(", events=");
      POLL_EVENTS.append(Memory.int16(bytes, at + 4), out);
    }
    out.append('}');
  }

  /** The two times of utimensat(2), each of which may be a request in place of a time. */
  private static void fileTimes(ByteString bytes, int at, ShownCall call, StringBuilder out) {
    out.append('[');
    appendFileTime(bytes, at, out);
    out.append(", ");
    appendFileTime(bytes, at + 16, out);
    out.append(']');
  }

  private static void appendFileTime(ByteString bytes, int at, StringBuilder out) {
    long seconds = Memory.int64(bytes, at);
    long nanos = Memory.int64(bytes, at + 8);
    if (nanos == UTIME_NOW || nanos == UTIME_OMIT) {
      out.append(nanos == UTIME_NOW ? "UTIME_NOW" : "UTIME_OMIT");
      return;
    }
    out.append("{tv_sec=").append(seconds).append(", tv_nsec=");
    NumberText.appendUnsigned(nanos, out);
    out.append('}');
    if (nanos >= 0 && nanos < 1_000_000_000) {
      TimeText.appendComment(seconds, nanos, 9, out);
    }
  }

  private static void fileTimevals(ByteString bytes, int at, ShownCall call, StringBuilder out) {
    out.append('[');
    appendFileTimeval(bytes, at, out);
    out.append(", ");
    appendFileTimeval(bytes, at + 16, out);
    out.append(']');
  }

  private static void appendFileTimeval(ByteString bytes, int at, StringBuilder out) {
    long seconds = Memory.int64(bytes, at);
    long micros = Memory.int64(bytes, at + 8);
    out.append("{tv_sec=").append(seconds).append(", tv_usec=");
    NumberText.appendUnsigned(micros, out);
    out.append('}');
    if (micros >= 0 && micros < 1_000_000) {
      TimeText.appendComment(seconds, micros, 6, out);
    }
  }
}
