package syswall.selftest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.selftest.Assembler.Register;
import syswall.syscall.Syscall;

/** What a {@link Script} speaks of: results, names of data, symbols, and data written out. */
final class Operands {
  private static final Pattern PIECE = Pattern.compile("\"[^\"]*\"|(>?)([1248]):([^ }]+)");

  private final Assembler out;
  private final Symbols symbols;
  private final Map<String, Integer> slots = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();

  Operands(Assembler out, Symbols symbols) {
    this.out = out;
    this.symbols = symbols;
  }

  /**
   * Puts what a word stands for into a register: a sum, or the address of what is written out.
   *
   * @param call whose argument it is; null if it is none's
   */
  void load(String word, Register to, Abi abi, @Nullable Syscall call, int argument) {
    if (word.startsWith("\"") || word.startsWith("{")) {
      out.load(to, data(word));
      return;
    }
    boolean first = true;
    for (String term : word.split("\\+", -1)) {
      Register target = first ? to : Register.R11;
      Integer slot = slots.get(term);
      if (slot != null) {
        out.loadSlot(target, slot);
      } else {
        out.load(target, constant(term, abi, call, argument));
      }
      if (!first) {
        out.add(to, target);
      }
      first = false;
    }
  }

  private long constant(String word, Abi abi, @Nullable Syscall call, int argument) {
    if (!word.startsWith("&")) {
      return symbols.number(word, abi, call, argument);
    }
    Integer address = names.get(word.substring(1));
    if (address == null) {
      throw new IllegalArgumentException("there is no " + word);
    }
    return address;
  }

  /** A string with a NUL behind it, or a structure. */
  private byte[] bytes(String word) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (word.startsWith("\"")) {
      bytes.writeBytes(characters(word + "\0"));
      return bytes.toByteArray();
    }
    for (Matcher piece = PIECE.matcher(word); piece.find(); ) {
      if (piece.group(2) == null) {
        bytes.writeBytes(characters(piece.group()));
        continue;
      }
      int size = Integer.parseInt(piece.group(2));
      ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      number.putLong(0, constant(piece.group(3), Abi.X86_64, null, 0));
      for (int i = 0; i < size; i++) {
        bytes.write(number.get(piece.group(1).isEmpty() ? i : size - 1 - i));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] characters(String quoted) {
    String text = quoted.replace("\"", "").replace("\\n", "\n").replace("\\0", "\0");
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Places a string or a structure in the data; returns its address. */
  int data(String word) {
    return out.data(bytes(word));
  }

  /** A result's slot. */
  int slot(String name) {
    return slots.computeIfAbsent(name, any -> out.slot(0));
  }

  /** Gives a slot that there is a name. */
  void slot(String name, int address) {
    slots.put(name, address);
  }

  /** Gives an address a name. */
  void name(String name, int address) {
    names.put(name, address);
  }
}
