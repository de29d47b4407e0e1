package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RecordCommandTest {
  @Test
  void liveLinesDoNotWaitForMore() {
    StringWriter terminal = new StringWriter();
    RecordCommand.live(new PrintWriter(new BufferedWriter(terminal))).accept("getpid() = 1");
    assertEquals("getpid() = 1\n", terminal.toString());
  }
}
