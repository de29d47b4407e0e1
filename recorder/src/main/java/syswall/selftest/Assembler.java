package syswall.selftest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Writes small programs for x86_64 as whole ELF files (elf(5)): instructions, data, and zeroed
 * memory behind it. A program keeps all its numbers in memory, in slots of eight bytes, and nothing
 * on its stack, so that threads of it need none. All addresses are below 2 GiB, where 32-bit calls
 * reach them, too.
 */
final class Assembler {
  private static final int CODE = 0x400000;
  private static final int DATA = 0x1000000;
  private static final int PAGE = 4096;
  private static final int HEADERS = 64 + 2 * 56; // one ELF header, two program headers
  private static final HexFormat HEX = HexFormat.of();

  /** The registers of the instruction set by their numbers. */
  enum Register {
    RAX(0),
    RCX(1),
    RDX(2),
    RBX(3),
    RSP(4),
    RBP(5),
    RSI(6),
    RDI(7),
    R8(8),
    R9(9),
    R10(10),
    R11(11);

    private final int number;

    Register(int number) {
      this.number = number;
    }

    private int high() {
      return number >> 3;
    }

    private int low() {
      return number & 7;
    }
  }

  /** Conditions of jumps by the last test; the second byte of their instructions. */
  enum Condition {
    ZERO(0x84),
    NOT_ZERO(0x85),
    NEGATIVE(0x88),
    NOT_NEGATIVE(0x89);

    private final int code;

    Condition(int code) {
      this.code = code;
    }
  }

  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final Map<Integer, Integer> targets = new HashMap<>();
  private final List<int[]> jumps = new ArrayList<>();
  private int labels;
  private int zeroed;

  /** Places bytes in the data, at a multiple of 16; returns their address. */
  int data(byte[] bytes) {
    while (data.size() % 16 != 0) {
      data.write(0);
    }
    int address = DATA + data.size();
    data.writeBytes(bytes);
    return address;
  }

  /** A slot that holds a number at first; returns its address. */
  int slot(long value) {
    return data(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  /**
   * Zeroed memory, whole pages, 16 MiB behind the data's beginning and further; returns its
   * address.
   */
  int zeroed(int size) {
    int address = DATA + (16 << 20) + zeroed;
    zeroed += (size + PAGE - 1) & -PAGE;
    return address;
  }

  /** Instructions as they are, in hexadecimal. */
  void raw(String hex) {
    code.writeBytes(HEX.parseHex(hex.replace(" ", "")));
  }

  /** Puts a number into a register. */
  void load(Register to, long value) {
    code.write(0x48 | to.high());
    code.write(0xb8 | to.low());
    code.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  /** Puts what a slot holds into a register. */
  void loadSlot(Register to, int address) {
    code.write(0x48 | to.high() << 2);
    code.write(0x8b);
    absolute(to.low(), address);
  }

  /** Puts a register into a slot. */
  void storeSlot(int address, Register from) {
    code.write(0x48 | from.high() << 2);
    code.write(0x89);
    absolute(from.low(), address);
  }

  /** Adds a register to another. */
  void add(Register to, Register from) {
    code.write(0x48 | from.high() << 2 | to.high());
    code.write(0x01);
    code.write(0xc0 | from.low() << 3 | to.low());
  }

  /** Compares RAX with what a slot holds, for {@link Condition#ZERO}: equal. */
  void compareWithSlot(int address) {
    raw("48 3b");
    absolute(Register.RAX.low(), address);
  }

  /** Takes one from a slot, for {@link Condition#ZERO}: nothing is left. */
  void decrementSlot(int address) {
    raw("48 ff");
    absolute(1, address);
  }

  /** Looks at RAX, for any {@link Condition}. */
  void test() {
    raw("48 85 c0");
  }

  /** An address that is encoded in the instruction, sign-extended from 32 bits. */
  private void absolute(int register, int address) {
    code.write(register << 3 | 4);
    code.write(0x25);
    int32(address);
  }

  private void int32(int value) {
    code.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  /** A place that is not yet known. */
  int label() {
    return labels++;
  }

  /** The next instruction is the label's place. */
  void place(int label) {
    targets.put(label, code.size());
  }

  /** Jumps. */
  void jump(int label) {
    code.write(0xe9);
    jumpTo(label);
  }

  /** Jumps if so. */
  void jumpIf(Condition condition, int label) {
    code.write(0x0f);
    code.write(condition.code);
    jumpTo(label);
  }

  private void jumpTo(int label) {
    jumps.add(new int[] {code.size(), label});
    int32(0);
  }

  /** The ELF file: code that can be executed, data that can be written, never both. */
  byte[] image() {
    byte[] instructions = code.toByteArray();
    ByteBuffer patched = ByteBuffer.wrap(instructions).order(ByteOrder.LITTLE_ENDIAN);
    for (int[] jump : jumps) {
      Integer target = targets.get(jump[1]);
      if (target == null) {
        throw new IllegalStateException("a jump to nowhere");
      }
      patched.putInt(jump[0], target - jump[0] - 4);
    }
    int dataOffset = (HEADERS + instructions.length + PAGE - 1) & -PAGE;
    int inMemory = zeroed == 0 ? data.size() : (16 << 20) + zeroed;
    ByteBuffer image = ByteBuffer.allocate(dataOffset + data.size()).order(ByteOrder.LITTLE_ENDIAN);
    image.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    image.putShort((short) 2).putShort((short) 62).putInt(1); // ET_EXEC, EM_X86_64, EV_CURRENT
    image.putLong(CODE + HEADERS).putLong(64).putLong(0).putInt(0); // entry, phoff, shoff, flags
    image.putShort((short) 64).putShort((short) 56).putShort((short) 2); // sizes, two phdrs
    image.putShort((short) 0).putShort((short) 0).putShort((short) 0); // no sections
    load(image, 5, 0, CODE, HEADERS + instructions.length, HEADERS + instructions.length);
    load(image, 6, dataOffset, DATA, data.size(), inMemory);
    image.put(instructions).position(dataOffset);
    return image.put(data.toByteArray()).array();
  }

  private static void load(
      ByteBuffer image, int access, int offset, int address, int inFile, int inMemory) {
    image.putInt(1).putInt(access).putLong(offset); // PT_LOAD
    image.putLong(address).putLong(address).putLong(inFile).putLong(inMemory).putLong(PAGE);
  }
}
