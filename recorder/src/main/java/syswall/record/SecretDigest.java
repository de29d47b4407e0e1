package syswall.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.linux.LocalProcess;

/**
 * Keeps secrets out of journals: the value of an environment variable whose name looks like a
 * secret's is replaced by a digest, so that a diff still sees whether it changed. The key belongs
 * to the user and the machine, hence the digest is of no use to whoever gets the journal elsewhere.
 */
final class SecretDigest {
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "PASS(WORD|WD|PHRASE)?($|_)|_PWD$|SECRET|TOKEN|CREDENTIAL|COOKIE|API_?KEY|(ACCESS|PRIVATE|AUTH|ENCRYPTION|SIGNING)_?KEY|AUTH($|_(?!SOCK))|_KEY$|^KEY$|DSN$|DATABASE_URL|CONNECTION_STRING",
          Pattern.CASE_INSENSITIVE);
  private static final int BLOCK = 64; // of SHA-256, in bytes
  private static final int SHOWN = 16; // bytes of the digest

  /** More than most environments hold. */
  private static final int REMEMBERED = 1024;

  private final byte[] machineId;
  private final int uid;

  /** What became of entries: most programs are given the same again. */
  private final Map<ByteString, ByteString> redacted = new HashMap<>();

  /** Made when the first secret turns up: most environments have none, and it costs 8 ms. */
  private byte @Nullable [] key;

  /**
   * Keyed for a user of this machine.
   *
   * @param machineId of machine-id(5), which asks to be used through a keyed hash only
   */
  SecretDigest(byte[] machineId, int uid) {
    this.machineId = machineId.clone();
    this.uid = uid;
  }

  /** Keyed for the user who runs this process. */
  static SecretDigest ofThisUser() throws IOException {
    Path machineId = Path.of("/etc/machine-id");
    return new SecretDigest(
        Files.isReadable(machineId) ? Files.readAllBytes(machineId) : new byte[0],
        LocalProcess.uid());
  }

  /** The entries, with the values of secrets replaced by {@code syswall-digest:HEX}. */
  List<ByteString> redact(List<ByteString> environment) {
    List<ByteString> shown = new ArrayList<>(environment.size());
    for (ByteString entry : environment) {
      shown.add(redact(entry));
    }
    return shown;
  }

  /** An entry, with the value of a secret replaced by {@code syswall-digest:HEX}. */
  ByteString redact(ByteString entry) {
    ByteString known = redacted.get(entry);
    if (known == null) {
      if (redacted.size() == REMEMBERED) {
        redacted.clear();
      }
      known = redactAnew(entry);
      redacted.put(entry, known);
    }
    return known;
  }

  private ByteString redactAnew(ByteString entry) {
    String text = new String(entry.toByteArray(), StandardCharsets.ISO_8859_1);
    int equals = text.indexOf('=');
    if (equals < 0
        || equals == text.length() - 1
        || !SECRET_NAME.matcher(text.substring(0, equals)).find()) {
      return entry;
    }
    byte[] digest = hmac(text.substring(equals + 1).getBytes(StandardCharsets.ISO_8859_1));
    String shown =
        text.substring(0, equals) + "=syswall-digest:" + HexFormat.of().formatHex(digest, 0, SHOWN);
    return ByteString.copyOf(shown.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** RFC 2104; javax.crypto would load its providers for 50 ms. */
  private byte[] hmac(byte[] message) {
    if (key == null) {
      key = sha256(machineId, ("syswall environment " + uid).getBytes(StandardCharsets.US_ASCII));
    }
    byte[] inner = new byte[BLOCK];
    byte[] outer = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      byte k = i < key.length ? key[i] : 0;
      inner[i] = (byte) (k ^ 0x36);
      outer[i] = (byte) (k ^ 0x5c);
    }
    return sha256(outer, sha256(inner, message));
  }

  private static byte[] sha256(byte[] first, byte[] second) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(first);
      return sha256.digest(second);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
