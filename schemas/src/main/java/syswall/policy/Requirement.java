package syswall.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code includes} or {@code excludes} of a Docker profile: on which machines, and for which
 * programs, a rule is there.
 *
 * @param architectures as Go names them, one of these; empty for all
 * @param capabilities the program has all of these
 * @param kernel the least version; null for all
 */
record Requirement(
    List<String> architectures, List<String> capabilities, @Nullable Version kernel) {
  private static final String ARCHITECTURE = "amd64";

  /** A version of the kernel. */
  record Version(int major, int minor) {
    /**
     * Parses {@code 4.8}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Version parse(String text) {
      if (!text.matches("[0-9]{1,4}\\.[0-9]{1,4}")) {
        throw new IllegalArgumentException("'" + text + "' is no version of a kernel: 4.8");
      }
      String[] parts = text.split("\\.", 2);
      return new Version(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
  }

  static final Requirement NONE = new Requirement(List.of(), List.of(), null);

  Requirement {
    architectures = List.copyOf(architectures);
    capabilities = List.copyOf(capabilities);
  }

  /** Whether a rule that includes this is there. */
  boolean isMet(Surroundings surroundings) {
    return (architectures.isEmpty() || architectures.contains(ARCHITECTURE))
        && surroundings.capabilities().containsAll(capabilities)
        && (kernel == null || surroundings.hasKernel(kernel.major, kernel.minor));
  }

  /** Whether a rule that excludes this is gone: any of it is enough. */
  boolean excludes(Surroundings surroundings) {
    return architectures.contains(ARCHITECTURE)
        || capabilities.stream().anyMatch(surroundings.capabilities()::contains)
        || (kernel != null && surroundings.hasKernel(kernel.major, kernel.minor));
  }
}
