package syswall.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import syswall.event.ByteString;

class PathResolverTest {
  @ParameterizedTest
  @CsvSource({
    "/a, /a",
    "a, /wood/a",
    "./a, /wood/a",
    "../a, /a",
    "../../a, /a",
    "a/../b, /wood/b",
    "//a//b/, /a/b",
    "/a/./b, /a/b",
    "/, /",
    "., /wood",
    "/.., /",
    "/..a, /..a",
    "/a., /a."
  })
  void pathIsResolvedLexically(String path, String absolute) {
    assertEquals(
        absolute, PathResolver.resolve(ByteString.of("/wood"), ByteString.of(path)).text());
  }

  @ParameterizedTest
  @CsvSource({
    "/a, /jail/a",
    "/../a, /jail/a",
    "/, /jail",
    "a, /jail/dir/a",
    "../a, /jail/a",
    "../../a, /jail/a",
    "../.., /jail",
  })
  void pathStaysBelowTheRoot(String path, String absolute) {
    ByteString root = ByteString.of("/jail");
    ByteString base = ByteString.of("/jail/dir");
    assertEquals(absolute, PathResolver.resolve(root, base, ByteString.of(path)).text());
  }
}
