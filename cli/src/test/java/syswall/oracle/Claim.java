package syswall.oracle;

import org.jspecify.annotations.Nullable;
import syswall.state.OpenDescription;
import syswall.state.OpenEpoll;
import syswall.state.OpenFile;
import syswall.state.OpenOther;
import syswall.state.OpenPidfd;
import syswall.state.OpenPipe;
import syswall.state.OpenSocket;

/**
 * What the state says of a description, in words that can be held against the kernel's.
 *
 * @param thing stands for the pipe or socket: equal things, the same one
 * @param kind as {@link Link#kind}
 * @param path null if it has none
 * @param deleted whether its name was removed
 * @param offset where the next read or write begins; {@link OpenFile#UNKNOWN_OFFSET} if the state
 *     does not say
 */
record Claim(Object thing, String kind, @Nullable String path, boolean deleted, long offset) {

  static Claim of(OpenDescription description) {
    if (description instanceof OpenFile file) {
      return new Claim(file, "file", file.path().text(), file.deleted(), file.offset());
    }
    if (description instanceof OpenPipe pipe) {
      return nameless(pipe.pipe(), "pipe");
    }
    if (description instanceof OpenSocket) {
      return nameless(description, "socket");
    }
    if (description instanceof OpenEpoll) {
      return nameless(description, "epoll");
    }
    if (description instanceof OpenPidfd) {
      return nameless(description, "pidfd");
    }
    if (description instanceof OpenOther other) {
      String kind = other.kind();
      return nameless(other, kind.equals("unnamed file") ? "file" : kind);
    }
    throw new IllegalArgumentException(description.toString());
  }

  private static Claim nameless(Object thing, String kind) {
    return new Claim(thing, kind, null, false, OpenFile.UNKNOWN_OFFSET);
  }

  @Override
  public String toString() {
    return path == null ? kind : path + (deleted ? " (deleted)" : "");
  }
}
