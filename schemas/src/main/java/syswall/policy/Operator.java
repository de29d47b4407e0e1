package syswall.policy;

import org.jspecify.annotations.Nullable;

/** How an OCI profile compares a raw argument; numbers are unsigned. */
enum Operator {
  /** Not equal. */
  NE,
  /** Less. */
  LT,
  /** Less or equal. */
  LE,
  /** Equal. */
  EQ,
  /** Greater or equal. */
  GE,
  /** Greater. */
  GT,
  /** The bits of {@code value} are those of {@code valueTwo}. */
  MASKED_EQ;

  private static final String PREFIX = "SCMP_CMP_";

  static @Nullable Operator ofLabel(String label) {
    for (Operator operator : values()) {
      if (label.equals(operator.label())) {
        return operator;
      }
    }
    return null;
  }

  String label() {
    return PREFIX + name();
  }

  boolean holds(long argument, long value, long valueTwo) {
    int order = Long.compareUnsigned(argument, value);
    return switch (this) {
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case EQ -> order == 0;
      case GE -> order >= 0;
      case GT -> order > 0;
      case MASKED_EQ -> (argument & value) == valueTwo;
    };
  }
}
