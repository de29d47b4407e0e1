package syswall.state;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/**
 * Where paths start: current directory and root, which several threads can share (CLONE_FS). Null
 * stands for a directory that is not known, and for the root that everyone has.
 */
final class WorkingDirectory {
  private final FileNames names;
  private @Nullable FileName current;
  private @Nullable FileName root;
  int holders;

  WorkingDirectory(FileNames names) {
    this.names = names;
  }

  @Nullable FileName current() {
    return current;
  }

  @Nullable FileName root() {
    return root;
  }

  @Nullable ByteString path() {
    return current == null ? null : current.path();
  }

  @Nullable ByteString rootPath() {
    return root == null ? null : root.path();
  }

  void change(@Nullable ByteString path) {
    FileName former = current;
    current = path == null ? null : names.hold(path);
    release(former);
  }

  /** To a directory that is open already: it may have lost its name since. */
  void change(FileName directory) {
    FileName former = current;
    current = FileNames.holdToo(directory);
    release(former);
  }

  void changeRoot(ByteString path) {
    FileName former = root;
    root = path.length() == 1 ? null : names.hold(path);
    release(former);
  }

  WorkingDirectory copy() {
    WorkingDirectory copy = new WorkingDirectory(names);
    copy.current = current == null ? null : FileNames.holdToo(current);
    copy.root = root == null ? null : FileNames.holdToo(root);
    return copy;
  }

  /** What a snapshot says, with names that are held already. */
  void restore(@Nullable FileName newCurrent, @Nullable FileName newRoot) {
    current = newCurrent;
    root = newRoot;
  }

  /** No thread has it any more. */
  void close() {
    release(current);
    release(root);
  }

  private void release(@Nullable FileName name) {
    if (name != null) {
      names.release(name);
    }
  }
}
