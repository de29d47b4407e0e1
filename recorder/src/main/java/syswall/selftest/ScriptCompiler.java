package syswall.selftest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import syswall.event.Abi;
import syswall.selftest.Assembler.Condition;
import syswall.selftest.Assembler.Register;
import syswall.syscall.Syscall;

/**
 * Turns a {@link Script} into a program that the kernel runs. The head of {@code attempts.txt} says
 * what a line may be.
 *
 * <p>A program goes to its directory, opens two files, {@value #TOLD} for what it learns and
 * {@value #FAILED} for which of its calls failed first, and ends after some seconds at most.
 */
final class ScriptCompiler {
  /** The file of what a program got to know. */
  static final String TOLD = "told";

  /** The file of a program's first failed call: its number in the script and its error. */
  static final String FAILED = "failed";

  /** What a program tells if it did what it shall not. */
  static final String DONE = "done";

  /** The file that says where the pages with the firewall's arguments are. */
  static final String PAGES = "pages";

  /** What a file begins with that is worth telling. */
  static final String SECRET = "secret: ";

  private static final int SECONDS = 4;
  private static final int X32 = 0x40000000;
  private static final int CONTENT = 4096;
  private static final int STAND_IN = 12 << 20; // as large as the pages that it stands for
  private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|\\{[^}]*}|[^ \"{]+");
  private static final List<Register> ARGUMENTS =
      List.of(Register.RDI, Register.RSI, Register.RDX, Register.R10, Register.R8, Register.R9);
  private static final List<Register> ARGUMENTS_32 =
      List.of(Register.RBX, Register.RCX, Register.RDX, Register.RSI, Register.RDI, Register.RBP);

  private final Symbols symbols;
  private final Map<String, String> variables;
  private final Assembler out = new Assembler();
  private final Operands operands;
  private final Deque<Runnable> blocks = new ArrayDeque<>();
  private final int firstFailed = out.slot(0);
  private final int firstError = out.slot(0);
  private final int content = out.zeroed(CONTENT);
  private final int told = out.slot(0);
  private int row;

  private ScriptCompiler(Symbols symbols, Map<String, String> variables) {
    this.symbols = symbols;
    this.variables = variables;
    operands = new Operands(out, symbols);
    operands.name("content", content);
    operands.slot(PAGES, out.slot(out.zeroed(STAND_IN)));
  }

  /**
   * A program as an ELF file.
   *
   * @param directory where it shall run
   * @param variables what {@code $NAME} stands for
   */
  static byte[] compile(
      Script script, String directory, Symbols symbols, Map<String, String> variables) {
    ScriptCompiler compiler = new ScriptCompiler(symbols, variables);
    compiler.begin(directory);
    for (String line : script.lines()) {
      try {
        compiler.row++;
        compiler.line(compiler.substitute(line));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(script.name() + ": " + line + ": " + e.getMessage(), e);
      }
    }
    if (!compiler.blocks.isEmpty()) {
      throw new IllegalArgumentException(script.name() + ": a block has no end");
    }
    compiler.end();
    return compiler.out.image();
  }

  private void begin(String directory) {
    line("chdir \"" + directory + "\"");
    line("told = open \"" + TOLD + "\" O_WRONLY|O_CREAT|O_APPEND 0600");
    line("failed = open \"" + FAILED + "\" O_WRONLY|O_CREAT|O_APPEND 0600");
    line("found = open \"" + PAGES + "\" O_RDONLY");
    line("if found");
    operands.name(PAGES, operands.slot(PAGES));
    line("read found &pages 8");
    line("close found");
    line("end");
    line("alarm " + SECONDS);
    out.load(Register.RAX, 0); // what failed so far was none of the script's
    out.storeSlot(firstFailed, Register.RAX);
  }

  private void end() {
    operands.name("first", firstFailed);
    line("write failed &first 8");
    operands.name("error", firstError);
    line("write failed &error 8");
    line("exit_group 0");
  }

  private String substitute(String line) {
    String replaced = line;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      replaced = replaced.replace("$" + variable.getKey(), variable.getValue());
    }
    return replaced;
  }

  private void line(String line) {
    List<String> words = new ArrayList<>();
    for (Matcher token = TOKEN.matcher(line); token.find(); ) {
      words.add(token.group());
    }
    if (words.size() > 2 && words.get(1).equals("=")) {
      String result = words.get(0);
      statement(words.subList(2, words.size()));
      out.storeSlot(operands.slot(result), Register.RAX);
    } else {
      statement(words);
    }
  }

  private void statement(List<String> words) {
    List<String> rest = words.subList(1, words.size());
    switch (words.get(0)) {
      case "buffer" -> operands.name(rest.get(0), out.zeroed(Integer.decode(rest.get(1))));
      case "data" -> operands.name(rest.get(0), operands.data(rest.get(1)));
      case "get" -> get(rest.get(0), rest.get(1));
      case "put" -> put(rest.get(0), rest.get(1), rest.get(2));
      case "if" -> condition(rest.get(0));
      case "repeat" -> repeat(rest.get(0));
      case "child" -> child(rest);
      case "thread" -> thread();
      case "end" -> blocks.pop().run();
      case "take" -> take(rest.get(0));
      case "say" -> say(rest.get(0));
      case Script.BESIDE -> {}
      default -> call(words);
    }
  }

  /** Leaves the result in RAX. */
  private void call(List<String> words) {
    boolean isI386 = words.get(0).equals("int80");
    boolean isX32 = words.get(0).equals("x32");
    List<String> named = isI386 || isX32 ? words.subList(1, words.size()) : words;
    Abi abi = isI386 ? Abi.I386 : Abi.X86_64;
    Syscall call = symbols.call(abi, named.get(0));
    List<Register> registers = isI386 ? ARGUMENTS_32 : ARGUMENTS;
    for (int i = 1; i < named.size(); i++) {
      operands.load(named.get(i), registers.get(i - 1), abi, call, i - 1);
    }
    out.load(Register.RAX, call.number() | (isX32 ? X32 : 0));
    out.raw(isI386 ? "cd 80 48 63 c0" : "0f 05"); // int 0x80, movsxd rax, eax; syscall
    rememberFailure();
  }

  private void rememberFailure() {
    int done = out.label();
    out.test();
    out.jumpIf(Condition.NOT_NEGATIVE, done);
    out.raw("49 89 c3"); // mov r11, rax
    out.loadSlot(Register.RAX, firstFailed);
    out.test();
    out.raw("4c 89 d8"); // mov rax, r11
    out.jumpIf(Condition.NOT_ZERO, done);
    out.storeSlot(firstError, Register.RAX);
    out.load(Register.RCX, row);
    out.storeSlot(firstFailed, Register.RCX);
    out.place(done);
  }

  /** Runs a block if a call succeeded. */
  private void condition(String result) {
    int behind = out.label();
    out.loadSlot(Register.RAX, operands.slot(result));
    out.test();
    out.jumpIf(Condition.NEGATIVE, behind);
    blocks.push(() -> out.place(behind));
  }

  private void repeat(String times) {
    int counter = out.slot(0);
    operands.load(times, Register.RAX, Abi.X86_64, null, 0);
    out.storeSlot(counter, Register.RAX);
    int again = out.label();
    out.place(again);
    blocks.push(
        () -> {
          int enough = out.label();
          out.decrementSlot(counter);
          out.jumpIf(Condition.ZERO, enough);
          out.loadSlot(Register.RAX, told);
          out.test();
          out.jumpIf(Condition.ZERO, again);
          out.place(enough);
        });
  }

  /** Runs a block where a call returns 0, and waits for who runs it where it does not. */
  private void child(List<String> words) {
    int parent = out.label();
    call(words);
    out.test();
    out.jumpIf(Condition.NOT_ZERO, parent);
    line("alarm " + SECONDS);
    blocks.push(
        () -> {
          end();
          out.place(parent);
          line("wait4 -1 0 __WALL 0");
        });
  }

  /** Runs a block beside what follows it, with the same memory. */
  private void thread() {
    int other = out.label();
    call(
        List.of(
            "clone",
            "CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM",
            "0",
            "0",
            "0",
            "0"));
    out.test();
    out.jumpIf(Condition.NOT_ZERO, other);
    blocks.push(
        () -> {
          line("exit 0");
          out.place(other);
        });
  }

  /** Tells what a file holds, if that is a secret. */
  private void take(String descriptor) {
    int behind = out.label();
    line("pread64 " + descriptor + " &content 64 0");
    out.storeSlot(operands.slot("length"), Register.RAX);
    out.test();
    out.jumpIf(Condition.NEGATIVE, behind);
    out.loadSlot(Register.RAX, content);
    out.compareWithSlot(out.data(SECRET.getBytes(StandardCharsets.US_ASCII)));
    out.jumpIf(Condition.NOT_ZERO, behind);
    out.storeSlot(told, Register.RAX);
    line("write told &content length");
    out.place(behind);
  }

  /** Tells that a call succeeded which should not. */
  private void say(String result) {
    line("if " + result);
    line("write told \"" + DONE + "\" 4");
    out.storeSlot(told, Register.RAX);
    line("end");
  }

  private void get(String address, String size) {
    operands.load(address, Register.RDI, Abi.X86_64, null, 0);
    out.raw(
        switch (size) {
          case "1" -> "0f b6 07"; // movzx eax, byte [rdi]
          case "4" -> "8b 07"; // mov eax, [rdi]
          case "8" -> "48 8b 07"; // mov rax, [rdi]
          default -> throw new IllegalArgumentException(size + " bytes");
        });
  }

  private void put(String address, String size, String value) {
    operands.load(value, Register.RAX, Abi.X86_64, null, 0);
    operands.load(address, Register.RDI, Abi.X86_64, null, 0);
    out.raw(
        switch (size) {
          case "1" -> "88 07"; // mov [rdi], al
          case "2" -> "66 89 07"; // mov [rdi], ax
          case "4" -> "89 07"; // mov [rdi], eax
          case "8" -> "48 89 07"; // mov [rdi], rax
          default -> throw new IllegalArgumentException(size + " bytes");
        });
  }
}
