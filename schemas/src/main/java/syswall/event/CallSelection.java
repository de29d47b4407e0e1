package syswall.event;

/**
 * Which calls a session holds: all, or those that were chosen when it was recorded. A number that
 * the syscall table did not know then is held in any case: nobody could have named it.
 *
 * @param text the choice as {@code record -e} was given it; empty if all calls are held
 * @param numbers64 the x86_64 calls: bit {@code n % 8} of byte {@code n / 8} says whether those of
 *     number {@code n} are held; those beyond its end are
 * @param numbers32 the i386 calls likewise
 */
public record CallSelection(String text, ByteString numbers64, ByteString numbers32) {
  /** Every call, as all sessions before format 4 hold. */
  public static final CallSelection ALL = new CallSelection("", ByteString.EMPTY, ByteString.EMPTY);

  /** Whether nothing is left out. */
  public boolean isAll() {
    return numbers64.length() == 0 && numbers32.length() == 0;
  }

  /** The calls that both hold. */
  public CallSelection and(CallSelection other) {
    if (isAll() || equals(other)) {
      return other;
    }
    return other.isAll()
        ? this
        : new CallSelection(
            text + " & " + other.text,
            and(numbers64, other.numbers64),
            and(numbers32, other.numbers32));
  }

  private static ByteString and(ByteString one, ByteString other) {
    byte[] both = new byte[Math.max(one.length(), other.length())];
    for (int i = 0; i < both.length; i++) {
      int ofOther = i < other.length() ? other.at(i) : -1;
      both[i] = (byte) ((i < one.length() ? one.at(i) : -1) & ofOther);
    }
    return ByteString.copyOf(both);
  }

  /** Whether calls of a number are held. */
  public boolean includes(Abi abi, int number) {
    ByteString numbers =
        switch (abi) {
          case X86_64 -> numbers64;
          case I386 -> numbers32;
        };
    int index = number >>> 3;
    return index >= numbers.length() || (numbers.at(index) >> (number & 7) & 1) != 0;
  }
}
