package syswall.diff;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.decode.QuotedText;
import syswall.event.ByteString;
import syswall.event.Event.DescriptorInherited;
import syswall.state.OpenDescription;
import syswall.state.OpenFile;
import syswall.state.OpenPipe;

/**
 * What the first process of a session was given. Where a user sends the output of two runs says
 * nothing about the program: these are compared by what they are to it.
 */
final class Inherited {
  private static final String OUTPUT = "standard output";
  private static final String ERROR = "standard error";

  private final Map<ByteString, String> roles = new HashMap<>();
  private final Map<Long, ByteString> pipes = new HashMap<>();

  void add(DescriptorInherited event) {
    ByteString target = event.target();
    if (roles.putIfAbsent(target, role(event.fd())) == null) {
      pipes.put(event.sequence(), target);
    }
  }

  private static String role(int fd) {
    return switch (fd) {
      case 0 -> "standard input";
      case 1 -> OUTPUT;
      case 2 -> ERROR;
      default -> "inherited descriptor " + fd;
    };
  }

  /** Whether a resource is what the first process was given to speak through. */
  static boolean isOutput(String resource) {
    return resource.equals(OUTPUT) || resource.equals(ERROR);
  }

  /** Something done to what was inherited; null if a description was not. */
  @Nullable Access access(String operation, OpenDescription on) {
    if (on.openedByPid() != 0) {
      return null;
    }
    ByteString target = target(on);
    String role = target == null ? null : roles.get(target);
    if (role == null) {
      return null;
    }
    // what goes to a terminal depends on its size
    boolean terminal = target != null && QuotedText.plain(target).startsWith("/dev/");
    return terminal
        ? Access.other(operation, role)
        : new Access(operation, Access.Kind.INHERITED, ByteString.of(role), 0);
  }

  private @Nullable ByteString target(OpenDescription on) {
    if (on instanceof OpenFile file) {
      return file.openedPath();
    }
    return on instanceof OpenPipe pipe ? pipes.get(pipe.pipe()) : null;
  }
}
