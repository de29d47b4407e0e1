package syswall.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.linux.LocalProcess;
import syswall.policy.Surroundings;

/** What a policy depends on beside the calls, as the program will find it. */
final class PolicySurroundings {
  private PolicySurroundings() {}

  /**
   * Where the program runs.
   *
   * <p>No capability counts as given, so that rules of OCI profiles that are there for privileged
   * containers are not.
   */
  static Surroundings of(Inheritance inheritance) {
    Map<String, ByteString> variables = new HashMap<>();
    put(variables, "HOME", inheritance.variable("HOME"));
    put(variables, "TMPDIR", inheritance.variable("TMPDIR"));
    put(variables, "CWD", ByteString.copyOf(LocalProcess.readLink(bytes("/proc/self/cwd"))));
    variables.putIfAbsent("TMPDIR", ByteString.of("/tmp"));
    List<String> version = List.of(LocalProcess.uname().get(2).split("[^0-9]+", 3));
    return new Surroundings(
        variables, Integer.parseInt(version.get(0)), Integer.parseInt(version.get(1)), Set.of());
  }

  private static byte[] bytes(String path) {
    return ByteString.of(path).toByteArray();
  }

  private static void put(
      Map<String, ByteString> variables, String name, @Nullable ByteString value) {
    if (value != null && value.startsWith(ByteString.of("/"))) {
      variables.put(name, value);
    }
  }
}
