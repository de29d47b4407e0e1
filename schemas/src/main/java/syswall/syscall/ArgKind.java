package syswall.syscall;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an argument or a result is. The kind carries every policy about it: whether the recorder
 * captures what it points to, at which stop and in which shape; how it is printed and compared.
 */
public enum ArgKind {
  /** A signed 32-bit number: the kernel ignores the upper half of the register. */
  INT,
  /** A signed number as wide as a register, such as a file offset. */
  OFFSET,
  /** An unsigned number, a size or a count. */
  SIZE,
  /** Bits or an opaque value, printed in hexadecimal. */
  HEX,
  /** Bits of which names are known: a set of flags.tsv, which the parameter names. */
  FLAGS,
  /** A pointer whose target is not captured, or an address. */
  ADDRESS,
  /** A file descriptor. */
  FD,
  /** A directory descriptor that a relative path starts from, or AT_FDCWD. */
  DIRFD,
  /** A process, thread or process group id. */
  PID,
  /** A user or group id. */
  ID,
  /** A signal number. */
  SIGNAL,
  /** File permission bits, printed in octal. */
  MODE,
  /** File type and permission bits of mknod(2). */
  FILE_MODE,
  /** A device number, of which major and minor are printed. */
  DEV,
  /** Nothing: the call does not return a value, or does not return. */
  NONE,
  /** A path that the kernel reads. */
  PATH(CapturePoint.ENTER, CaptureShape.STRING),
  /**
   * A path that the kernel reads and makes the current directory; where that is, with symbolic
   * links followed, is asked when it has.
   */
  DIRECTORY(CapturePoint.BOTH, CaptureShape.DIRECTORY),
  /** Another string that the kernel reads. */
  STRING(CapturePoint.ENTER, CaptureShape.STRING),
  /** A vector of argument strings. */
  ARGV(CapturePoint.ENTER, CaptureShape.STRINGS),
  /** A vector of environment strings. */
  ENVP(CapturePoint.ENTER, CaptureShape.STRINGS),
  /** A socket address that the kernel reads; the length is another argument. */
  SOCKADDR(CapturePoint.ENTER, CaptureShape.SOCKADDR),
  /** A socket address that the kernel writes; another argument points to its length. */
  SOCKADDR_OUT(CapturePoint.EXIT, CaptureShape.SOCKADDR_BY_POINTER),
  /** Data that the kernel reads; the length is another argument. */
  BUFFER(CapturePoint.ENTER, CaptureShape.CONTENT),
  /** Data of {@code result} bytes that the kernel writes. */
  BUFFER_OUT(CapturePoint.EXIT, CaptureShape.RESULT_CONTENT),
  /** A vector of buffers that the kernel reads. */
  IOVEC(CapturePoint.ENTER, CaptureShape.VECTOR),
  /** A vector of buffers into which the kernel writes {@code result} bytes. */
  IOVEC_OUT(CapturePoint.EXIT, CaptureShape.VECTOR),
  /** A message that the kernel reads: header, address, buffers and ancillary data. */
  MSGHDR(CapturePoint.ENTER, CaptureShape.MSGHDR),
  /** A message that the kernel writes, likewise. */
  MSGHDR_OUT(CapturePoint.EXIT, CaptureShape.MSGHDR),
  /** A vector of messages that the kernel reads, each as a {@link #MSGHDR} with its length. */
  MMSGHDR(CapturePoint.ENTER, CaptureShape.MMSGHDR),
  /** A vector of messages that the kernel writes; the result is their number. */
  MMSGHDR_OUT(CapturePoint.EXIT, CaptureShape.MMSGHDR),
  /** A structure that the kernel reads; its size is fixed or another argument. */
  STRUCT(CapturePoint.ENTER, CaptureShape.MEMORY),
  /** A structure that the kernel writes; its size is fixed or another argument. */
  STRUCT_OUT(CapturePoint.EXIT, CaptureShape.MEMORY),
  /** A structure that the kernel reads and writes. */
  STRUCT_INOUT(CapturePoint.BOTH, CaptureShape.MEMORY),
  /** A set of descriptors of select(2); another argument says how many bits it has. */
  FD_SET(CapturePoint.BOTH, CaptureShape.FD_SET),
  /** Two descriptors that the kernel writes, of pipe(2) or socketpair(2), eight bytes. */
  FD_PAIR_OUT(CapturePoint.EXIT, CaptureShape.MEMORY),
  /** Directory entries of getdents64(2), {@code result} bytes that the kernel writes. */
  DIRENTS_OUT(CapturePoint.EXIT, CaptureShape.RESULT_ENTRIES),
  /** A text of {@code result} bytes that the kernel writes, such as readlink's or getcwd's. */
  TEXT_OUT(CapturePoint.EXIT, CaptureShape.RESULT_BYTES);

  private static final Map<String, ArgKind> BY_LABEL = new HashMap<>();

  static {
    for (ArgKind kind : values()) {
      BY_LABEL.put(kind.label, kind);
    }
  }

  private final String label = name().toLowerCase(Locale.ROOT);
  private final CapturePoint capturePoint;
  private final CaptureShape captureShape;

  ArgKind() {
    this(CapturePoint.NEVER, CaptureShape.MEMORY);
  }

  ArgKind(CapturePoint capturePoint, CaptureShape captureShape) {
    this.capturePoint = capturePoint;
    this.captureShape = captureShape;
  }

  /** When the recorder captures what an argument of this kind points to. */
  public CapturePoint capturePoint() {
    return capturePoint;
  }

  /** How the recorder finds the extent of what is captured; meaningless if nothing is. */
  public CaptureShape captureShape() {
    return captureShape;
  }

  /** The kind's name in the table: its constant in lower case. */
  public String label() {
    return label;
  }

  /** The kind of a label; null if there is none. */
  static @Nullable ArgKind ofLabel(String label) {
    return BY_LABEL.get(label);
  }
}
