package syswall.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaGuardTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "=cmd|' /C calc'!A0~'=cmd|' /C calc'!A0",
        "+1~'+1",
        "-1~'-1",
        "@SUM(1)~'@SUM(1)",
        "  =1~  '=1",
        "\"=1~\"'=1",
        "/x;=1~/x;'=1",
        "/x; =1~/x; '=1",
        "/x\";\"=1~/x\";\"'=1",
        "/x,=1~/x,'=1",
        "/x|@y~/x|'@y",
        "mmap(NULL, 8192, -1, 0)~mmap(NULL, 8192, -1, 0)",
        "/a=b-c@d~/a=b-c@d",
        "'=1~'=1",
      })
  void whatCouldBeAFormulaIsText(String text, String guarded) {
    assertEquals(guarded, FormulaGuard.guard(text));
  }

  @ParameterizedTest
  @CsvSource({"'\t=1'", "'\r=1'"})
  void controlCharactersInFrontHideNone(String text) {
    assertEquals("'" + text.charAt(0), FormulaGuard.guard(text).substring(0, 2));
  }
}
