package syswall.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The C programs of {@code src/test/c}, each compiled when it or what it is made of has changed.
 */
final class CPrograms {
  private static final Path SOURCES = Path.of("src/test/c");
  private static final Path BINARIES = Path.of("target/c-programs");

  private CPrograms() {}

  /** Compiles a program; skips the test without gcc. */
  static synchronized Path compiled(String name) throws IOException, InterruptedException {
    Workbench.assumeInstalled("gcc");
    Path source = SOURCES.resolve(name + ".c");
    Path binary = BINARIES.resolve(name);
    if (isNewer(binary, source)
        && isNewer(binary, SOURCES.resolve("told.h"))
        && isNewer(binary, SOURCES.resolve("state.h"))) {
      return binary;
    }
    Files.createDirectories(BINARIES);
    Process gcc =
        new ProcessBuilder(
                List.of(
                    "gcc",
                    "-O1",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-static",
                    source.toString(),
                    "-o",
                    binary.toString()))
            .redirectErrorStream(true)
            .start();
    String messages = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertEquals(0, gcc.waitFor(), messages);
    return binary;
  }

  private static boolean isNewer(Path file, Path than) throws IOException {
    return Files.exists(file)
        && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) > 0;
  }
}
