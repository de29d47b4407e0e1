package syswall.syscall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.Event.SyscallEntered;

/**
 * The syscalls of one ABI by number: what the recorder asks at every stop and what every reader of
 * a journal asks to name a call.
 */
public final class SyscallTable {
  private static final int COLUMNS_OF_REFERENCE = 2;

  // arrays, because the recorder looks at them at every stop, in code that C1 made
  private final @Nullable Syscall[] calls;
  private final Syscall[][] variants;

  private SyscallTable(@Nullable Syscall[] calls, List<List<Syscall>> variants) {
    this.calls = calls;
    this.variants = new Syscall[variants.size()][];
    for (int i = 0; i < this.variants.length; i++) {
      this.variants[i] = variants.get(i).toArray(Syscall[]::new);
    }
  }

  /**
   * The table of an ABI, read when it is first asked for.
   *
   * @throws IllegalStateException naming file and line, if a row is broken
   */
  public static SyscallTable of(Abi abi) {
    return switch (abi) {
      case X86_64 -> X86_64.TABLE;
      case I386 -> I386.TABLE;
    };
  }

  /** The row of a number, or null if the table does not know it. */
  public @Nullable Syscall find(int number) {
    return number >= 0 && number < calls.length ? calls[number] : null;
  }

  /**
   * The row that says most about a call with these arguments: a variant if one is chosen by them,
   * else the row of the number; null if the table does not know it.
   */
  public @Nullable Syscall find(
      int number, long arg0, long arg1, long arg2, long arg3, long arg4, long arg5) {
    Syscall call = find(number);
    if (call == null) {
      return null;
    }
    for (Syscall variant : variants[number]) {
      if (variant.isChosenBy(arg0, arg1, arg2, arg3, arg4, arg5)) {
        return variant;
      }
    }
    return call;
  }

  /** The row that says most about a recorded call; null if the table does not know its number. */
  public static @Nullable Syscall find(SyscallEntered call) {
    return of(call.abi())
        .find(
            call.number(),
            call.arg0(),
            call.arg1(),
            call.arg2(),
            call.arg3(),
            call.arg4(),
            call.arg5());
  }

  /** The variants of a number, in the order of the table; empty if it has none. */
  public List<Syscall> variants(int number) {
    return number >= 0 && number < variants.length ? List.of(variants[number]) : List.of();
  }

  /** The name of a number; {@code syscall_0x1d7} if the table does not know it. */
  public String name(int number) {
    Syscall call = find(number);
    return call == null ? "syscall_0x" + Integer.toHexString(number) : call.name();
  }

  // Loaded before the first event of a recording: plain classes and loops here and in what this
  // calls, since a cold JVM takes milliseconds to link its first lambda or stream.

  private static final class X86_64 {
    static final SyscallTable TABLE = new Rows(null).read("syscalls-x86_64.tsv");
  }

  private static final class I386 {
    static final SyscallTable TABLE = new Rows(X86_64.TABLE).read("syscalls-i386.tsv");
  }

  /** The calls read so far, at their numbers. */
  private static final class Rows implements TsvResource.RowReader {
    private final @Nullable SyscallTable namesakes;
    private final Map<String, Syscall> namesakesByName = new HashMap<>();
    private final @Nullable Syscall[] calls = new Syscall[512];
    private final List<List<Syscall>> variants = new ArrayList<>();

    /**
     * With the table that rows without arguments take them from, or null.
     *
     * @param namesakes of another ABI
     */
    Rows(@Nullable SyscallTable namesakes) {
      this.namesakes = namesakes;
      if (namesakes != null) {
        for (Syscall call : namesakes.calls) {
          if (call != null) {
            namesakesByName.put(call.name(), call);
          }
        }
      }
    }

    SyscallTable read(String file) {
      TsvResource.read(file, this);
      return new SyscallTable(Arrays.copyOf(calls, variants.size()), variants);
    }

    @Override
    public void row(String[] columns) {
      if (columns.length == COLUMNS_OF_REFERENCE) {
        sameCall(SyscallRow.number(columns[0]), columns[1]);
        return;
      }
      Syscall call = SyscallRow.parse(columns);
      if (call.selectors().isEmpty()) {
        addCall(call);
      } else {
        addVariant(call);
      }
    }

    private void addCall(Syscall call) {
      if (call.number() >= calls.length) {
        throw new IllegalArgumentException("number " + call.number() + " is out of range");
      }
      if (calls[call.number()] != null) {
        throw new IllegalArgumentException("number " + call.number() + " is taken");
      }
      calls[call.number()] = call;
      while (variants.size() <= call.number()) {
        variants.add(List.of());
      }
    }

    private void addVariant(Syscall variant) {
      int number = variant.number();
      Syscall call = number < calls.length ? calls[number] : null;
      if (call == null || !call.name().equals(variant.name())) {
        throw new IllegalArgumentException("no call above that this is a variant of");
      }
      if (variants.get(number).isEmpty()) {
        variants.set(number, new ArrayList<>());
      }
      variants.get(number).add(variant);
    }

    private void sameCall(int number, String name) {
      Syscall call = namesakesByName.get(name);
      if (call == null || namesakes == null) {
        throw new IllegalArgumentException("no x86_64 call is named " + name);
      }
      addCall(ofOtherAbi(number, call));
      for (Syscall variant : namesakes.variants(call.number())) {
        addVariant(ofOtherAbi(number, variant));
      }
    }

    /** What points to a structure that is another in this ABI is an address, nothing more. */
    private static Syscall ofOtherAbi(int number, Syscall call) {
      List<Parameter> parameters = new ArrayList<>();
      for (Parameter parameter : call.parameters()) {
        String layout = parameter.extent().layout();
        boolean differs = layout != null && !StructLayout.of(layout).portable();
        parameters.add(
            differs
                ? new Parameter(
                    parameter.index(),
                    parameter.name(),
                    ArgKind.ADDRESS,
                    null,
                    TargetExtent.BY_KIND)
                : parameter);
      }
      return new Syscall(
          number, call.name(), call.selectors(), parameters, call.result(), call.classes());
    }
  }
}
