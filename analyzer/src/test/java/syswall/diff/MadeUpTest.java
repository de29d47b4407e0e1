package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MadeUpTest {
  @ParameterizedTest
  @CsvSource({
    "ccAbC1dE.s, ccXy9zUv.s, cc*.s",
    "tmpab_12cde, tmpzz9kq_ww, tmp*",
    "tmp.AbCdEfGhIj, tmp.AxCdQfGhIz, tmp.A*",
    "go-build123456789, go-build98765, go-build*",
    "x.19, x.20, ",
    "apples, cherry, ",
    "release-1, release-2, ",
    "conf, conf.bak, ",
  })
  void whatTwoNamesShareStaysAroundWhatIsMadeUp(String one, String other, String shape) {
    if (shape == null) {
      assertNull(TemporaryNames.shape(one, other, false));
    } else {
      assertEquals(shape, TemporaryNames.shape(one, other, false));
    }
  }

  @Test
  void aNameThatIsTakenAwayAgainMayLookLikeAWord() {
    assertEquals("tmp*", TemporaryNames.shape("tmppozlxvln", "tmpatutrfas", true));
    assertNull(TemporaryNames.shape("tmppozlxvln", "tmpatutrfa", true));
  }
}
