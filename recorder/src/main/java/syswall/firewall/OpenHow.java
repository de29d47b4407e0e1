package syswall.firewall;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import syswall.event.ByteString;
import syswall.linux.Errors;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.tracer.Answer;
import syswall.tracer.Stop;

/**
 * How a file is to be opened, whichever call asks for it: {@code struct open_how} of openat2(2),
 * which is the call that is made in its place, since it can be told to follow no link.
 *
 * @param flags those of open(2) that open(2) looks at: it ignores others, openat2 refuses them
 * @param mode likewise
 * @param resolve RESOLVE_* of the program's own openat2
 * @param errno why the kernel refuses it already; 0 if nothing speaks against it
 */
record OpenHow(long flags, long mode, long resolve, int errno) {
  private static final int CREAT = 85;
  private static final int OPENAT2 = 437;
  private static final int AT_FDCWD = -100;
  private static final int SIZE = 24;

  // asm-generic/fcntl.h
  private static final long O_ACCMODE = 3;
  private static final long O_WRONLY = 1;
  private static final long O_CREAT = 0100;
  private static final long O_TRUNC = 01000;
  private static final long O_APPEND = 02000;
  private static final long O_NONBLOCK = 04000;
  private static final long O_CLOEXEC = 02000000;
  private static final long O_PATH = 010000000;
  private static final long TMPFILE = 020000000; // O_TMPFILE without O_DIRECTORY
  private static final long VALID = 037777703; // VALID_OPEN_FLAGS of linux/fcntl.h
  private static final long VALID_WITH_PATH = 012600000; // O_PATH, DIRECTORY, NOFOLLOW, CLOEXEC
  private static final long MODE = 07777;

  // linux/openat2.h
  private static final long RESOLVE_NO_XDEV = 1;
  private static final long RESOLVE_NO_MAGICLINKS = 2;
  private static final long RESOLVE_NO_SYMLINKS = 4;
  private static final long RESOLVE_BENEATH = 8;
  private static final long RESOLVE_IN_ROOT = 0x10;

  /** What the call asks for. */
  static OpenHow of(Stop.SyscallEnter stop, Syscall row, TraceeReader reader) {
    if (stop.number() == OPENAT2) {
      return extended(stop.arg2(), stop.arg3(), reader);
    }
    if (stop.number() == CREAT) {
      return usual(O_CREAT | O_WRONLY | O_TRUNC, stop.arg1());
    }
    int flags = 1;
    for (Parameter parameter : row.parameters()) {
      if ("open_flags".equals(parameter.set())) {
        flags = parameter.index();
      }
    }
    return usual(stop.arg(flags), stop.arg(flags + 1));
  }

  /** Of openat2: a structure that may be longer than this kernel's, if it says nothing more. */
  private static OpenHow extended(long address, long size, TraceeReader reader) {
    if (size < SIZE) {
      return new OpenHow(0, 0, 0, Errors.EINVAL);
    }
    if (size > TraceeReader.PAGE) {
      return new OpenHow(0, 0, 0, Errors.E2BIG);
    }
    ByteString how = reader.bytes(address, (int) size);
    if (how == null) {
      return new OpenHow(0, 0, 0, Errors.EFAULT);
    }
    int errno = 0;
    for (int i = SIZE; i < how.length(); i++) {
      errno = how.at(i) == 0 ? errno : Errors.E2BIG;
    }
    return new OpenHow(how.longAt(0), how.longAt(8), how.longAt(16), errno);
  }

  private static OpenHow usual(long flags, long mode) {
    long looked = flags & ((flags & O_PATH) == 0 ? VALID : VALID_WITH_PATH);
    boolean makes = (looked & (O_CREAT | TMPFILE)) != 0;
    return new OpenHow(looked, makes ? mode & MODE : 0, 0, 0);
  }

  /** Whether an execve(2) closes it. */
  boolean closesOnExec() {
    return (flags & O_CLOEXEC) != 0;
  }

  /** Whether the end of a path says already that it cannot be made: it is a directory's. */
  boolean refusesDirectory(ByteString path) {
    int end = path.length();
    while (end > 0 && path.at(end - 1) == '.') {
      end--;
    }
    return (flags & O_CREAT) != 0
        && path.length() - end <= 2
        && (end == 0 || path.at(end - 1) == '/');
  }

  /** Why a file is not opened so; 0 if nothing speaks against it. */
  int refusal(PathResolver.Resolved file) {
    if ((resolve & (RESOLVE_NO_XDEV | RESOLVE_BENEATH | RESOLVE_IN_ROOT)) != 0) {
      // limits from a directory on, which is none any more for a path from the root; programs that
      // know openat2 go on without it
      return Errors.ENOSYS;
    }
    boolean forbidden =
        ((resolve & RESOLVE_NO_SYMLINKS) != 0 && file.links() > 0)
            || ((resolve & RESOLVE_NO_MAGICLINKS) != 0 && file.magic());
    return forbidden ? Errors.ELOOP : file.errno();
  }

  /** Opens a file that was checked. */
  Answer answer(PathResolver.Resolved file) {
    // a link of /proc to a pipe can only be followed
    long limit = file.object() ? 0 : RESOLVE_NO_SYMLINKS;
    return open(flags, mode, resolve | limit, file.kernelPath());
  }

  /** Opens what takes everything and gives nothing, in its place. */
  Answer pretend() {
    long kept = flags & (O_ACCMODE | O_APPEND | O_NONBLOCK | O_CLOEXEC);
    return open(kept, 0, 0, ByteString.of("/dev/null"));
  }

  private static Answer open(long flags, long mode, long resolve, ByteString path) {
    ByteBuffer how = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    how.putLong(flags).putLong(mode).putLong(resolve);
    return new Answer.Replace(
        OPENAT2,
        List.of(
            Answer.Argument.of(AT_FDCWD),
            Answer.Argument.sealed(path),
            Answer.Argument.sealed(ByteString.copyOf(how.array())),
            Answer.Argument.of(SIZE)));
  }
}
