package syswall.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import syswall.diff.Difference.Kind;
import syswall.diff.align.Alignment;
import syswall.diff.align.Change;

/**
 * Compares in which order, and how often, two matched processes did what both did. Only where the
 * order is the program's own: a process that had several threads leaves it to the scheduler, one
 * that waits for several things at once, as in poll(2), from then on to what happens first, and
 * when something arrives through a pipe or a socket is up to who sends it.
 */
final class OrderDiff {
  /** How often a step is in one run, how often it is changed there, and where first. */
  private static final class Count {
    private int times;
    private int first = -1;
    private int changed;
    private int firstChanged = -1;

    void add(int step) {
      first = times++ == 0 ? step : first;
    }

    void change(int step) {
      firstChanged = changed++ == 0 ? step : firstChanged;
    }
  }

  /** A step that is changed, in both runs. */
  private record Moved(Count before, Count after) {}

  private final ProcessPair pair;
  private final Behaviour before;
  private final Behaviour after;
  private final List<Change> changes;
  private final Map<Long, Moved> moved = new LinkedHashMap<>();

  private OrderDiff(ProcessPair pair, Behaviour before, Behaviour after, boolean open) {
    this.pair = pair;
    this.before = before;
    this.after = after;
    List<Change> all = Alignment.of(before.tokens(), after.tokens());
    changes = open && isHowFarOneCame(all) ? all.subList(0, all.size() - 1) : all;
  }

  /** Whether the last is only that one run did more at the end, of what nothing else is changed. */
  private boolean isHowFarOneCame(List<Change> all) {
    Change last = all.get(all.size() - 1);
    boolean isAtTheEnd = last.toBefore() == before.size() && last.toAfter() == after.size();
    boolean isOfOne = last.fromBefore() == last.toBefore() || last.fromAfter() == last.toAfter();
    if (!isAtTheEnd || !isOfOne) {
      return false;
    }
    Set<Long> more = tokens(last).boxed().collect(Collectors.toSet());
    List<Change> others = all.subList(0, all.size() - 1);
    return others.stream().flatMapToLong(this::tokens).noneMatch(more::contains);
  }

  /** The tokens of what only one of the runs has in a change. */
  private LongStream tokens(Change change) {
    return LongStream.concat(
        Arrays.stream(before.tokens(), change.fromBefore(), change.toBefore()),
        Arrays.stream(after.tokens(), change.fromAfter(), change.toAfter()));
  }

  /**
   * The differences of processes that did the same to the same; if the order says nothing, those of
   * {@link OpensDiff}.
   */
  static List<Difference> of(ProcessPair pair, CanonicalProcess before, CanonicalProcess after) {
    List<Steps> threads = before.profile().threads();
    List<Steps> threadsAfter = after.profile().threads();
    boolean waits = before.profile().waits();
    if (threads.size() != 1 || threadsAfter.size() != 1 || waits != after.profile().waits()) {
      return OpensDiff.of(pair, before, after);
    }
    Steps steps = threads.get(0);
    Steps stepsAfter = threadsAfter.get(0);
    Vocabulary words = before.words().ofItsOwn();
    Vocabulary wordsAfter = after.words().ofItsOwn();
    if (Behaviour.same(
        steps.untilItWaits(), words, stepsAfter.untilItWaits(), wordsAfter, /* open= */ waits)) {
      return List.of();
    }
    return new OrderDiff(
            pair,
            Behaviour.of(steps.untilItWaits(), words),
            Behaviour.of(stepsAfter.untilItWaits(), wordsAfter),
            waits)
        .differences();
  }

  private List<Difference> differences() {
    count();
    List<Difference> differences = new ArrayList<>();
    for (Moved step : moved.values()) {
      if (step.before.changed != step.after.changed && !isData(step) && !isStart(step)) {
        differences.add(times(step));
      }
    }
    changes.stream().filter(this::isOrder).findFirst().map(this::order).ifPresent(differences::add);
    return differences;
  }

  private void count() {
    for (Change change : changes) {
      for (int i = change.fromBefore(); i < change.toBefore(); i++) {
        moved(before.tokens()[i]).before.change(i);
      }
      for (int i = change.fromAfter(); i < change.toAfter(); i++) {
        moved(after.tokens()[i]).after.change(i);
      }
    }
    for (int i = 0; i < before.size(); i++) {
      Moved step = moved.get(before.tokens()[i]);
      if (step != null) {
        step.before.add(i);
      }
    }
    for (int i = 0; i < after.size(); i++) {
      Moved step = moved.get(after.tokens()[i]);
      if (step != null) {
        step.after.add(i);
      }
    }
  }

  private Moved moved(long token) {
    return moved.computeIfAbsent(token, t -> new Moved(new Count(), new Count()));
  }

  /** How often data moves in between goes with the order of the rest. */
  private boolean isData(Moved step) {
    return step.before.changed > 0
        ? before.moves(step.before.firstChanged)
        : after.moves(step.after.firstChanged);
  }

  /** Which process is started more often, or less, is said of that process. */
  private boolean isStart(Moved step) {
    Resource resource =
        step.before.changed > 0
            ? before.resource(step.before.firstChanged)
            : after.resource(step.after.firstChanged);
    return resource.operation().equals(Operations.START);
  }

  /** Whether something in a change is not only done more often or less. */
  private boolean isOrder(Change change) {
    return tokens(change)
        .mapToObj(this::moved)
        .anyMatch(step -> isData(step) || (step.before.changed > 0 && step.after.changed > 0));
  }

  private Difference times(Moved step) {
    boolean more = step.after.changed > step.before.changed;
    Behaviour shows = more ? after : before;
    int at = more ? step.after.firstChanged : step.before.firstChanged;
    return difference(
        Kind.COUNT,
        shows.resource(at).operation(),
        shows.resource(at).name(),
        times(step.before.times, shows.errno(at)),
        times(step.after.times, shows.errno(at)),
        more ? step.before.first : at,
        more ? at : step.after.first);
  }

  /** How often something was done, with an outcome unless it succeeded. */
  static String times(int times, int errno) {
    return times
        + (times == 1 ? " time" : " times")
        + (errno == 0 ? "" : " " + Outcome.text(errno, null));
  }

  private Difference order(Change change) {
    int step = change.fromBefore() < before.size() ? change.fromBefore() : -1;
    int stepAfter = change.fromAfter() < after.size() ? change.fromAfter() : -1;
    return difference(
        Kind.ORDER,
        "order",
        "",
        first(step < 0 ? null : before.resource(step)),
        first(stepAfter < 0 ? null : after.resource(stepAfter)),
        step,
        stepAfter);
  }

  private static String first(@Nullable Resource resource) {
    return "first "
        + (resource == null ? "the end" : (resource.operation() + " " + resource.name()).strip());
  }

  /** A difference that two steps show, each negative if there is none. */
  private Difference difference(
      Kind kind,
      String operation,
      String resource,
      String was,
      String is,
      int step,
      int stepAfter) {
    long eventAfter = stepAfter < 0 ? -1 : after.event(stepAfter);
    return new Difference(
        kind,
        pair,
        operation,
        resource,
        was,
        is,
        step < 0 ? -1 : before.event(step),
        eventAfter,
        eventAfter < 0 ? Long.MAX_VALUE : eventAfter * 2);
  }
}
