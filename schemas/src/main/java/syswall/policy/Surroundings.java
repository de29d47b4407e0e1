package syswall.policy;

import java.util.Map;
import java.util.Set;
import syswall.event.ByteString;

/**
 * What a policy depends on beside the calls: what its variables stand for, and what OCI profiles
 * ask of the machine.
 *
 * @param variables by name, without {@code ${}}: absolute paths, of which {@link #NAMES} are the
 *     names that a policy may use
 * @param kernelMajor of the kernel's version, as 6 in 6.18
 * @param kernelMinor as 18 in 6.18
 * @param capabilities the names of those that the program has, such as {@code CAP_SYS_ADMIN}
 */
public record Surroundings(
    Map<String, ByteString> variables, int kernelMajor, int kernelMinor, Set<String> capabilities) {
  /** The variables of policies. */
  public static final Set<String> NAMES = Set.of("HOME", "CWD", "TMPDIR");

  public Surroundings {
    variables = Map.copyOf(variables);
    capabilities = Set.copyOf(capabilities);
  }

  /** Whether the kernel is at least of a version. */
  boolean hasKernel(int major, int minor) {
    return kernelMajor > major || (kernelMajor == major && kernelMinor >= minor);
  }
}
