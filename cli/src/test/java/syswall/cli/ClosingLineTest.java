package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import syswall.event.EndReason;
import syswall.record.Recording;

class ClosingLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1234    | 3    | 420000000      | 98304      | syswall: 1,234 events, 3 processes, 0.42 s, 96 KB in ls.cq",
        "1       | 1    | 4000000        | 1          | syswall: 1 event, 1 process, 0.00 s, 1 KB in ls.cq",
        "9999999 | 1000 | 63000000000    | 5767168    | syswall: 9,999,999 events, 1,000 processes, 1 min 03 s, 5.5 MB in ls.cq",
        "2       | 2    | 7500000000000  | 3221225472 | syswall: 2 events, 2 processes, 2 h 05 min, 3.0 GB in ls.cq",
      })
  void saysHowMuchHowLongAndWhere(
      long events, int processes, long durationNs, long size, String line) {
    Recording recording =
        new Recording(0, 0, EndReason.COMPLETED, "", events, processes, durationNs);
    assertEquals(line, ClosingLine.of(recording, size, Path.of("ls.cq")));
  }
}
