package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import syswall.event.ByteString;

class SecretDigestTest {
  private static final byte[] MACHINE = "machine".getBytes(StandardCharsets.US_ASCII);

  private final SecretDigest digest = new SecretDigest(MACHINE, 1000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PASSWORD",
        "DB_PASSWORD",
        "pgpass",
        "GITHUB_TOKEN",
        "AWS_SECRET_ACCESS_KEY",
        "api_key",
        "SSH_PASSPHRASE",
        "NPM_AUTH",
        "SESSION_COOKIE",
        "DATABASE_URL",
        "MYSQL_PWD"
      })
  void valueOfASecretIsReplaced(String name) {
    String shown = redact(digest, name + "=hunter2");
    assertTrue(shown.matches(name + "=syswall-digest:[0-9a-f]{32}"), shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH=/bin", "PWD=/home/ann", "OLDPWD=/", "SSH_AUTH_SOCK=/run/agent", "KEYBOARD=us",
        "PASSENGERS=4", "AUTHOR=ann", "API_TOKEN=", "no equals sign", "TERM=xterm"
      })
  void everythingElseIsKept(String entry) {
    assertEquals(entry, redact(digest, entry));
  }

  @Test
  void sameSecretOfSameUserHasSameDigest() {
    assertEquals(
        redact(digest, "TOKEN=a"), redact(new SecretDigest(MACHINE.clone(), 1000), "TOKEN=a"));
  }

  @Test
  void digestDependsOnValueUserAndMachine() {
    String shown = redact(digest, "TOKEN=a");
    assertNotEquals(shown, redact(digest, "TOKEN=b"));
    assertNotEquals(shown, redact(new SecretDigest(MACHINE, 1001), "TOKEN=a"));
    assertNotEquals(shown, redact(new SecretDigest(new byte[] {1}, 1000), "TOKEN=a"));
  }

  @Test
  void bytesThatAreNoTextSurvive() {
    ByteString odd = ByteString.copyOf(new byte[] {'A', '=', (byte) 0xff, (byte) 0xc3});
    assertEquals(List.of(odd), digest.redact(List.of(odd)));
    assertFalse(redact(digest, "TOKEN=hunter2").contains("hunter2"));
  }

  private static String redact(SecretDigest digest, String entry) {
    return digest.redact(List.of(ByteString.of(entry))).get(0).text();
  }
}
