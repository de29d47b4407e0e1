package syswall.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import syswall.event.ByteString;
import syswall.event.Event.SessionStarted;
import syswall.policy.Surroundings;
import syswall.syscall.FlagSet;

/** What a policy would have found where a session was recorded. */
final class SessionSurroundings {
  private static final Pattern VERSION = Pattern.compile("Linux ([0-9]{1,4})\\.([0-9]{1,4}).*");
  private static final ByteString TMP = ByteString.of("/tmp");

  /** linux/capability.h: CAP_LAST_CAP. */
  private static final int LAST_CAPABILITY = 40;

  private SessionSurroundings() {}

  static Surroundings of(SessionStarted started) {
    Map<String, ByteString> variables = new HashMap<>();
    variables.put("TMPDIR", TMP);
    variables.put("CWD", started.workingDirectory());
    for (String name : List.of("HOME", "TMPDIR")) {
      ByteString prefix = ByteString.of(name + "=/");
      for (ByteString variable : started.environment()) {
        if (variable.startsWith(prefix)) {
          variables.put(name, variable.substring(prefix.length() - 1, variable.length()));
        }
      }
    }
    Matcher version = VERSION.matcher(started.kernel());
    boolean known = version.matches();
    return new Surroundings(
        variables,
        known ? Integer.parseInt(version.group(1)) : 0,
        known ? Integer.parseInt(version.group(2)) : 0,
        started.uid() == 0 ? allCapabilities() : Set.of());
  }

  /** A journal does not say which capabilities root has; usually it has them all. */
  private static Set<String> allCapabilities() {
    FlagSet names = FlagSet.of("capability");
    Set<String> all = new HashSet<>();
    for (int number = 0; number <= LAST_CAPABILITY; number++) {
      StringBuilder name = new StringBuilder();
      names.append(number, name);
      all.add(name.toString());
    }
    return all;
  }
}
