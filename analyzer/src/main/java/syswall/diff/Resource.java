package syswall.diff;

/**
 * What was done to what, as two runs can be compared by.
 *
 * @param operation a word for what was done: {@code open}
 * @param name what it was done to: {@code /etc/passwd}, {@code tcp 127.0.0.1:80}, {@code pipe};
 *     empty if that has no name
 * @param tellsBytes whether the number of bytes that moved is the program's doing
 * @param token a number for both words, never 0
 */
record Resource(String operation, String name, boolean tellsBytes, long token) {
  Resource(String operation, String name, boolean tellsBytes) {
    this(operation, name, tellsBytes, hash(name, hash(operation, 1)) | 1);
  }

  private static long hash(String text, long seed) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L; // FNV-1a
    }
    return Vocabulary.join(hash, text.length());
  }
}
