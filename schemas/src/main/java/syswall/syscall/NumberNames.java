package syswall.syscall;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Names of numbers that may lie anywhere, sorted by number for {@link FlagSet}. */
final class NumberNames {
  /** Between the names of a number that several drivers use. */
  private static final String OR = " or ";

  private long[] numbers = new long[4];
  private String[] names = new String[4];
  private int size;

  /**
   * Adds a number that is larger than all before in no time, any other by moving those above it.
   *
   * @throws IllegalArgumentException if the number has a name
   */
  void add(long number, String name) {
    int found = Arrays.binarySearch(numbers, 0, size, number);
    if (found >= 0) {
      throw new IllegalArgumentException(
          "0x" + Long.toHexString(number) + " is taken by " + names[found]);
    }
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
      names = Arrays.copyOf(names, 2 * size);
    }
    int place = -1 - found;
    System.arraycopy(numbers, place, numbers, place + 1, size - place);
    System.arraycopy(names, place, names, place + 1, size - place);
    numbers[place] = number;
    names[place] = name;
    size++;
  }

  @Nullable String name(long number) {
    int found = Arrays.binarySearch(numbers, 0, size, number);
    return found < 0 ? null : names[found];
  }

  /** The number of a name, or of one of the names that share a number. */
  @Nullable Long number(String name) {
    String one = OR + name + OR;
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name) || (OR + names[i] + OR).contains(one)) {
        return numbers[i];
      }
    }
    return null;
  }
}
