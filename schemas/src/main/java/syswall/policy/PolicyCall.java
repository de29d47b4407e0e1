package syswall.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.syscall.Syscall;

/**
 * A call that is about to be made, as rules see it. A matcher asks only for what a rule looks at,
 * so that an implementation may work each answer out when it is asked. What it says must be what
 * the kernel will act on: who enforces a decision answers for that.
 */
public interface PolicyCall {
  /** The ABI that its number is of. */
  Abi abi();

  /** Its row, the variant that its arguments choose. */
  Syscall row();

  /** A raw argument, 0..5. */
  long argument(int index);

  /**
   * The flags of open(2) it opens with, of openat2(2) those in its {@code open_how}; asked only of
   * calls that open.
   */
  long openFlags();

  /**
   * The canonical path of the file that an argument names: absolute as the whole system sees it,
   * without symbolic links, {@code .} and {@code ..}. Of a file that is to be made, its directory
   * is canonical; of a descriptor, it is that of what is open; of an unnamed file that is made in a
   * directory (O_TMPFILE), it is the directory's with a slash behind it.
   *
   * @param argument of a kind that names a path or is a descriptor
   * @return null if it names no file: a pipe, a path that cannot be read
   */
  @Nullable ByteString path(int argument);

  /**
   * The address that it names, or else that of the peer of its socket; null if there is none. Of
   * sendmmsg(2), which may name several, it is one, and who decides asks about each.
   */
  @Nullable Endpoint endpoint();

  /** The canonical path of the program that makes it; null if not known. */
  @Nullable ByteString program();

  /** Those of the programs of the acting process's ancestors in the session, the nearest first. */
  List<ByteString> ancestors();

  /** The arguments of the program that makes it. */
  List<ByteString> programArguments();

  /** Whether the instruction that makes it is in the dynamic loader. */
  boolean isFromLoader();

  /** When it is made, in seconds since 1970-01-01T00:00:00Z. */
  long epochSecond();
}
