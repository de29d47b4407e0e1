package syswall.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import syswall.event.Abi;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * The names of calls in policies: {@code openat} for one call, {@code %file} for a class of the
 * syscall table, {@code *} for all. Guarded calls, behind which a firewall sees nothing, are meant
 * by their own names and {@code %guarded} only.
 */
final class CallNames {
  static final String ALL = "*";
  static final String GUARDED = "guarded";

  private static final int NUMBERS = 1024;
  private static final Set<String> WORDS = words();

  private CallNames() {}

  private static Set<String> words() {
    Set<String> words = new TreeSet<>(Set.of(ALL));
    for (Abi abi : Abi.values()) {
      SyscallTable.of(abi).addWords(words);
    }
    return words;
  }

  static List<Syscall> calls(Abi abi) {
    List<Syscall> calls = new ArrayList<>();
    for (int number = 0; number < NUMBERS; number++) {
      Syscall call = SyscallTable.of(abi).find(number);
      if (call != null) {
        calls.add(call);
      }
    }
    return calls;
  }

  static boolean isKnown(String word) {
    return WORDS.contains(word);
  }

  /** Whether a word means a call. */
  static boolean means(String word, Syscall call) {
    if (word.equals(call.name()) || word.equals("%" + GUARDED)) {
      return word.equals(call.name()) || call.classes().contains(GUARDED);
    }
    boolean named =
        word.equals(ALL) || (word.startsWith("%") && call.classes().contains(word.substring(1)));
    return named && !call.classes().contains(GUARDED);
  }

  /** The known word that a misspelled one looks like; empty if none does. */
  static String like(String word) {
    Predicate<String> alike =
        known -> known.equals("%" + word) || (word.length() > 2 && isOneEditAway(word, known));
    return WORDS.stream().filter(alike).findFirst().orElse("");
  }

  /** Whether a letter more, less or other, or two that are swapped, make one of the other. */
  private static boolean isOneEditAway(String one, String other) {
    int start = 0;
    int shorter = Math.min(one.length(), other.length());
    while (start < shorter && one.charAt(start) == other.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
      end++;
    }
    int restOne = one.length() - start - end;
    int restOther = other.length() - start - end;
    boolean swapped =
        restOne == 2
            && restOther == 2
            && one.charAt(start) == other.charAt(start + 1)
            && one.charAt(start + 1) == other.charAt(start);
    return swapped || (restOne <= 1 && restOther <= 1);
  }
}
