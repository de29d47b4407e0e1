package syswall.syscall;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;

/**
 * The syscalls of one ABI by number: what the recorder asks at every stop and what every reader of
 * a journal asks to name a call.
 */
public final class SyscallTable {
  private static final int COLUMNS_OF_REFERENCE = 2;

  private final @Nullable Syscall[] calls;
  private final List<List<Parameter>> capturedAtEnter;
  private final List<List<Parameter>> capturedAtExit;

  private SyscallTable(@Nullable Syscall[] calls) {
    this.calls = calls;
    this.capturedAtEnter = captured(calls, CapturePoint.ENTER);
    this.capturedAtExit = captured(calls, CapturePoint.EXIT);
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

  /** The name of a number; {@code syscall_0x1d7} if the table does not know it. */
  public String name(int number) {
    Syscall call = find(number);
    return call == null ? "syscall_0x" + Integer.toHexString(number) : call.name();
  }

  /**
   * The parameters of a call whose targets are captured at a stop, in register order; empty for
   * unknown numbers. Made once a table: the recorder asks at every stop.
   */
  public List<Parameter> captured(int number, CapturePoint point) {
    if (number < 0 || number >= calls.length) {
      return List.of();
    }
    return switch (point) {
      case ENTER -> capturedAtEnter.get(number);
      case EXIT -> capturedAtExit.get(number);
      case NEVER -> throw new IllegalArgumentException("nothing is captured at no stop");
    };
  }

  private static List<List<Parameter>> captured(@Nullable Syscall[] calls, CapturePoint point) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<Parameter>[] captured = new List[calls.length];
    for (int number = 0; number < calls.length; number++) {
      Syscall call = calls[number];
      captured[number] = call == null ? List.of() : call.captured(point);
    }
    return List.of(captured);
  }

  // Loaded before the first event of a recording: plain classes and loops here and in what this
  // calls, since a cold JVM takes milliseconds to link its first lambda or stream.

  private static final class X86_64 {
    static final SyscallTable TABLE = new Rows(Map.of()).read("syscalls-x86_64.tsv");
  }

  private static final class I386 {
    static final SyscallTable TABLE = new Rows(byName(X86_64.TABLE)).read("syscalls-i386.tsv");

    private static Map<String, Syscall> byName(SyscallTable table) {
      Map<String, Syscall> calls = new HashMap<>();
      for (Syscall call : table.calls) {
        if (call != null) {
          calls.put(call.name(), call);
        }
      }
      return calls;
    }
  }

  /** The calls read so far, at their numbers. */
  private static final class Rows implements TsvResource.RowReader {
    private final Map<String, Syscall> callsOfTheSameName;
    private final @Nullable Syscall[] calls = new Syscall[512];
    private int end;

    Rows(Map<String, Syscall> callsOfTheSameName) {
      this.callsOfTheSameName = callsOfTheSameName;
    }

    SyscallTable read(String file) {
      TsvResource.read(file, this);
      return new SyscallTable(Arrays.copyOf(calls, end));
    }

    @Override
    public void row(String[] columns) {
      Syscall call =
          columns.length == COLUMNS_OF_REFERENCE ? sameCall(columns) : SyscallRow.parse(columns);
      if (call.number() >= calls.length) {
        throw new IllegalArgumentException("number " + call.number() + " is out of range");
      }
      if (calls[call.number()] != null) {
        throw new IllegalArgumentException("number " + call.number() + " is taken");
      }
      calls[call.number()] = call;
      end = Math.max(end, call.number() + 1);
    }

    private Syscall sameCall(String[] columns) {
      Syscall call = callsOfTheSameName.get(columns[1]);
      if (call == null) {
        throw new IllegalArgumentException("no x86_64 call is named " + columns[1]);
      }
      return new Syscall(
          SyscallRow.number(columns[0]),
          call.name(),
          call.parameters(),
          call.result(),
          call.classes());
    }
  }
}
