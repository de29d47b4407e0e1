package syswall.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event.SyscallEntered;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;

/**
 * A path among a call's arguments that the kernel looks up.
 *
 * @param dirfd the argument that holds the descriptor it is relative to; -1 for the working
 *     directory
 * @param path the argument that points to it
 */
public record PathArgument(int dirfd, int path) {
  /** Those of a call, in register order. */
  public static List<PathArgument> of(Syscall syscall) {
    List<PathArgument> paths = new ArrayList<>();
    Parameter previous = null;
    for (Parameter parameter : syscall.parameters()) {
      boolean looksUp =
          parameter.kind() == ArgKind.DIRECTORY
              || (parameter.kind() == ArgKind.PATH && !isText(syscall, parameter));
      if (looksUp) {
        boolean relative = previous != null && previous.kind() == ArgKind.DIRFD;
        paths.add(new PathArgument(relative ? parameter.index() - 1 : -1, parameter.index()));
      }
      previous = parameter;
    }
    return List.copyOf(paths);
  }

  /** The absolute path that a call being made names here; null if it was not captured. */
  public @Nullable ByteString of(SyscallEntered call, ProcessTable processes) {
    for (Capture capture : call.captures()) {
      if (capture.argument() == path
          && capture.form() == Capture.Form.STRING
          && capture.bytes().length() > 0) {
        int directory = dirfd < 0 ? ThreadState.AT_FDCWD : (int) call.arg(dirfd);
        return processes.resolve(call.tid(), directory, capture.bytes());
      }
    }
    return null;
  }

  /** What a symbolic link holds, and what is mounted, are not looked up from here. */
  private static boolean isText(Syscall syscall, Parameter parameter) {
    return parameter.index() == 0
        && (syscall.name().startsWith("symlink") || syscall.name().equals("mount"));
  }
}
