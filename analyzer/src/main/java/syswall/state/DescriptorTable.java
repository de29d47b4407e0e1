package syswall.state;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The open descriptors of a process, or of the several that share them (CLONE_FILES). */
public final class DescriptorTable {
  private final NavigableMap<Integer, Descriptor> descriptors;

  DescriptorTable() {
    this(new TreeMap<>());
  }

  private DescriptorTable(NavigableMap<Integer, Descriptor> descriptors) {
    this.descriptors = descriptors;
  }

  /** What a descriptor number stands for; null if it is not open, or not known to be. */
  public @Nullable Descriptor get(int fd) {
    return descriptors.get(fd);
  }

  /** All open descriptors by number; a view. */
  public SortedMap<Integer, Descriptor> open() {
    return Collections.unmodifiableSortedMap(descriptors);
  }

  /** What fork(2) gives the child: the same descriptions under the same numbers. */
  DescriptorTable copy() {
    return new DescriptorTable(new TreeMap<>(descriptors));
  }

  void put(int fd, OpenDescription description, boolean closeOnExec) {
    descriptors.put(fd, new Descriptor(description, closeOnExec));
  }

  void close(int fd) {
    descriptors.remove(fd);
  }

  /** Makes one more descriptor of what another stands for; of an unknown one, nothing is known. */
  void duplicate(int fd, int newFd, boolean closeOnExec) {
    Descriptor original = descriptors.get(fd);
    if (original == null) {
      descriptors.remove(newFd);
    } else {
      put(newFd, original.description(), closeOnExec);
    }
  }

  void setCloseOnExec(int fd, boolean closeOnExec) {
    descriptors.computeIfPresent(fd, (n, d) -> new Descriptor(d.description(), closeOnExec));
  }

  /** The descriptors from one number to another, both inclusive; a view. */
  SortedMap<Integer, Descriptor> range(int first, int last) {
    return descriptors.subMap(first, true, last, true);
  }

  void closeOnExec() {
    descriptors.values().removeIf(Descriptor::closeOnExec);
  }
}
