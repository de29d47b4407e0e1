package syswall.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import syswall.event.ByteString;

/** Patterns against examples, and against an oracle that tries every way. */
class GlobTest {
  static final Surroundings HOME =
      new Surroundings(
          Map.of(
              "HOME", ByteString.of("/home/a*b"),
              "CWD", ByteString.of("/"),
              "TMPDIR", ByteString.of("/tmp")),
          6,
          1,
          Set.of());

  private static Glob glob(String pattern) {
    return new Pattern(pattern, true).compile(HOME);
  }

  private static boolean matches(String pattern, String text) {
    return glob(pattern).matches(ByteString.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/etc/passwd           | /etc/passwd          | true",
        "/etc/passwd           | /etc/passwd-         | false",
        "/etc/passwd           | /etc/passw           | false",
        "/etc/*                | /etc/passwd          | true",
        "/etc/*                | /etc/                | true",
        "/etc/*                | /etc/ssl/certs       | false",
        "/etc/**               | /etc/ssl/certs       | true",
        "/etc/**               | /etc                 | false",
        "/etc{,/**}            | /etc                 | true",
        "/**/x                 | /x                   | true",
        "/**/x                 | /a/b/x               | true",
        "/**/x                 | /ax                  | false",
        "/{,usr/}lib{,32,64}/**.so* | /usr/lib64/a/b.so.6 | true",
        "/{,usr/}lib{,32,64}/**.so* | /usr/lib128/b.so | false",
        "/a/?                  | /a/b                 | true",
        "/a?b                  | /a/b                 | false",
        "/a/{b,{c,d}e}f        | /a/def               | true",
        "/a/{b,{c,d}e}f        | /a/ef                | false",
        "/a\\*                 | /a*                  | true",
        "/a\\*                 | /ab                  | false",
        "/a,b                  | /a,b                 | true",
        "${HOME}/x             | /home/a*b/x          | true",
        "${HOME}/x             | /home/aXb/x          | false",
        "${CWD}/x              | /x                   | true",
        "/é?                   | /éa                  | true",
      })
  void patternMatches(String pattern, String text, boolean expected) {
    assertEquals(expected, matches(pattern, text));
  }

  @Test
  void inArgumentsSlashesAreNothingSpecial() {
    Glob glob = Pattern.ofArguments("git push *").compile(HOME);
    assertTrue(glob.matches(ByteString.of("git push https://host/x")));
    assertFalse(glob.matches(ByteString.of("git pull https://host/x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "etc/passwd",
        "*",
        "/a//b",
        "/a/../b",
        "/{a",
        "/a}",
        "/a\\",
        "/${PATH}/x",
        "/${"
      })
  void whatMatchesNoPathIsRefused(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> Pattern.ofPath(pattern));
  }

  @Test
  void nestingHasAnEnd() {
    String pattern = "/" + "{".repeat(500) + "}".repeat(500);
    assertThrows(IllegalArgumentException.class, () -> Pattern.ofPath(pattern));
  }

  @Test
  void everyWayIsTriedByTheOracleToo() {
    Random random = new Random(1);
    String[] parts = {"a", "b", "/", "*", "**", "?", "{a,b*}", "{,/}", "/**/", "{**,a/b}"};
    int matched = 0;
    for (int i = 0; i < 30_000; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int length = 1 + random.nextInt(5); length > 0; length--) {
        pattern.append(parts[random.nextInt(parts.length)]);
      }
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(7); length > 0; length--) {
        text.append("ab/".charAt(random.nextInt(3)));
      }
      boolean expected = NaiveGlob.matches(pattern.toString(), text.toString());
      matched += expected ? 1 : 0;
      assertEquals(expected, matches(pattern.toString(), text.toString()), pattern + " " + text);
    }
    assertTrue(matched > 3_000 && matched < 27_000, "matched " + matched);
  }

  @Test
  void whatOnePatternCoversTheOtherCannotMatchAlone() {
    Random random = new Random(2);
    String[] parts = {"a", "b", "/", "*", "**", "?", "{a,b*}", "{,/}"};
    int covered = 0;
    for (int i = 0; i < 3_000; i++) {
      String one = "/" + parts[random.nextInt(8)] + parts[random.nextInt(8)];
      String other = "/" + parts[random.nextInt(8)] + parts[random.nextInt(8)];
      boolean covers = glob(one).covers(glob(other));
      covered += covers ? 1 : 0;
      boolean differ = false;
      for (int text = 0; text < 341; text++) {
        String path = "/" + path(text);
        differ |= matches(other, path) && !matches(one, path);
      }
      assertEquals(!differ, covers, one + " covers " + other);
    }
    assertTrue(covered > 300 && covered < 2_700, "covered " + covered);
  }

  /** All texts of up to four letters of a, b, c and slash. */
  private static String path(int number) {
    StringBuilder path = new StringBuilder();
    for (int rest = number; rest > 0; rest = (rest - 1) / 4) {
      path.append("ab/c".charAt((rest - 1) % 4));
    }
    return path.toString();
  }

  @Test
  void hostilePatternsTakeNoLongerThanOthers() {
    String pattern = "/" + "**a".repeat(150) + "{a,**}".repeat(90);
    ByteString text = ByteString.of("/" + "a".repeat(4095) + "b");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertTrue(glob(pattern).matches(text)));
  }
}
