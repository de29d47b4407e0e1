package syswall.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import syswall.policy.PolicyLoader;

/** What a policy begins with in which answers are saved: that it says the rest as this run did. */
final class PolicyTemplate {
  private PolicyTemplate() {}

  /**
   * The text of a policy that has no rules yet.
   *
   * @param file where it will be
   * @param named the policies of this run
   * @param asks whether what none of them decides was asked
   */
  static String of(Path file, List<String> named, boolean asks) {
    List<String> parents = new ArrayList<>();
    for (String name : named) {
      parents.add(name.startsWith(PolicyLoader.BUILTIN) ? name : beside(file, Path.of(name)));
    }
    if (asks) {
      parents.add(PolicyLoader.BUILTIN + "ask-all");
    }
    return """
        {
          "version": 1,
          "comment": "Answers that were given to syswall record.",
          "extends": %s,
          "rules": []
        }
        """
        .formatted(json(parents));
  }

  private static String beside(Path file, Path policy) {
    Path directory = file.toAbsolutePath().normalize().getParent();
    Path absolute = policy.toAbsolutePath().normalize();
    return (directory == null ? absolute : directory.relativize(absolute)).toString();
  }

  private static String json(List<String> texts) {
    try {
      return new ObjectMapper().writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // texts always can be written
    }
  }
}
