package syswall.state;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The open descriptors of a process, or of the several that share them (CLONE_FILES). */
public final class DescriptorTable {
  private final OpenDescriptions descriptions;
  private final NavigableMap<Integer, Descriptor> descriptors = new TreeMap<>();
  int holders;

  DescriptorTable(OpenDescriptions descriptions) {
    this.descriptions = descriptions;
  }

  /** What a descriptor number stands for; null if it is not open, or not known to be. */
  public @Nullable Descriptor get(int fd) {
    return descriptors.get(fd);
  }

  /** All open descriptors by number; a view. */
  public SortedMap<Integer, Descriptor> open() {
    return Collections.unmodifiableSortedMap(descriptors);
  }

  /** The number that the next descriptor gets. */
  int lowestFree() {
    int fd = 0;
    while (descriptors.containsKey(fd)) {
      fd++;
    }
    return fd;
  }

  /** What fork(2) gives the child: the same descriptions under the same numbers. */
  DescriptorTable copy() {
    DescriptorTable copy = new DescriptorTable(descriptions);
    descriptors.forEach(copy::put);
    return copy;
  }

  void put(int fd, OpenDescription description, boolean closeOnExec) {
    put(fd, new Descriptor(description, closeOnExec, descriptions.event()));
  }

  void put(int fd, Descriptor descriptor) {
    // held before what was there is let go, which may be the same
    descriptions.hold(descriptor.description());
    if (descriptions.tracked() || descriptor.description() instanceof OpenSocket) {
      closed(descriptors.put(fd, descriptor));
    } else {
      close(fd);
      closed(descriptor);
    }
  }

  /** An entry that a snapshot brings back; what it refers to is held for it already. */
  void restore(int fd, Descriptor descriptor) {
    descriptors.put(fd, descriptor);
  }

  void close(int fd) {
    closed(descriptors.remove(fd));
  }

  /**
   * Closes what a descriptor stood for when a call was entered. Threads that share a table return
   * in another order than the kernel served them: when the return of close(2) is seen, the number
   * may have been given to another file already.
   */
  void close(int fd, long enteredEvent) {
    Descriptor descriptor = descriptors.get(fd);
    if (descriptor != null && descriptor.sinceEvent() <= enteredEvent) {
      close(fd);
    }
  }

  /** Makes one more descriptor of what another stands for; of an unknown one, nothing is known. */
  void duplicate(int fd, int newFd, boolean closeOnExec) {
    Descriptor original = descriptors.get(fd);
    if (original == null) {
      close(newFd);
    } else {
      put(newFd, original.description(), closeOnExec);
    }
  }

  void setCloseOnExec(int fd, boolean closeOnExec) {
    descriptors.computeIfPresent(
        fd, (n, d) -> new Descriptor(d.description(), closeOnExec, d.sinceEvent()));
  }

  /** The descriptors from one number to another, both inclusive; a view. */
  SortedMap<Integer, Descriptor> range(int first, int last) {
    return descriptors.subMap(first, true, last, true);
  }

  void closeOnExec() {
    for (int fd : List.copyOf(descriptors.keySet())) {
      Descriptor descriptor = descriptors.get(fd);
      if (descriptor != null && descriptor.closeOnExec()) {
        close(fd);
      }
    }
  }

  /** No thread has this table any more. */
  void closeAll() {
    for (Descriptor descriptor : descriptors.values()) {
      closed(descriptor);
    }
    descriptors.clear();
  }

  private void closed(@Nullable Descriptor descriptor) {
    if (descriptor != null) {
      descriptions.release(descriptor.description());
    }
  }
}
