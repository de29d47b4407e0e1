package syswall.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import syswall.decode.ArgvText;
import syswall.diff.Difference.Kind;
import syswall.event.ByteString;
import syswall.event.Event.SessionStarted;

/** Compares what two sessions were started with. */
final class InputDiff {
  static final String ENVIRONMENT = "environment";
  static final String USER = "user";

  /** What a shell sets for itself, and what is compared as the working directory. */
  private static final Set<String> OF_THE_SHELL = Set.of("_", "SHLVL", "OLDPWD", "PWD");

  private final ProcessPair first;
  private final List<Difference> differences = new ArrayList<>();

  private InputDiff(ProcessPair first) {
    this.first = first;
  }

  static List<Difference> of(
      ProcessPair first,
      SessionStarted before,
      SessionStarted after,
      Normalizer namesBefore,
      Normalizer namesAfter) {
    InputDiff diff = new InputDiff(first);
    SortedMap<String, String> was = environment(before, namesBefore);
    SortedMap<String, String> is = environment(after, namesAfter);
    Set<String> variables = new TreeSet<>(was.keySet());
    variables.addAll(is.keySet());
    variables.removeAll(OF_THE_SHELL);
    for (String variable : variables) {
      diff.compare(
          ENVIRONMENT, variable, was.getOrDefault(variable, ""), is.getOrDefault(variable, ""));
    }
    diff.compare(USER, "", Integer.toString(before.uid()), Integer.toString(after.uid()));
    diff.compare(
        "directory",
        "",
        namesBefore.given(before.workingDirectory()),
        namesAfter.given(after.workingDirectory()));
    diff.compare("arguments", "", arguments(before, namesBefore), arguments(after, namesAfter));
    return diff.differences;
  }

  private void compare(String input, String name, String was, String is) {
    if (!was.equals(is)) {
      differences.add(
          new Difference(
              Kind.INPUT, first, input, name, was, is, 0, 0, differences.size() - 1_000_000L));
    }
  }

  private static String arguments(SessionStarted started, Normalizer names) {
    return ArgvText.ofPlain(started.argv().stream().map(names::given).toList());
  }

  private static SortedMap<String, String> environment(SessionStarted started, Normalizer names) {
    SortedMap<String, String> variables = new TreeMap<>();
    for (ByteString entry : started.environment()) {
      String text = names.given(entry);
      int equals = text.indexOf('=');
      if (equals > 0) {
        variables.put(text.substring(0, equals), text.substring(equals));
      }
    }
    return variables;
  }
}
