package syswall.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a whole command line, run in this JVM, printed and exited with.
 *
 * @param exitCode what main would exit with
 * @param out standard output
 * @param err standard error
 */
record Outcome(int exitCode, String out, String err) {

  /** Runs a command line, given without the program's name. */
  static Outcome of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Syswall.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Outcome(exitCode, out.toString(), err.toString());
  }
}
