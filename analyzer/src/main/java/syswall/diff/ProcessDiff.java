package syswall.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import syswall.decode.ArgvText;
import syswall.diff.Difference.Kind;

/** Compares the processes of two runs: which there are, what they did, how they ended. */
final class ProcessDiff {
  static final String RUN = "run";

  private final Map<ProcessPair, List<ProcessPair>> children = new HashMap<>();
  private final Map<ProcessPair, Course> courses = new HashMap<>();
  private final List<Difference> differences = new ArrayList<>();

  private ProcessDiff() {}

  /** All differences, in no particular order. */
  static List<Difference> of(List<ProcessPair> pairs) {
    ProcessDiff diff = new ProcessDiff();
    for (ProcessPair pair : pairs) {
      if (pair.parent() != null) {
        diff.children.computeIfAbsent(pair.parent(), p -> new ArrayList<>()).add(pair);
      }
    }
    pairs.forEach(diff::compare);
    return diff.differences;
  }

  private void compare(ProcessPair pair) {
    CanonicalProcess before = pair.before();
    CanonicalProcess after = pair.after();
    if (before != null && after != null) {
      Course course = new Course(before, after, children.getOrDefault(pair, List.of()));
      courses.put(pair, course);
      List<Difference> resources = new ResourceDiff(pair, before, after, course).differences();
      differences.addAll(resources);
      if (resources.stream().allMatch(Difference::isVarying)) {
        List<Difference> own = OrderDiff.of(pair, before, after);
        differences.addAll(own);
        differences.addAll(VaryingCounts.of(pair, before, after, own));
      }
      EndingDiff.of(pair, before, after).forEach(differences::add);
      compareArguments(pair, before, after);
    } else if (before != null) {
      long event = before.profile().startedEvent();
      Course parent = courses.get(pair.parent());
      long place = parent == null ? event * 2 : parent.place(event);
      differences.add(run(Kind.GONE, pair, EndingDiff.ending(before), "", event, -1, place));
    } else if (after != null) {
      long event = after.profile().startedEvent();
      differences.add(run(Kind.NEW, pair, "", EndingDiff.ending(after), -1, event, event * 2));
    }
  }

  /** Of the first process they are an input. */
  private void compareArguments(ProcessPair pair, CanonicalProcess before, CanonicalProcess after) {
    boolean differ =
        before.executables().equals(after.executables())
            && !before.commands().equals(after.commands());
    if (differ && pair.parent() != null) {
      long event = after.profile().startedEvent();
      differences.add(
          new Difference(
              Kind.CHANGED,
              pair,
              "arguments",
              "",
              ArgvText.ofPlain(last(before)),
              ArgvText.ofPlain(last(after)),
              before.profile().startedEvent(),
              event,
              event * 2));
    }
  }

  private static List<String> last(CanonicalProcess process) {
    return process.commands().get(process.commands().size() - 1).arguments();
  }

  /** It is the creator that went another way. */
  private static Difference run(
      Kind kind,
      ProcessPair pair,
      String before,
      String after,
      long eventBefore,
      long eventAfter,
      long place) {
    String command = ArgvText.ofPlain(pair.arguments());
    ProcessPair creator = pair.parent() == null ? pair : pair.parent();
    return new Difference(
        kind, creator, RUN, command, before, after, eventBefore, eventAfter, place);
  }
}
