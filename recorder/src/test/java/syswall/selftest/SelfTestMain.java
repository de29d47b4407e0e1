package syswall.selftest;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import syswall.record.Inheritance;

/**
 * The main class of the JVM in which tests run the attempts: {@code DIRECTORY [POLICY]}. The policy
 * is JSON, and takes the place of that which forbids what is tried. Prints a line an attempt.
 */
final class SelfTestMain {
  private SelfTestMain() {}

  public static void main(String[] args) throws Exception {
    Inheritance inheritance = Inheritance.snapshot();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path directory = Path.of(args[0]);
    try (SelfTest test =
        args.length == 1
            ? new SelfTest(inheritance, "test", directory)
            : new SelfTest(inheritance, "test", directory, args[1])) {
      test.attempts(
          found -> out.println(found.outcome() + "\t" + found.name() + "\t" + found.detail()));
    }
  }
}
