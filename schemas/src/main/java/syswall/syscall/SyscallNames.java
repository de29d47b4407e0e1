package syswall.syscall;

import java.util.List;
import java.util.Set;

/**
 * What a syscall may be named by.
 *
 * @param name its own
 * @param classes those that it belongs to, as the table has them, without a %
 */
public record SyscallNames(String name, List<String> classes) {
  public SyscallNames {
    classes = List.copyOf(classes);
  }

  /** Whether one of the words means it: a name, or a class with a % before it. */
  boolean isAmong(Set<String> words) {
    if (words.contains(name)) {
      return true;
    }
    for (String one : classes) {
      if (words.contains("%" + one)) {
        return true;
      }
    }
    return false;
  }
}
