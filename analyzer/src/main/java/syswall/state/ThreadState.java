package syswall.state;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.state.OpenDescription.OpenFile;

/**
 * A living thread and what it shares with others: descriptors and working directory belong to
 * threads, because clone(2) and unshare(2) share and part them thread by thread.
 */
final class ThreadState {
  /** Paths relative to this pseudo descriptor start from the working directory; fcntl.h. */
  static final int AT_FDCWD = -100;

  /** A current directory that several threads can share (CLONE_FS); its path null if not known. */
  static final class WorkingDirectory {
    @Nullable ByteString path;

    WorkingDirectory(@Nullable ByteString path) {
      this.path = path;
    }
  }

  private final ProcessState process;
  private DescriptorTable descriptors;
  private WorkingDirectory directory;

  ThreadState(ProcessState process, DescriptorTable descriptors, WorkingDirectory directory) {
    this.process = process;
    this.descriptors = descriptors;
    this.directory = directory;
  }

  ProcessState process() {
    return process;
  }

  DescriptorTable descriptors() {
    return descriptors;
  }

  WorkingDirectory directory() {
    return directory;
  }

  void unshareDescriptors() {
    descriptors = descriptors.copy();
  }

  void unshareDirectory() {
    directory = new WorkingDirectory(directory.path);
  }

  /** The absolute form of a path that a call named relative to a directory descriptor. */
  ByteString resolve(int dirfd, ByteString path) {
    return PathResolver.resolve(PathResolver.isAbsolute(path) ? null : directoryPath(dirfd), path);
  }

  private @Nullable ByteString directoryPath(int dirfd) {
    if (dirfd == AT_FDCWD) {
      return directory.path;
    }
    Descriptor descriptor = descriptors.get(dirfd);
    return descriptor != null && descriptor.description() instanceof OpenFile open
        ? open.file().path()
        : null;
  }
}
