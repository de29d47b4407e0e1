package syswall.linux;

import org.jspecify.annotations.Nullable;

/**
 * The step that a tracer makes over and over: let a tracee go on, wait for the next change of any
 * tracee, and ask what syscall stop it is if it is one.
 */
public final class TraceStep {
  // offsets in the block that the instructions work on
  private static final int TID = 0;
  private static final int SIGNAL = 8;
  private static final int STATUS = 16;
  private static final int CHANGED = 24;
  private static final int INFO_SIZE = 32;
  private static final int INFO = 40;

  private static final byte[] INSTRUCTIONS =
      bytes(
          "53", //                   push rbx
          "48 89 fb", //             mov rbx, rdi
          "48 8b 33", //             mov rsi, [rbx + TID]
          "48 85 f6", //             test rsi, rsi
          "74 12", //                jz wait
          "bf 18 00 00 00", //       mov edi, PTRACE_SYSCALL
          "31 d2", //                xor edx, edx
          "4c 8b 53 08", //          mov r10, [rbx + SIGNAL]
          "b8 65 00 00 00", //       mov eax, SYS_ptrace
          "0f 05", //                syscall
          // wait:
          "48 c7 c7 ff ff ff ff", // mov rdi, -1
          "48 8d 73 10", //          lea rsi, [rbx + STATUS]
          "ba 00 00 00 60", //       mov edx, __WALL | __WNOTHREAD
          "45 31 d2", //             xor r10d, r10d
          "b8 3d 00 00 00", //       mov eax, SYS_wait4
          "0f 05", //                syscall
          "48 89 43 18", //          mov [rbx + CHANGED], rax
          "31 c9", //                xor ecx, ecx
          "48 89 4b 20", //          mov [rbx + INFO_SIZE], rcx
          "48 85 c0", //             test rax, rax
          "7e 25", //                jle done
          "81 7b 10 7f 85 00 00", // cmp dword [rbx + STATUS], SYSCALL_STOP << 8 | 0x7f
          "75 1c", //                jne done
          "bf 0e 42 00 00", //       mov edi, PTRACE_GET_SYSCALL_INFO
          "48 89 c6", //             mov rsi, rax
          "ba 58 00 00 00", //       mov edx, SyscallInfo.SIZE
          "4c 8d 53 28", //          lea r10, [rbx + INFO]
          "b8 65 00 00 00", //       mov eax, SYS_ptrace
          "0f 05", //                syscall
          "48 89 43 20", //          mov [rbx + INFO_SIZE], rax
          // done:
          "31 c0", //                xor eax, eax
          "5b", //                   pop rbx
          "c3"); //                  ret

  private final Block block = new Block(INFO + SyscallInfo.SIZE);
  private final SyscallInfo info = new SyscallInfo(block, INFO);
  private final MachineCode code = new MachineCode(INSTRUCTIONS);

  /**
   * Makes one step.
   *
   * @param tid the stopped tracee to resume to its next syscall stop, or 0 for none; one that is
   *     gone is passed over
   * @param signal the signal to deliver to it, or 0
   * @return the tid of a tracee of this thread that changed state, or 0 if there is no tracee left
   */
  public int resumeAndAwait(int tid, int signal) {
    block.putLong(TID, tid);
    block.putLong(SIGNAL, signal);
    code.call(block);
    while (block.getLong(CHANGED) == -Errors.EINTR) {
      block.putLong(TID, 0);
      code.call(block);
    }
    return (int) Math.max(0, block.getLong(CHANGED));
  }

  /** The wait status of the tracee that changed state. */
  public int status() {
    return block.getInt(STATUS);
  }

  /** What syscall stop it is in; null if it is in none, or was killed meanwhile. */
  public @Nullable SyscallInfo info() {
    return block.getLong(INFO_SIZE) > 0 ? info : null;
  }

  private static byte[] bytes(String... lines) {
    String[] hex = String.join(" ", lines).split(" ", -1);
    byte[] bytes = new byte[hex.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex[i], 16);
    }
    return bytes;
  }
}
