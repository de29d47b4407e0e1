package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import syswall.firewall.Inquiry.Scope;
import syswall.firewall.Reply;
import syswall.policy.Action;

/** Keys give answers. */
class AnswerKeysTest {
  private static @Nullable Reply press(AnswerKeys keys, String typed) {
    Reply reply = null;
    for (int i = 0; i < typed.length(); i++) {
      char key = typed.charAt(i);
      assertNull(reply, "answered before " + key);
      assertTrue(keys.legend().length() <= 77, keys.legend());
      reply = keys.press(key);
    }
    return reply;
  }

  @ParameterizedTest
  @CsvSource({
    "'\r', deny ONCE RUN",
    "k, kill ONCE RUN",
    "'a\r', allow ONCE RUN",
    "ao, allow ONCE RUN",
    "aa, allow CALL EVER",
    "da, deny CALL EVER",
    "bh, deny ONCE RUN",
    "bs, fake ONCE RUN",
    "bah, deny CALL EVER",
    "bas, fake CALL EVER",
    "ae, allow EXACT RUN",
    "fd, fake DIRECTORY RUN",
    "dh, deny HOST RUN",
    "ac, allow CALL RUN",
    "'ap\r', allow EXACT PROCESS",
    "atd, allow DIRECTORY QUARTER_HOUR",
    "'ds\n', deny EXACT EVER",
    "dsc, deny CALL EVER",
    "xa?zo, allow ONCE RUN",
    "'as\33do', deny ONCE RUN",
  })
  void keysMeanWhatTheLegendSays(String typed, String expected) {
    // no call names a file and a host
    Scope not = expected.contains("HOST") ? Scope.DIRECTORY : Scope.HOST;
    Reply reply = press(new AnswerKeys(EnumSet.complementOf(EnumSet.of(not)), true), typed);
    String got =
        reply == null
            ? "none"
            : reply.action().label() + " " + reply.scope() + " " + reply.lifespan();
    assertEquals(expected, got);
  }

  @Test
  void whatIsNotOfferedIsNoAnswer() {
    AnswerKeys keys = new AnswerKeys(Set.of(Scope.ONCE, Scope.CALL), false);
    assertNull(press(keys, "aedhs"));
    assertEquals("allow: o once  c call  p process  t 15min", keys.legend());
    assertEquals(
        new Reply(new Action.Allow(), Scope.CALL, Reply.Lifespan.PROCESS), press(keys, "p\r"));
  }
}
