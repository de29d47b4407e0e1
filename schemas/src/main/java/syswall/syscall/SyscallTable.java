package syswall.syscall;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.Event.SyscallEntered;

/**
 * The syscalls of one ABI by number: what the recorder asks at every stop and what every reader of
 * a journal asks to name a call.
 */
public final class SyscallTable {
  private final SyscallRows rows;
  private final @Nullable Entry[] entries;
  private final @Nullable SyscallNames[] names;

  /** What is known of a number. Fields that are final, because threads may race to parse a row. */
  static final class Entry {
    final Syscall call;

    /** An array, because the recorder looks at it at every stop, in code that C1 made. */
    final Syscall[] variants;

    Entry(Syscall call, List<Syscall> variants) {
      this.call = call;
      this.variants = variants.toArray(Syscall[]::new);
    }
  }

  private SyscallTable(SyscallRows rows) {
    this.rows = rows;
    entries = new Entry[rows.end()];
    names = new SyscallNames[rows.end()];
  }

  /**
   * The table of an ABI, read when it is first asked for; a row is parsed when its number is. All
   * methods throw IllegalStateException naming file and line, if a row is broken.
   */
  public static SyscallTable of(Abi abi) {
    return switch (abi) {
      case X86_64 -> X86_64.TABLE;
      case I386 -> I386.TABLE;
    };
  }

  /** Reads what would else be read when a program makes its first calls, and has it wait. */
  public static void load() {
    of(Abi.X86_64);
    StructLayout.load();
  }

  /** The row of a number, or null if the table does not know it. */
  public @Nullable Syscall find(int number) {
    Entry entry = entry(number);
    return entry == null ? null : entry.call;
  }

  /**
   * The row that says most about a call with these arguments: a variant if one is chosen by them,
   * else the row of the number; null if the table does not know it.
   */
  public @Nullable Syscall find(
      int number, long arg0, long arg1, long arg2, long arg3, long arg4, long arg5) {
    Entry entry = entry(number);
    if (entry == null) {
      return null;
    }
    for (Syscall variant : entry.variants) {
      if (variant.isChosenBy(arg0, arg1, arg2, arg3, arg4, arg5)) {
        return variant;
      }
    }
    return entry.call;
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
    Entry entry = entry(number);
    return entry == null ? List.of() : List.of(entry.variants);
  }

  /** The name of a number; {@code syscall_0x1d7} if the table does not know it. */
  public String name(int number) {
    Syscall call = find(number);
    return call == null ? "syscall_0x" + Integer.toHexString(number) : call.name();
  }

  /** What the call of a number may be named by, for less than its row; null if there is none. */
  public @Nullable SyscallNames names(int number) {
    if (number < 0 || number >= names.length) {
      return null;
    }
    SyscallNames known = names[number];
    if (known == null) {
      known = rows.names(number);
      names[number] = known;
    }
    return known;
  }

  /** Adds the names of all calls, and of their classes with a {@code %} before them. */
  public void addWords(Set<String> words) {
    for (int number = 0; number < names.length; number++) {
      SyscallNames call = names(number);
      if (call != null) {
        words.add(call.name());
        call.classes().forEach(one -> words.add("%" + one));
      }
    }
  }

  private @Nullable Entry entry(int number) {
    if (number < 0 || number >= entries.length) {
      return null;
    }
    Entry entry = entries[number];
    if (entry == null) {
      entry = rows.parse(number);
      entries[number] = entry;
    }
    return entry;
  }

  private static final class X86_64 {
    static final SyscallRows ROWS = new SyscallRows("syscalls-x86_64.tsv", null);
    static final SyscallTable TABLE = new SyscallTable(ROWS);
  }

  private static final class I386 {
    static final SyscallTable TABLE =
        new SyscallTable(new SyscallRows("syscalls-i386.tsv", X86_64.ROWS));
  }
}
