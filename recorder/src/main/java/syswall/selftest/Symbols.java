package syswall.selftest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.syscall.FlagSet;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/** The numbers of calls and of the names that stand in their arguments, from the syscall table. */
final class Symbols {
  private static final int NUMBERS = 1024;
  private static final long AT_FDCWD = -100;

  private final Map<Abi, Map<String, Syscall>> calls = new HashMap<>();

  /** The row of a call. */
  Syscall call(Abi abi, String name) {
    Syscall call = calls.computeIfAbsent(abi, Symbols::byName).get(name);
    if (call == null) {
      throw new IllegalArgumentException("no syscall is named " + name);
    }
    return call;
  }

  private static Map<String, Syscall> byName(Abi abi) {
    Map<String, Syscall> calls = new HashMap<>();
    for (int number = 0; number < NUMBERS; number++) {
      Syscall call = SyscallTable.of(abi).find(number);
      if (call != null) {
        calls.put(call.name(), call);
      }
    }
    return calls;
  }

  /**
   * What a word stands for that is not a name of the script's own: a number as in C, or names, with
   * bars between them.
   *
   * @param call whose argument it is; null in data, where {@code SET.NAME} says which names
   */
  long number(String word, Abi abi, @Nullable Syscall call, int argument) {
    long number = 0;
    for (String part : word.split("\\|", -1)) {
      number |= one(part, abi, call, argument);
    }
    return number;
  }

  private static long one(String word, Abi abi, @Nullable Syscall call, int argument) {
    if (word.matches("-?[0-9].*")) {
      return Long.decode(word);
    }
    if (word.equals("AT_FDCWD")) {
      return AT_FDCWD;
    }
    List<String> sets = new ArrayList<>();
    String name = word;
    if (word.indexOf('.') > 0) {
      sets.add(word.substring(0, word.indexOf('.')));
      name = word.substring(word.indexOf('.') + 1);
    } else if (call != null) {
      addSet(call, argument, sets);
      SyscallTable.of(abi).variants(call.number()).forEach(row -> addSet(row, argument, sets));
    }
    for (String set : sets) {
      if (FlagSet.of(set).knows(name)) {
        return FlagSet.of(set).numberOf(name);
      }
    }
    throw new IllegalArgumentException("'" + word + "' stands for nothing in " + sets);
  }

  private static void addSet(Syscall call, int argument, List<String> sets) {
    for (Parameter parameter : call.parameters()) {
      if (parameter.index() == argument && parameter.set() != null) {
        sets.add(parameter.set());
      }
    }
  }
}
