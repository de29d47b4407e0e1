package syswall.oracle;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import syswall.oracle.OracleBench.Trace;

/**
 * strace and syswall say the same about real programs, call by call. What differs is left in {@code
 * target/strace-oracle}.
 */
@Tag("oracle")
class StraceOracleTest {
  /** Least share of the calls that agree on name and result. */
  private static final double RESULTS_AGREE = 0.995;

  /** Least share of the calls that agree on the whole line. */
  private static final double LINES_AGREE = 0.98;

  private static final Path REPORTS = Path.of("target", "strace-oracle");

  private static PageServer server;

  @BeforeAll
  static void startServer() throws IOException {
    server = new PageServer();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void syswallAgreesWithStrace(OracleProgram program) throws Exception {
    assumeTrue(OracleProgram.installed("strace"), "strace is not installed");
    try (var bench = new OracleBench(program, server.url())) {
      Trace strace = bench.strace("strace.log");
      Trace again = bench.strace("again.log");
      Trace syswall = bench.syswall();
      assertEquals(strace.exitCode(), syswall.exitCode(), bench.errors());
      Account expected = StraceLog.read(strace.output());
      var comparison =
          new Comparison(
              expected, strace.tracer(), SyswallLog.read(syswall.output()), syswall.tracer());
      // what two runs under one tracer do not agree on is not the other's fault
      var control =
          new Comparison(expected, strace.tracer(), StraceLog.read(again.output()), again.tracer());
      var report = new ComparisonReport(program.name(), comparison);
      Files.createDirectories(REPORTS);
      report.write(REPORTS.resolve(program.name() + ".txt"));
      var controlReport = new ComparisonReport("  again", control);
      controlReport.write(REPORTS.resolve(program.name() + ".control.txt"));
      System.out.println(report.summary());
      System.out.println(controlReport.summary());
      assertAll(
          () -> assertTrue(comparison.agreeOnResults() >= RESULTS_AGREE, report::summary),
          () -> assertTrue(comparison.agreeOnLines() >= LINES_AGREE, report::summary),
          () -> {
            if (program.countsAreEqual()) {
              assertEquals(comparison.straceCounts(), comparison.syswallCounts());
            }
          });
    }
  }
}
