package syswall.tracer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.event.Abi;
import syswall.event.CallSelection;
import syswall.syscall.CallFilter;
import syswall.syscall.SyscallTable;

/** Runs the program, as the kernel would, for every number. */
class SeccompProgramTest {
  private static final int REPORT = 0x7ff00000 | SeccompProgram.COOKIE;
  private static final int ALLOW = 0x7fff0000;
  private static final int X86_64 = 0xc000003e;
  private static final int I386 = 0x40000003;
  private static final int ARM = 0x40000028;
  private static final int X32_READ = 0x40000000;

  /** Most instructions that the kernel takes: BPF_MAXINSNS of linux/bpf_common.h. */
  private static final int MOST = 4096;

  /** Every second call of the table: no choice makes more ranges. */
  private static List<String> scattered() {
    StringBuilder names = new StringBuilder("read");
    for (int number = 2; number < 470; number += 2) {
      if (SyscallTable.of(Abi.X86_64).find(number) != null) {
        names.append(',').append(SyscallTable.of(Abi.X86_64).name(number));
      }
    }
    return List.of(names.toString());
  }

  static List<CallSelection> selections() {
    return List.of(
        CallFilter.selection(List.of("read")),
        CallFilter.selection(List.of("%file")),
        CallFilter.selection(List.of("%file,%network", "!openat")),
        CallFilter.selection(List.of("!%memory")),
        CallFilter.selection(List.of("prctl,seccomp")),
        CallFilter.selection(scattered()));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void reportsWhatIsChosenAndNothingElse(CallSelection selection) {
    long[] program = SeccompProgram.of(selection);
    assertTrue(program.length < MOST, program.length + " instructions");
    for (int number = -1; number < 1100; number++) {
      assertEquals(
          selection.includes(Abi.X86_64, number) || List.of(203, 204, 317).contains(number)
              ? REPORT
              : ALLOW,
          run(program, X86_64, number, 0),
          "x86_64 " + number);
      assertEquals(
          selection.includes(Abi.I386, number) || List.of(241, 242, 354).contains(number)
              ? REPORT
              : ALLOW,
          run(program, I386, number, 0),
          "i386 " + number);
      assertEquals(REPORT, run(program, ARM, number, 0), "another architecture's " + number);
    }
    assertEquals(REPORT, run(program, X86_64, X32_READ, 0));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void reportsThatAProgramInstallsAFilter(CallSelection selection) {
    long[] program = SeccompProgram.of(selection);
    assertEquals(REPORT, run(program, X86_64, 157, SeccompProgram.PR_SET_SECCOMP));
    assertEquals(REPORT, run(program, I386, 172, SeccompProgram.PR_SET_SECCOMP));
  }

  /** Classic BPF (linux/bpf_common.h), as far as the program uses it, over struct seccomp_data. */
  private static int run(long[] program, int architecture, int number, int firstArgument) {
    int[] data = new int[16];
    data[0] = number;
    data[1] = architecture;
    data[4] = firstArgument;
    long accumulator = 0;
    int at = 0;
    while (true) {
      long instruction = program[at++];
      int code = (int) instruction & 0xffff;
      int ifTrue = (int) (instruction >> 16) & 0xff;
      int ifFalse = (int) (instruction >> 24) & 0xff;
      long operand = instruction >>> 32;
      switch (code) {
        case 0x20 -> accumulator = data[(int) operand / Integer.BYTES] & 0xffffffffL;
        case 0x05 -> at += (int) operand;
        case 0x15 -> at += accumulator == operand ? ifTrue : ifFalse;
        case 0x35 -> at += accumulator >= operand ? ifTrue : ifFalse;
        case 0x06 -> {
          return (int) operand;
        }
        default -> throw new AssertionError("instruction " + code + Arrays.toString(program));
      }
    }
  }
}
