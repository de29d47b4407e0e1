package syswall.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XlsxTextTest {
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "/a/b_c,/a/b_c",
        "_x,_x",
        "_xzz00_,_xzz00_",
        "_x000d_,_x005F_x000d_",
        "a_x0041_x0041_,a_x005F_x0041_x005F_x0041_",
        "  a ,  a ",
        "a b,a b",
        "=1😀,=1😀",
        "\u001b[\uffff\ufffe\t,\\x1b[\\uffff\\ufffe\\x09",
        "\ud800x,\\ud800x",
      })
  void readersFindWhatWasMeant(String text, String escaped) {
    assertEquals(escaped, XlsxText.escape(text));
  }
}
