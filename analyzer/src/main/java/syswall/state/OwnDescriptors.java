package syswall.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/**
 * The files that stand for what a process has open itself: opening one opens that again, proc(5).
 */
final class OwnDescriptors {
  private static final List<ByteString> DIRECTORIES =
      List.of(
          ByteString.of("/dev/fd/"),
          ByteString.of("/proc/self/fd/"),
          ByteString.of("/proc/thread-self/fd/"));

  private static final ByteString PROC = ByteString.of("/proc/");

  private static final List<ByteString> STANDARD =
      List.of(
          ByteString.of("/dev/stdin"), ByteString.of("/dev/stdout"), ByteString.of("/dev/stderr"));

  /** No descriptor has more digits. */
  private static final int DIGITS = 9;

  private OwnDescriptors() {}

  /** The descriptor of a thread that a path stands for; null if it is another path. */
  static @Nullable Descriptor named(ThreadState thread, ByteString path) {
    int fd = STANDARD.indexOf(path);
    for (int i = 0; fd < 0 && i < DIRECTORIES.size(); i++) {
      ByteString directory = DIRECTORIES.get(i);
      if (path.startsWith(directory)) {
        fd = number(path, directory.length());
      }
    }
    if (fd < 0 && path.startsWith(PROC)) {
      ByteString own = ByteString.of("/proc/" + thread.process().pid() + "/fd/");
      fd = path.startsWith(own) ? number(path, own.length()) : -1;
    }
    return fd < 0 ? null : thread.descriptors().get(fd);
  }

  private static int number(ByteString path, int from) {
    int digits = path.length() - from;
    if (digits == 0 || digits > DIGITS) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < path.length(); i++) {
      int digit = path.at(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
