package syswall.selftest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of {@code attempts.txt}.
 *
 * @param kind what it is for
 * @param name a few words, unlike those of others of its kind
 * @param description one line in plain words
 * @param lines what it does, as {@link ScriptCompiler} reads it
 */
record Script(Kind kind, String name, String description, List<String> lines) {
  /** What the line begins with that names a program to run meanwhile. */
  static final String BESIDE = "beside";

  private static final String FILE = "attempts.txt";

  /** What a program is for. */
  enum Kind {
    /** Tries to do what the policy forbids. */
    ATTEMPT,
    /** Says whether this kernel has something that the firewall builds on. */
    KERNEL,
    /** Is run by attempts, or stands beside them. */
    PROGRAM
  }

  Script {
    lines = List.copyOf(lines);
  }

  /** The programs that run meanwhile. */
  List<String> companions() {
    return lines.stream()
        .filter(line -> line.startsWith(BESIDE + " "))
        .map(line -> line.substring(BESIDE.length() + 1))
        .toList();
  }

  /** All that syswall brings, in their order. */
  static List<Script> all() {
    try (InputStream in = Script.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + ": missing from the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  /** Blocks that begin with {@code KIND: NAME} and a description; a # in front makes a comment. */
  static List<Script> parse(String text) {
    List<Script> scripts = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : (text + "\n\n").split("\n", -1)) {
      if (line.startsWith("#")) {
        continue;
      }
      if (!line.isBlank()) {
        block.add(line.strip());
      } else if (!block.isEmpty()) {
        scripts.add(of(block));
        block.clear();
      }
    }
    return scripts;
  }

  private static Script of(List<String> block) {
    String[] head = block.get(0).split(": ", 2);
    return new Script(
        switch (head[0]) {
          case "attempt" -> Kind.ATTEMPT;
          case "kernel" -> Kind.KERNEL;
          case "program" -> Kind.PROGRAM;
          default -> throw new IllegalArgumentException(FILE + ": " + block.get(0));
        },
        head[1],
        block.get(1),
        block.subList(2, block.size()));
  }
}
