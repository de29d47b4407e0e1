package syswall.state;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/**
 * A living thread and what it shares with others: descriptors, directories and memory belong to
 * threads, because clone(2) and unshare(2) share and part them thread by thread.
 */
public final class ThreadState {
  /** Paths relative to this pseudo descriptor start from the working directory; fcntl.h. */
  static final int AT_FDCWD = -100;

  private final ProcessState process;
  private int tid;
  private DescriptorTable descriptors;
  private WorkingDirectory directory;
  private AddressSpace memory;

  ThreadState(
      int tid,
      ProcessState process,
      DescriptorTable descriptors,
      WorkingDirectory directory,
      AddressSpace memory) {
    this.tid = tid;
    this.process = process;
    this.descriptors = descriptors;
    this.directory = directory;
    this.memory = memory;
    descriptors.holders++;
    directory.holders++;
    memory.holders++;
  }

  /** Its thread id. */
  public int tid() {
    return tid;
  }

  /** Its process. */
  public ProcessState process() {
    return process;
  }

  /** Its open descriptors. */
  public DescriptorTable descriptors() {
    return descriptors;
  }

  /** The files mapped into its memory. */
  public AddressSpace memory() {
    return memory;
  }

  /** Its current directory, absolute; null if not known. */
  public @Nullable ByteString workingDirectory() {
    return directory.path();
  }

  /** Whether its current directory has been deleted. */
  public boolean workingDirectoryDeleted() {
    FileName current = directory.current();
    return current != null && current.deleted();
  }

  /** Its root directory, absolute; null if that is the one that everyone has. */
  public @Nullable ByteString root() {
    return directory.rootPath();
  }

  WorkingDirectory directory() {
    return directory;
  }

  /** execve(2) gave it the number of its process's leader. */
  void becomeLeader() {
    tid = process.pid();
  }

  void unshareDescriptors() {
    if (descriptors.holders > 1) {
      DescriptorTable own = descriptors.copy();
      descriptors.holders--;
      own.holders++;
      descriptors = own;
    }
  }

  void unshareDirectory() {
    if (directory.holders > 1) {
      WorkingDirectory own = directory.copy();
      directory.holders--;
      own.holders++;
      directory = own;
    }
  }

  void unshareMemory() {
    if (memory.holders > 1) {
      AddressSpace own = memory.copy();
      memory.holders--;
      own.holders++;
      memory = own;
    }
  }

  /** The memory of a new image. */
  void replaceMemory(AddressSpace newMemory) {
    leave(memory);
    newMemory.holders++;
    memory = newMemory;
  }

  /** It is gone, and with it what no one shares. */
  void exit() {
    if (--descriptors.holders == 0) {
      descriptors.closeAll();
    }
    if (--directory.holders == 0) {
      directory.close();
    }
    leave(memory);
  }

  private static void leave(AddressSpace memory) {
    if (--memory.holders == 0) {
      memory.close();
    }
  }

  /** The absolute form of a path that a call named relative to a directory descriptor. */
  ByteString resolve(int dirfd, ByteString path) {
    ByteString base = PathResolver.isAbsolute(path) ? null : directoryPath(dirfd);
    return PathResolver.resolve(directory.rootPath(), base, path);
  }

  private @Nullable ByteString directoryPath(int dirfd) {
    FileName name = directoryName(dirfd);
    return name == null ? null : name.path();
  }

  /** The directory that a relative path starts from; null if not known. */
  @Nullable FileName directoryName(int dirfd) {
    if (dirfd == AT_FDCWD) {
      return directory.current();
    }
    Descriptor descriptor = descriptors.get(dirfd);
    return descriptor != null && descriptor.description() instanceof OpenFile open
        ? open.name()
        : null;
  }
}
