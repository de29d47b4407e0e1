package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The C programs of {@code src/test/c}, each compiled when it or what it is made of has changed.
 */
final class Tracees {
  private static final Path SOURCES = Path.of("src/test/c");
  private static final Path BINARIES = Path.of("target/tracees");

  /** No C library, no start-up code, and code that gcc cannot turn into calls of either. */
  private static final List<String> FREESTANDING =
      List.of(
          "-static",
          "-nostdlib",
          "-ffreestanding",
          "-fno-pie",
          "-no-pie",
          "-fno-stack-protector",
          "-fcf-protection=none",
          "-fno-tree-loop-distribute-patterns",
          "-mno-red-zone");

  private Tracees() {}

  /** Compiles a program that includes {@code tracee.h}. */
  static Path freestanding(String name) throws IOException, InterruptedException {
    return compile(name, FREESTANDING);
  }

  /** Compiles a program that includes {@code tracee.h} as 32-bit code. */
  static Path freestanding32(String name) throws IOException, InterruptedException {
    var options = new ArrayList<>(FREESTANDING);
    // Debian keeps the kernel's headers, which serve both word sizes, under the 64-bit name
    options.addAll(List.of("-m32", "-idirafter", "/usr/include/x86_64-linux-gnu"));
    return compile(name, options);
  }

  /** Compiles a program that uses the C library. */
  static Path hosted(String name) throws IOException, InterruptedException {
    return compile(name, List.of("-static"));
  }

  private static synchronized Path compile(String name, List<String> options)
      throws IOException, InterruptedException {
    Testbed.assumeInstalled("gcc");
    Path source = SOURCES.resolve(name + ".c");
    Path binary = BINARIES.resolve(name);
    if (isNewer(binary, source) && isNewer(binary, SOURCES.resolve("tracee.h"))) {
      return binary;
    }
    Files.createDirectories(BINARIES);
    var command = new ArrayList<>(List.of("gcc", "-O1", "-Wall", "-Wextra", "-Werror"));
    command.addAll(options);
    command.addAll(List.of(source.toString(), "-o", binary.toString()));
    Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
    String messages = new String(gcc.getInputStream().readAllBytes(), Testbed.BYTES);
    assertEquals(0, gcc.waitFor(), messages);
    return binary;
  }

  private static boolean isNewer(Path file, Path than) throws IOException {
    return Files.exists(file)
        && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) > 0;
  }
}
