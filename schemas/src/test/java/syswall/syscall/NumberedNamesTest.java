package syswall.syscall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Error and signal names against the headers of the machine. */
class NumberedNamesTest {
  @ParameterizedTest
  @CsvSource({"/usr/include/asm-generic/errno-base.h,34", "/usr/include/asm-generic/errno.h,97"})
  void errorNamesAreTheHeadersNames(Path header, int atLeast) throws IOException {
    assumeTrue(Files.exists(header), header + " is not installed (linux-libc-dev)");
    Matcher define =
        Pattern.compile("#define\\s+(E\\w+)\\s+(\\d+)").matcher(Files.readString(header));
    int count = 0;
    while (define.find()) {
      assertEquals(define.group(1), Errno.name(Integer.parseInt(define.group(2))));
      count++;
    }
    assertEquals(true, count >= atLeast, count + " names");
  }

  @Test
  void signalNamesAreTheHeadersNames() throws IOException {
    Path header = Path.of("/usr/include/x86_64-linux-gnu/asm/signal.h");
    assumeTrue(Files.exists(header), header + " is not installed (linux-libc-dev)");
    Matcher define =
        Pattern.compile("(?m)^#define (SIG[A-Z0-9]+)\\s+(\\d+)$").matcher(Files.readString(header));
    int count = 0;
    while (define.find()) {
      // SIGIOT and SIGUNUSED are second names of 6 and 31
      if (!define.group(1).equals("SIGIOT") && !define.group(1).equals("SIGUNUSED")) {
        count += Signals.name(Integer.parseInt(define.group(2))).equals(define.group(1)) ? 1 : 0;
      }
    }
    assertEquals(32, count); // 31 and SIGRTMIN
  }

  @Test
  void unknownNumbersAreNamedByThemselves() {
    assertEquals("errno_4000", Errno.name(4000));
    assertEquals("errno_-1", Errno.name(-1));
    assertEquals("Unknown error 4000", Errno.text(4000));
    assertEquals("SIGRT_2", Signals.name(34));
    assertEquals("Real-time signal 32", Signals.text(64));
    assertEquals("65", Signals.name(65));
    assertEquals("Unknown signal 0", Signals.text(0));
  }

  @Test
  void restartCodesHaveNames() {
    assertEquals("ERESTARTSYS", Errno.name(512));
    assertEquals("No such file or directory", Errno.text(2));
    assertEquals("Terminated", Signals.text(15));
  }
}
