package syswall.tracer;

import java.util.ArrayList;
import java.util.List;
import syswall.event.Abi;
import syswall.event.CallSelection;
import syswall.linux.SyscallInfo;

/**
 * The seccomp filter (seccomp(2)) of a process of which only some calls are recorded: these report
 * to the tracer, all others run as if nobody looked. Calls that install a filter of the program's
 * own report as well, see {@link ChosenCalls}.
 *
 * <p>The decision is a binary search for the number among the ranges of numbers about which the
 * same is decided: some ten instructions a call, and none on kernels that remember for which
 * numbers a filter always lets calls through (Linux 5.11).
 */
final class SeccompProgram {
  /** Comes back with each report: one with another is a filter's of the program's own. */
  static final int COOKIE = 0x5359;

  /** Of prctl(2). */
  static final int PR_SET_SECCOMP = 22;

  private static final long AUDIT_ARCH_X86_64 = 0xc000003eL;

  // offsets in struct seccomp_data of linux/seccomp.h; of an argument the lower half
  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int FIRST_ARGUMENT = 16;

  // linux/bpf_common.h
  private static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
  private static final int JUMP = 0x05; // BPF_JMP | BPF_JA
  private static final int JUMP_IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
  private static final int JUMP_IF_NOT_BELOW = 0x35; // BPF_JMP | BPF_JGE | BPF_K
  private static final int RETURN = 0x06; // BPF_RET | BPF_K
  private static final int FARTHEST = 255;

  private static final Instruction REPORT = new Instruction(RETURN, 0, 0, 0x7ff00000L | COOKIE);
  private static final Instruction ALLOW = new Instruction(RETURN, 0, 0, 0x7fff0000L);

  /** {@code struct sock_filter}: where to go on is counted from the next instruction. */
  private record Instruction(int code, int ifTrue, int ifFalse, long operand) {}

  /** What happens to calls from one number on, up to the next range's. */
  private record Range(int from, List<Instruction> then) {}

  private SeccompProgram() {}

  /** Its instructions, each a {@code struct sock_filter} as a little-endian number. */
  static long[] of(CallSelection selection) {
    List<Instruction> x86 = decision(Abi.X86_64, selection.numbers64().length(), selection);
    List<Instruction> i386 = decision(Abi.I386, selection.numbers32().length(), selection);
    List<Instruction> all = new ArrayList<>();
    all.add(new Instruction(LOAD, 0, 0, ARCHITECTURE));
    all.add(new Instruction(JUMP_IF_EQUAL, 0, 1, AUDIT_ARCH_X86_64));
    all.add(new Instruction(JUMP, 0, 0, 3));
    all.add(new Instruction(JUMP_IF_EQUAL, 0, 1, SyscallInfo.AUDIT_ARCH_I386));
    all.add(new Instruction(JUMP, 0, 0, 1 + x86.size()));
    all.add(REPORT);
    all.addAll(x86);
    all.addAll(i386);
    return encoded(all);
  }

  /** Whether a call may install a filter. */
  static boolean installsFilter(Abi abi, int number, long firstArgument) {
    return switch (abi) {
      case X86_64 -> number == 317 || (number == 157 && (int) firstArgument == PR_SET_SECCOMP);
      case I386 -> number == 354 || (number == 172 && (int) firstArgument == PR_SET_SECCOMP);
    };
  }

  private static List<Instruction> decision(Abi abi, int bytes, CallSelection selection) {
    List<Range> ranges = new ArrayList<>();
    for (int number = 0; number <= bytes * Byte.SIZE; number++) {
      List<Instruction> then = then(abi, number, selection);
      if (ranges.isEmpty() || !ranges.get(ranges.size() - 1).then.equals(then)) {
        ranges.add(new Range(number, then));
      }
    }
    List<Instruction> decision = new ArrayList<>();
    decision.add(new Instruction(LOAD, 0, 0, NUMBER));
    decision.addAll(search(ranges));
    return decision;
  }

  private static List<Instruction> then(Abi abi, int number, CallSelection selection) {
    if (selection.includes(abi, number)
        || installsFilter(abi, number, 0)
        || Placement.isAboutMasks(abi, number)) {
      return List.of(REPORT);
    }
    if (installsFilter(abi, number, PR_SET_SECCOMP)) {
      return List.of(
          new Instruction(LOAD, 0, 0, FIRST_ARGUMENT),
          new Instruction(JUMP_IF_EQUAL, 0, 1, PR_SET_SECCOMP),
          REPORT,
          ALLOW);
    }
    return List.of(ALLOW);
  }

  private static List<Instruction> search(List<Range> ranges) {
    if (ranges.size() == 1) {
      return ranges.get(0).then;
    }
    int middle = ranges.size() / 2;
    List<Instruction> below = search(ranges.subList(0, middle));
    List<Instruction> search = new ArrayList<>();
    int from = ranges.get(middle).from;
    if (below.size() <= FARTHEST) {
      search.add(new Instruction(JUMP_IF_NOT_BELOW, below.size(), 0, from));
    } else {
      search.add(new Instruction(JUMP_IF_NOT_BELOW, 0, 1, from));
      search.add(new Instruction(JUMP, 0, 0, below.size()));
    }
    search.addAll(below);
    search.addAll(search(ranges.subList(middle, ranges.size())));
    return search;
  }

  private static long[] encoded(List<Instruction> instructions) {
    long[] encoded = new long[instructions.size()];
    for (int i = 0; i < encoded.length; i++) {
      Instruction one = instructions.get(i);
      encoded[i] = one.code | one.ifTrue << 16 | (long) one.ifFalse << 24 | one.operand << 32;
    }
    return encoded;
  }
}
