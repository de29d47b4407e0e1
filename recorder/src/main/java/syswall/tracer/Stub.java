package syswall.tracer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The program that stands in for the first tracee until it is seized: a static ELF file of a few
 * instructions that waits in pause(2) and has a {@code syscall} instruction for the tracer to use.
 * It never touches its stack, where the kernel laid out the target's arguments and environment.
 */
final class Stub {
  private static final long BASE = 0x400000;
  private static final int HEADERS = 64 + 56; // one ELF header, one program header
  private static final byte[] CODE = {
    (byte) 0xb8,
    34,
    0,
    0,
    0, // park: mov eax, SYS_pause
    0x0f,
    0x05, //             syscall
    (byte) 0xeb,
    (byte) 0xf7, //     jmp park
    0x0f,
    0x05, //       call: syscall
    (byte) 0xeb,
    (byte) 0xf3, //     jmp park
  };
  private static final byte[] SHELL = "/bin/sh\0".getBytes(StandardCharsets.US_ASCII);

  /** Address of the {@code syscall} instruction for the tracer. */
  static final long CALL = BASE + HEADERS + 9;

  /** Address of the string {@code /bin/sh}. */
  static final long SHELL_PATH = BASE + HEADERS + CODE.length;

  private Stub() {}

  /** The ELF file (elf(5)). */
  static byte[] image() {
    int size = HEADERS + CODE.length + SHELL.length;
    ByteBuffer image = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    image.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    image.putShort((short) 2).putShort((short) 62).putInt(1); // ET_EXEC, EM_X86_64, EV_CURRENT
    image.putLong(BASE + HEADERS).putLong(64).putLong(0).putInt(0); // entry, phoff, shoff, flags
    image.putShort((short) 64).putShort((short) 56).putShort((short) 1); // sizes, one phdr
    image.putShort((short) 0).putShort((short) 0).putShort((short) 0); // no sections
    image.putInt(1).putInt(5).putLong(0); // PT_LOAD, read and execute, from offset 0
    image.putLong(BASE).putLong(BASE).putLong(size).putLong(size).putLong(0x1000);
    return image.put(CODE).put(SHELL).array();
  }
}
