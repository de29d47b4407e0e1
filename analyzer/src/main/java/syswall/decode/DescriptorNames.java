package syswall.decode;

import org.jspecify.annotations.Nullable;

/** Says what a descriptor of a thread stands for when a line is written about it. */
@FunctionalInterface
public interface DescriptorNames {
  /** Numbers alone. */
  DescriptorNames NONE = (tid, fd) -> null;

  /**
   * What a descriptor refers to, such as a path or {@code pipe:[12]}; null to write its number
   * alone.
   *
   * @param fd descriptor number, or AT_FDCWD (-100) for the working directory
   */
  @Nullable String name(int tid, int fd);

  /** What a descriptor stands for that the call made: its result, or one that the kernel wrote. */
  default @Nullable String newName(int tid, int fd) {
    return name(tid, fd);
  }
}
