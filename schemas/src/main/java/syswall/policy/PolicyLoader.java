package syswall.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads policies by name, each with those that it extends. */
public final class PolicyLoader {
  /** In front of the names of the policies that syswall brings. */
  public static final String BUILTIN = "builtin:";

  /** The names behind {@link #BUILTIN}. */
  public static final List<String> BUILTINS =
      List.of(
          "base",
          "so-loads",
          "files-no-network",
          "read-only",
          "build",
          "network-no-write",
          "ask-all");

  private static final String FOLDER = "/syswall/policies/";
  private static final String LAST = BUILTIN + "base";

  private final Map<String, Policy> read = new LinkedHashMap<>();

  private PolicyLoader() {}

  /**
   * Reads policies.
   *
   * @param names files, or {@code builtin:NAME}; the rules of the first count first
   * @throws PolicyException with all mistakes of the first policy that has some, or in one line if
   *     a file cannot be read or no policy has a default
   */
  public static Policies load(List<String> names) throws PolicyException {
    PolicyLoader loader = new PolicyLoader();
    for (String name : names) {
      loader.add(name, null);
    }
    boolean settled = loader.read.values().stream().anyMatch(p -> p.defaultAction() != null);
    if (!settled) {
      throw new PolicyException(String.join(", ", names) + ": lacks defaultAction");
    }
    loader.add(LAST, null);
    return new Policies(List.copyOf(loader.read.values()));
  }

  /** A policy that was read before counts where it was: here its rules would never be reached. */
  private void add(String name, @Nullable Policy child) throws PolicyException {
    if (read.containsKey(name)) {
      return;
    }
    Policy policy = Policy.parse(name, text(name, child));
    read.put(name, policy);
    for (String parent : policy.parents()) {
      add(parent.startsWith(BUILTIN) ? parent : beside(name, parent), policy);
    }
  }

  private static String beside(String child, String parent) {
    return Path.of(child).resolveSibling(parent).toString();
  }

  private static String text(String name, @Nullable Policy child) throws PolicyException {
    String by = child == null ? "" : child.file() + ": extends ";
    if (name.startsWith(BUILTIN)) {
      return builtin(name.substring(BUILTIN.length()), by);
    }
    try {
      return Files.readString(Path.of(name));
    } catch (NoSuchFileException e) {
      throw new PolicyException(by + name + ": no such file");
    } catch (CharacterCodingException e) {
      throw new PolicyException(by + name + ": not UTF-8");
    } catch (IOException e) {
      throw new PolicyException(by + name + ": cannot be read: " + e.getMessage());
    }
  }

  /** The text of a policy that syswall brings. */
  private static String builtin(String name, String by) throws PolicyException {
    if (!BUILTINS.contains(name)) {
      throw new PolicyException(by + BUILTIN + name + ": there are " + String.join(", ", BUILTINS));
    }
    try (InputStream in = PolicyLoader.class.getResourceAsStream(FOLDER + name + ".json")) {
      if (in == null) {
        throw new IllegalStateException(name + ": missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
