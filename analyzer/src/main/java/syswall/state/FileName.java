package syswall.state;

import syswall.event.ByteString;

/**
 * The name of something that is open, mapped or a directory in use: rename(2) changes it and
 * unlink(2) takes it away while the file goes on, as {@code /proc/PID/fd} shows. Shared by all that
 * have the file under this name.
 */
final class FileName {
  private ByteString path;
  private boolean deleted;
  int holders;

  FileName(ByteString path) {
    this.path = path;
  }

  ByteString path() {
    return path;
  }

  boolean deleted() {
    return deleted;
  }

  void renamed(ByteString newPath) {
    path = newPath;
  }

  void unlinked() {
    deleted = true;
  }
}
