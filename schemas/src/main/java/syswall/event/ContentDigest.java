package syswall.event;

import java.util.zip.CRC32C;

/**
 * A checksum of data that a program moves, CRC-32C (RFC 3720, appendix B.4): tells whether two runs
 * moved the same, however they cut it into calls, since the checksums of parts can be put together.
 * No protection against one who wants two to be equal.
 */
public final class ContentDigest {
  /** Of one call, so many bytes count at most. */
  public static final int LIMIT = 64 << 10;

  /** The polynomial of CRC-32C, bits reversed. */
  private static final int POLYNOMIAL = 0x82f63b78;

  private ContentDigest() {}

  /** The checksum of bytes. */
  public static int of(ByteString bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.toByteArray());
    return (int) checksum.getValue();
  }

  /**
   * The checksum of two parts behind one another.
   *
   * @param length how many bytes the second part has, not negative
   */
  public static int join(int first, int second, long length) {
    // A checksum is a remainder of polynomials over GF(2): appending zeros multiplies it by a
    // power.
    int factor = 1 << 31;
    int power = 1 << 23; // x to the 8th: a byte
    for (long rest = length; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        factor = multiply(power, factor);
      }
      power = multiply(power, power);
    }
    return multiply(factor, first) ^ second;
  }

  /** Of polynomials whose highest bit stands for the constant term. */
  private static int multiply(int a, int b) {
    int product = 0;
    int factor = b;
    for (int bit = 1 << 31; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= factor;
      }
      factor = (factor & 1) == 0 ? factor >>> 1 : factor >>> 1 ^ POLYNOMIAL;
    }
    return product;
  }
}
