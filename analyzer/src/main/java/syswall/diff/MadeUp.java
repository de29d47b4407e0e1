package syswall.diff;

/** Whether two parts of names look as if a program had made them up: mktemp(3), random numbers. */
final class MadeUp {
  /** Of the six characters of mktemp(3), both may begin or end with the same. */
  private static final int SHORTEST = 4;

  private MadeUp() {}

  /**
   * Long enough, and both random numbers or one as long as the other and no words.
   *
   * @param words whether they may look like words: made up of eight letters, some do
   */
  static boolean together(String one, String other, boolean words) {
    if (one.length() < SHORTEST || other.length() < SHORTEST) {
      return false;
    }
    if (isNumber(one) && isNumber(other)) {
      return true;
    }
    return one.length() == other.length()
        && isPlain(one)
        && isPlain(other)
        && (words || isNoWord(one) || isNoWord(other));
  }

  private static boolean isNumber(String part) {
    return part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isPlain(String part) {
    return part.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }

  private static boolean isNoWord(String part) {
    boolean lower = part.chars().anyMatch(Character::isLowerCase);
    boolean upper = part.chars().anyMatch(Character::isUpperCase);
    boolean digit = part.chars().anyMatch(Character::isDigit);
    return digit || (lower && upper);
  }
}
