package syswall.decode;

import org.jspecify.annotations.Nullable;

/** What descriptors stand for, as the text of a call writes it: {@code 3</etc/passwd>}. */
public interface DescriptorNames {
  /** Numbers alone. */
  DescriptorNames NONE = (tid, fd) -> null;

  /**
   * What a descriptor stood for when the call was made, printable ASCII.
   *
   * @param fd its number, or AT_FDCWD
   * @return null if not known
   */
  @Nullable String name(int tid, int fd);

  /** What a descriptor stands for that the call made: its result, or one that the kernel wrote. */
  default @Nullable String newName(int tid, int fd) {
    return name(tid, fd);
  }
}
