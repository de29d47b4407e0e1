package syswall.firewall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.policy.PolicyException;
import syswall.policy.PolicyText;
import syswall.policy.Rule;

/**
 * The policy in which answers that count for ever are saved, each as soon as it is given. What the
 * file held stays, and at no moment is it half written.
 */
public final class AnswerFile {
  private final Path file;
  private final String template;

  /**
   * Saves to a file.
   *
   * @param file made with the first answer if there is none
   * @param template what it begins with then, a policy of version 1
   * @throws PolicyException if what is there is no policy of version 1
   * @throws IOException if it cannot be read
   */
  public AnswerFile(Path file, String template) throws IOException, PolicyException {
    this.file = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    this.template = template;
    PolicyText.insert(file.toString(), text(), "{\"names\": [\"*\"], \"action\": \"ask\"}", null);
  }

  /** Where the answers go. */
  public Path file() {
    return file;
  }

  /**
   * Adds rules.
   *
   * @param rules as JSON, the first counts first
   * @param above the rule that would decide without them; null if none
   * @throws IOException if they cannot be written; the file is as it was
   */
  void add(List<String> rules, @Nullable Rule above) throws IOException, PolicyException {
    String longer = text(); // others may have written meanwhile
    for (String rule : rules) {
      longer = PolicyText.insert(file.toString(), longer, rule, above);
    }
    write(longer);
  }

  private String text() throws IOException {
    return Files.exists(file) ? Files.readString(file) : template;
  }

  private void write(String longer) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".new");
    try {
      Files.writeString(fresh, longer);
      if (Files.exists(file)) {
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
      } else {
        Files.setPosixFilePermissions(
            fresh, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
