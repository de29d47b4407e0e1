package syswall.syscall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of the syscall table: a call, or a variant of one, chosen by the value of an argument, as
 * ioctl(2) has one for each request.
 */
public final class Syscall {
  // asm-generic/fcntl.h and linux/fcntl.h
  private static final long O_CREAT = 0100;
  private static final long O_EXCL = 0200;
  private static final long O_NOFOLLOW = 0400000;
  private static final long AT_SYMLINK_NOFOLLOW = 0x100;
  private static final long AT_SYMLINK_FOLLOW = 0x400;

  private final int number;
  private final String name;
  private final Selector[] selectors;
  private final List<Parameter> parameters;
  private final Parameter result;
  private final Set<String> classes;
  private final List<Parameter> capturedAtEnter;
  private final List<Parameter> capturedAtExit;
  private final @Nullable Parameter content;
  private final boolean changesFile;
  private final int atFlagsArgument;

  /**
   * Chooses a variant.
   *
   * @param argument the argument 0..5 that is looked at
   * @param mask its bits that count
   * @param value what they must be
   */
  record Selector(int argument, long mask, long value) {}

  Syscall(
      int number,
      String name,
      List<Selector> selectors,
      List<Parameter> parameters,
      Parameter result,
      Set<String> classes) {
    this.number = number;
    this.name = name;
    this.selectors = selectors.toArray(Selector[]::new);
    this.parameters = List.copyOf(parameters);
    this.result = result;
    this.classes = Set.copyOf(classes);
    capturedAtEnter = captured(parameters, CapturePoint.ENTER);
    capturedAtExit = captured(parameters, CapturePoint.EXIT);
    content = result.kind() == ArgKind.SIZE ? content(parameters) : null;
    changesFile = changesFile(parameters);
    atFlagsArgument = atFlagsArgument(parameters);
  }

  private static List<Parameter> captured(List<Parameter> parameters, CapturePoint stop) {
    List<Parameter> captured = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (parameter.kind().capturePoint().isAt(stop)) {
        captured.add(parameter);
      }
    }
    return List.copyOf(captured);
  }

  private static @Nullable Parameter content(List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      switch (parameter.kind()) {
        case BUFFER, BUFFER_OUT, IOVEC, IOVEC_OUT, MSGHDR, MSGHDR_OUT -> {
          return parameter;
        }
        default -> {}
      }
    }
    return null;
  }

  private static boolean changesFile(List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      if (parameter.changesFile()) {
        return true;
      }
    }
    return false;
  }

  private static int atFlagsArgument(List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      String set = parameter.set();
      if (parameter.name().equals("at_flags")
          || (set != null && (set.startsWith("at_") || set.equals("statx_flags")))) {
        return parameter.index();
      }
    }
    return -1;
  }

  /** Its number in its ABI. */
  public int number() {
    return number;
  }

  /** Its name in the manual, section 2. */
  public String name() {
    return name;
  }

  /** What chooses it among the variants of its call; empty of the call itself. */
  List<Selector> selectors() {
    return List.of(selectors);
  }

  /** Whether a call with these arguments is this variant. */
  boolean isChosenBy(long arg0, long arg1, long arg2, long arg3, long arg4, long arg5) {
    for (Selector selector : selectors) {
      long argument =
          switch (selector.argument) {
            case 0 -> arg0;
            case 1 -> arg1;
            case 2 -> arg2;
            case 3 -> arg3;
            case 4 -> arg4;
            default -> arg5;
          };
      if ((argument & selector.mask) != selector.value) {
        return false;
      }
    }
    return true;
  }

  /** Its arguments in register order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** What it returns: only kind and set count. */
  public Parameter result() {
    return result;
  }

  /** The classes it belongs to, such as {@code file} and {@code network}. */
  public Set<String> classes() {
    return classes;
  }

  /** The parameters whose targets are captured at the syscall-enter-stop, in register order. */
  public List<Parameter> capturedAtEnter() {
    return capturedAtEnter;
  }

  /** The parameters whose targets are captured at the syscall-exit-stop, in register order. */
  public List<Parameter> capturedAtExit() {
    return capturedAtExit;
  }

  /**
   * The parameter that points to the data of which the call moves as much as it returns; or null.
   */
  public @Nullable Parameter content() {
    return content;
  }

  /** Whether it opens or changes a file that it names by a path. */
  public boolean changesFile() {
    return changesFile;
  }

  /** The argument that holds AT_* flags of linux/fcntl.h; -1 if it has none. */
  public int atFlagsArgument() {
    return atFlagsArgument;
  }

  /**
   * Whether it works on what a symbolic link at the end of a path leads to, and not on the link.
   *
   * @param parameter the path
   * @param openFlags the flags of open(2) of the call, if the parameter {@linkplain
   *     Parameter#isOpened is opened}
   * @param atFlags the AT_* flags of the call; 0 if it has none
   */
  public boolean follows(Parameter parameter, long openFlags, long atFlags) {
    if (parameter.isOpened()) {
      return (openFlags & O_NOFOLLOW) == 0
          && (openFlags & (O_CREAT | O_EXCL)) != (O_CREAT | O_EXCL);
    }
    if (parameter.makesOrRemoves()) {
      return false;
    }
    return classes.contains("nofollow")
        ? (atFlags & AT_SYMLINK_FOLLOW) != 0
        : (atFlags & AT_SYMLINK_NOFOLLOW) == 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Syscall that
        && number == that.number
        && name.equals(that.name)
        && Arrays.equals(selectors, that.selectors)
        && parameters.equals(that.parameters)
        && result.equals(that.result)
        && classes.equals(that.classes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(number, name, Arrays.hashCode(selectors));
  }

  @Override
  public String toString() {
    return number + " " + name + Arrays.toString(selectors) + parameters + " " + result + classes;
  }
}
