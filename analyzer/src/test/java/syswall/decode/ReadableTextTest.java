package syswall.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import syswall.event.ByteString;

class ReadableTextTest {
  @Test
  void namesLookLikeThemselves() {
    for (String name : new String[] {"/etc/passwd", "a b\"c'", "grün", "日本", "😀.txt", "=1+1"}) {
      assertEquals(name, ReadableText.of(ByteString.of(name)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "61ff62, a\\xffb",
    "c080, \\xc0\\x80", // a NUL that is too long
    "eda080, \\xed\\xa0\\x80", // half of a pair
    "f4908080, \\xf4\\x90\\x80\\x80", // behind the last character
    "e282, \\xe2\\x82", // cut off
    "e0809f, \\xe0\\x80\\x9f",
    "f09f9880, 😀",
    "e280ae, \\u202e",
    "e281a6, \\u2066",
    "e2808f, \\u200f",
    "efbbbf, \\ufeff",
    "e280a8, \\u2028",
    "c285, \\u0085",
    "f3a08181, \\U000e0041", // an invisible letter
    "00, \\x00",
    "1b5b, \\x1b[",
    "7f, \\x7f",
    "0a0d09, \\n\\r\\t",
    "5c78, \\\\x",
  })
  void whatIsNotTextOrDeceivesIsEscaped(String hex, String text) {
    ByteString bytes = ByteString.copyOf(HexFormat.of().parseHex(hex));
    assertEquals(text, ReadableText.of(bytes));
    assertEquals(text, ReadableText.ofPlain(QuotedText.plain(bytes)));
  }

  @Test
  void whatStandsAmongTheBytesStays() {
    String name = QuotedText.plain(ByteString.of("grün 1\0172 \\"));
    assertEquals("a → grün 1\\x0f2 \\\\…", ReadableText.ofPlain("a → " + name + "…"));
    assertEquals(
        "sh -c 'echo '\\''ü'\\'''",
        ReadableText.ofPlain(
            ArgvText.of(
                List.of(ByteString.of("sh"), ByteString.of("-c"), ByteString.of("echo 'ü'")))));
  }

  @Test
  void whatIsCutInAnEscapeStaysText() {
    String plain = QuotedText.plain(ByteString.of("日本\u202e\033"));
    for (int end = 0; end <= plain.length(); end++) {
      String text = ReadableText.ofPlain(plain.substring(0, end));
      assertFalse(text.chars().anyMatch(InvisibleText::is), text);
    }
  }
}
