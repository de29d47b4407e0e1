package syswall.syscall;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.CallSelection;

/**
 * Which syscalls are recorded or shown, from expressions as strace(1) has them: {@code
 * openat,%network}, {@code !futex}. Names become numbers once, when this is made.
 */
public final class CallFilter {
  /** No ABI of x86 has numbers from here on. */
  private static final int NUMBERS = 1024;

  /** The class of what is recorded whatever was chosen. */
  private static final String ALWAYS = "always";

  private static final List<SyscallTable> TABLES =
      List.of(SyscallTable.of(Abi.X86_64), SyscallTable.of(Abi.I386));

  private final boolean[] shown64;
  private final boolean[] shown32;
  private final boolean showsUnknown;

  private CallFilter(Set<String> wanted, Set<String> unwanted, boolean all) {
    shown64 = shown(TABLES.get(0), wanted, unwanted, all);
    shown32 = shown(TABLES.get(1), wanted, unwanted, all);
    showsUnknown = all;
  }

  private static boolean[] shown(
      SyscallTable table, Set<String> wanted, Set<String> unwanted, boolean all) {
    boolean[] shown = new boolean[NUMBERS];
    for (int number = 0; number < NUMBERS; number++) {
      SyscallNames call = table.names(number);
      boolean isWanted = all || (call != null && call.isAmong(wanted));
      shown[number] = isWanted && (call == null || !call.isAmong(unwanted));
    }
    return shown;
  }

  /**
   * The calls that some of the expressions name and none excludes; all but the excluded ones if
   * none names any.
   *
   * @param expressions names and %classes with commas between them; behind {@code !} all of them
   *     are excluded
   * @throws IllegalArgumentException in one line, if there is no such name or class
   */
  public static CallFilter parse(List<String> expressions) {
    Set<String> wanted = new TreeSet<>();
    Set<String> unwanted = new TreeSet<>();
    boolean all = true;
    for (String expression : expressions) {
      boolean excludes = expression.startsWith("!");
      all &= excludes;
      for (String word : expression.substring(excludes ? 1 : 0).split(",", -1)) {
        requireKnown(word);
        (excludes ? unwanted : wanted).add(word);
      }
    }
    return new CallFilter(wanted, unwanted, all);
  }

  /**
   * What a session holds when these calls are recorded: they, those of the class {@code always},
   * and those of numbers without a name.
   *
   * @param expressions as {@link #parse} takes them
   * @throws IllegalArgumentException likewise
   */
  public static CallSelection selection(List<String> expressions) {
    CallFilter filter = parse(expressions);
    return new CallSelection(
        String.join(" ", expressions),
        held(TABLES.get(0), filter.shown64),
        held(TABLES.get(1), filter.shown32));
  }

  private static ByteString held(SyscallTable table, boolean[] chosen) {
    byte[] held = new byte[NUMBERS / Byte.SIZE];
    int end = 0;
    for (int number = 0; number < NUMBERS; number++) {
      SyscallNames call = table.names(number);
      if (chosen[number] || call == null || call.classes().contains(ALWAYS)) {
        held[number / Byte.SIZE] |= (byte) (1 << (number % Byte.SIZE));
      } else {
        end = number / Byte.SIZE + 1;
      }
    }
    return ByteString.copyOf(held, 0, end);
  }

  /** Whether all calls of a class are among those that a session holds. */
  public static boolean covers(CallSelection selection, String word) {
    if (selection.isAll()) {
      return true;
    }
    for (Abi abi : Abi.values()) {
      SyscallTable table = SyscallTable.of(abi);
      for (int number = 0; number < NUMBERS; number++) {
        SyscallNames call = table.names(number);
        if (call != null && call.classes().contains(word) && !selection.includes(abi, number)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether calls of this number are shown. */
  public boolean shows(Abi abi, int number) {
    boolean[] shown =
        switch (abi) {
          case X86_64 -> shown64;
          case I386 -> shown32;
        };
    boolean isListed = number >= 0 && number < NUMBERS;
    return isListed ? shown[number] : showsUnknown;
  }

  /** All that an expression may name: classes, then syscalls. */
  public static SortedSet<String> words() {
    SortedSet<String> words = new TreeSet<>();
    TABLES.forEach(table -> table.addWords(words));
    return words;
  }

  private static boolean isKnown(String word) {
    Set<String> words = Set.of(word);
    for (SyscallTable table : TABLES) {
      for (int number = 0; number < NUMBERS; number++) {
        SyscallNames call = table.names(number);
        if (call != null && call.isAmong(words)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void requireKnown(String word) {
    if (isKnown(word)) {
      return;
    }
    SortedSet<String> words = words();
    boolean isClass = word.startsWith("%");
    words.removeIf(known -> known.startsWith("%") != (isClass || words.contains("%" + word)));
    String other = !isClass && words.contains("%" + word) ? "%" + word : nearest(word, words);
    throw new IllegalArgumentException(
        "no "
            + (isClass ? "class of syscalls" : "syscall")
            + " is named '"
            + word
            + "'"
            + (other == null ? "" : ", did you mean '" + other + "'?"));
  }

  /** The word that takes the fewest edits, if these are few. */
  private static @Nullable String nearest(String word, Set<String> known) {
    String nearest = null;
    int fewest = word.length() / 3 + 2;
    for (String candidate : known) {
      int edits = edits(word.toLowerCase(Locale.ROOT), candidate);
      if (edits < fewest) {
        fewest = edits;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** The Levenshtein distance. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
