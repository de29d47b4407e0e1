package syswall.policy;

import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.syscall.ArgKind;
import syswall.syscall.FlagSet;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * A condition on a raw argument, as OCI profiles have them, whose numbers may also be symbols of
 * the argument: {@code O_CREAT|O_TRUNC}.
 *
 * @param index the argument, 0..5
 * @param operator how it is compared
 * @param value what it is compared with; of MASKED_EQ the bits that count
 * @param valueTwo of MASKED_EQ what these bits must be
 */
record ArgumentCondition(int index, Operator operator, String value, String valueTwo) {
  /** Both values as numbers, for one call. */
  record Compiled(int index, Operator operator, long value, long valueTwo, long width) {
    boolean holds(PolicyCall call) {
      return operator.holds(call.argument(index) & width, value, valueTwo);
    }
  }

  /**
   * This condition for one call.
   *
   * @throws IllegalArgumentException if the call's argument does not have a symbol
   */
  Compiled compile(Abi abi, Syscall call) {
    long one = number(value, abi, call);
    long two = number(valueTwo, abi, call);
    long width = isInt(call, one | two) ? 0xffff_ffffL : -1;
    return new Compiled(index, operator, one & width, two & width, width);
  }

  /**
   * Whether the kernel looks at the lower half of the register only: a program may put anything
   * into the other half, and must not get around a rule so.
   */
  private boolean isInt(Syscall call, long values) {
    ArgKind kind =
        index < call.parameters().size() ? call.parameters().get(index).kind() : ArgKind.HEX;
    boolean fits = values >>> 32 == 0 || values >>> 31 == 0x1_ffff_ffffL;
    return switch (kind) {
      case INT, FD, DIRFD, PID, ID, SIGNAL, MODE, FILE_MODE -> true;
      case FLAGS -> fits;
      default -> false;
    };
  }

  private long number(String text, Abi abi, Syscall call) {
    long number = 0;
    for (String word : text.split("\\|", -1)) {
      String part = word.strip();
      number |= part.matches("-?[0-9].*") ? literal(part, text) : symbol(part, abi, call);
    }
    return number;
  }

  /**
   * A number as it is written.
   *
   * @throws IllegalArgumentException if it is none of 64 bits
   */
  static long literal(String part, String text) {
    try {
      if (part.startsWith("0x")) {
        return Long.parseUnsignedLong(part, 2, part.length(), 16);
      }
      return part.startsWith("-") ? Long.parseLong(part) : Long.parseUnsignedLong(part);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number of 64 bits", e);
    }
  }

  private long symbol(String symbol, Abi abi, Syscall call) {
    Long number = symbol(symbol, call);
    for (Syscall variant : SyscallTable.of(abi).variants(call.number())) {
      number = number == null ? symbol(symbol, variant) : number;
    }
    if (number == null) {
      throw new IllegalArgumentException(
          "argument " + index + " of " + call.name() + " has no symbol '" + symbol + "'");
    }
    return number;
  }

  private @Nullable Long symbol(String symbol, Syscall call) {
    if (index >= call.parameters().size()) {
      return null;
    }
    Parameter parameter = call.parameters().get(index);
    String set = parameter.set();
    return set != null && FlagSet.of(set).knows(symbol)
        ? (Long) FlagSet.of(set).numberOf(symbol)
        : null;
  }
}
