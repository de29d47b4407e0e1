package syswall.oracle;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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

  private static HttpServer server;

  @BeforeAll
  static void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = "hello\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stopServer() {
    server.stop(0);
  }

  @ParameterizedTest
  @EnumSource
  void syswallAgreesWithStrace(OracleProgram program) throws Exception {
    assumeTrue(OracleProgram.installed("strace"), "strace is not installed");
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    try (var bench = new OracleBench(program, url)) {
      Trace strace = bench.strace();
      Trace syswall = bench.syswall();
      assertEquals(strace.exitCode(), syswall.exitCode(), bench.errors());
      var comparison =
          new Comparison(
              StraceLog.read(strace.output()), strace.tracer(),
              SyswallLog.read(syswall.output()), syswall.tracer());
      var report = new ComparisonReport(program.name(), comparison);
      Files.createDirectories(REPORTS);
      report.write(REPORTS.resolve(program.name() + ".txt"));
      System.out.println(report.summary());
      assertAll(
          () -> assertTrue(comparison.agreeOnResults() >= RESULTS_AGREE, report::summary),
          () -> assertTrue(comparison.agreeOnLines() >= LINES_AGREE, report::summary),
          () -> {
            if (program.countsAreEqual()) {
              assertEquals(comparison.strace().counts(), comparison.syswall().counts());
            }
          });
    }
  }
}
