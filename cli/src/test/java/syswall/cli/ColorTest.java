package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ColorTest {
  private static final Map<String, String> XTERM = Map.of("TERM", "xterm", "NO_COLOR", "");

  @Test
  void autoColoursATerminal() {
    assertTrue(Color.auto.enabledFor(true, XTERM));
    assertFalse(Color.auto.enabledFor(false, XTERM));
  }

  @Test
  void autoKeepsQuietWhereTheUserOrTheTerminalSaysSo() {
    assertFalse(Color.auto.enabledFor(true, Map.of("TERM", "xterm", "NO_COLOR", "1")));
    assertFalse(Color.auto.enabledFor(true, Map.of("TERM", "dumb")));
  }

  @Test
  void anExplicitChoiceBeatsTheEnvironment() {
    assertTrue(Color.always.enabledFor(false, Map.of("NO_COLOR", "1")));
    assertFalse(Color.never.enabledFor(true, XTERM));
  }

  @Test
  void aClosedDescriptorIsNoTerminal() {
    assertFalse(Color.auto.enabledFor(Integer.MAX_VALUE));
  }
}
