package syswall.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import syswall.oracle.Alignment.Pair;
import syswall.oracle.Normalization.Spare;

/**
 * Compares strace's account of a program with syswall's, thread by thread, call by call. A call
 * that only one of them has is a disagreement, unless there is a reason of {@link Spare} for it.
 */
final class Comparison {
  /**
   * Two calls that should be one.
   *
   * @param name of the system call
   * @param strace its line, or a dash
   * @param syswall its line, or a dash
   */
  record Difference(String name, String strace, String syswall) {}

  private static final String NONE = "-";

  /** How many calls of a thread the end of its process may forestall. */
  private static final int MOST_CUT_OFF = 8;

  /** The lock and what is done to it. */
  private static final Pattern FUTEX = Pattern.compile("futex\\(0x[0-9a-f]+, FUTEX_\\w+");

  private final Account strace;
  private final Account syswall;
  private final Normalization straceRules;
  private final Normalization syswallRules;
  private final List<Difference> results = new ArrayList<>();
  private final List<Difference> lines = new ArrayList<>();
  private final List<Difference> spare = new ArrayList<>();
  private int compared;

  Comparison(Account strace, long straceTracer, Account syswall, long syswallTracer) {
    this.strace = strace;
    this.syswall = syswall;
    straceRules = new Normalization(strace, straceTracer);
    syswallRules = new Normalization(syswall, syswallTracer);
    Map<String, Integer> straceTids = strace.tidsByPlace();
    Map<String, Integer> syswallTids = syswall.tidsByPlace();
    Map<String, String> threaded = syswall.threadedProcesses();
    threaded.putAll(strace.threadedProcesses());
    Set<String> places = new LinkedHashSet<>(straceTids.keySet());
    places.addAll(syswallTids.keySet());
    Map<String, Leftover> leftovers = new LinkedHashMap<>();
    for (String place : places) {
      String process = threaded.getOrDefault(place, place);
      Leftover leftover = leftovers.computeIfAbsent(process, p -> new Leftover());
      compare(
          strace.calls(straceTids.getOrDefault(place, -1)),
          syswall.calls(syswallTids.getOrDefault(place, -1)),
          threaded.containsKey(place),
          !place.equals(process),
          leftover);
    }
    leftovers.forEach((process, leftover) -> settle(leftover, threaded.containsValue(process)));
  }

  /** A call that only one account has. */
  private record Single(Call call, String value, Difference difference) {}

  /** Those of a process. */
  private record Leftover(List<Single> left, List<Single> right) {
    Leftover() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  private void compare(
      List<Call> left, List<Call> right, boolean threaded, boolean canBeCutOff, Leftover leftover) {
    List<Pair> pairs = align(left, right);
    int end = pairs.size();
    while (canBeCutOff && end > 0 && isSingle(pairs.get(end - 1))) {
      end--;
    }
    boolean cutOff = canBeCutOff && pairs.size() - end <= MOST_CUT_OFF;
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      if (!isSingle(pair)) {
        compare(left.get(pair.left()), right.get(pair.right()), threaded);
        continue;
      }
      Single single =
          pair.left() >= 0 ? ofStrace(left.get(pair.left())) : ofSyswall(right.get(pair.right()));
      if (Spare.DRAWN_AGAIN.covers(single.call()) || (cutOff && i >= end)) {
        spare.add(single.difference());
      } else {
        (pair.left() >= 0 ? leftover.left() : leftover.right()).add(single);
      }
    }
  }

  private static boolean isSingle(Pair pair) {
    return pair.left() < 0 || pair.right() < 0;
  }

  private Single ofStrace(Call call) {
    return new Single(
        call, straceRules.value(call), new Difference(call.name(), call.line(), NONE));
  }

  private Single ofSyswall(Call call) {
    return new Single(
        call, syswallRules.value(call), new Difference(call.name(), NONE, call.line()));
  }

  private void settle(Leftover leftover, boolean threaded) {
    for (Single single : leftover.left()) {
      Single other = threaded ? elsewhere(single, leftover.right()) : null;
      if (other != null) {
        leftover.right().remove(other);
        spare.add(single.difference());
        spare.add(other.difference());
      } else {
        settle(single, threaded);
      }
    }
    leftover.right().forEach(single -> settle(single, threaded));
  }

  private static @Nullable Single elsewhere(Single single, List<Single> others) {
    return others.stream()
        .filter(
            other ->
                other.call().name().equals(single.call().name())
                    && other.value().equals(single.value()))
        .findFirst()
        .orElse(null);
  }

  private void settle(Single single, boolean threaded) {
    if (threaded && Arrays.stream(Spare.values()).anyMatch(s -> s.covers(single.call()))) {
      spare.add(single.difference());
    } else {
      compared++;
      results.add(single.difference());
    }
  }

  /** Lines are the best key where they mostly agree, and the worst where they mostly do not. */
  private List<Pair> align(List<Call> left, List<Call> right) {
    List<Pair> byLine =
        Alignment.of(left, right, keysFromLine(straceRules), keysFromLine(syswallRules));
    List<Pair> byResult = Alignment.of(left, right, keys(straceRules), keys(syswallRules));
    return agreeing(byLine, left, right) >= agreeing(byResult, left, right) ? byLine : byResult;
  }

  private static List<Function<Call, String>> keysFromLine(Normalization rules) {
    var keys = new ArrayList<Function<Call, String>>();
    keys.add(rules::line);
    keys.addAll(keys(rules));
    return keys;
  }

  private static List<Function<Call, String>> keys(Normalization rules) {
    return List.of(call -> call.name() + " = " + rules.value(call), Call::name);
  }

  private long agreeing(List<Pair> pairs, List<Call> left, List<Call> right) {
    return pairs.stream()
        .filter(
            pair ->
                pair.left() >= 0
                    && pair.right() >= 0
                    && sameValue(left.get(pair.left()), right.get(pair.right())))
        .count();
  }

  private void compare(Call left, Call right, boolean threaded) {
    var difference = new Difference(left.name(), left.line(), right.line());
    if (!sameValue(left, right)) {
      if (threaded && Spare.WAITING.covers(left)) {
        spare.add(difference);
        return;
      }
      results.add(difference);
    } else if (!sameLine(left, right)) {
      if (threaded && differentFutexes(left, right)) {
        spare.add(difference);
        return;
      }
      lines.add(difference);
    }
    compared++;
  }

  /** Two calls about different locks, or one that waits and one that wakes. */
  private static boolean differentFutexes(Call left, Call right) {
    Matcher leftFutex = FUTEX.matcher(left.line());
    Matcher rightFutex = FUTEX.matcher(right.line());
    return leftFutex.lookingAt()
        && rightFutex.lookingAt()
        && !leftFutex.group().equals(rightFutex.group());
  }

  private boolean sameValue(Call left, Call right) {
    return left.value().equals(right.value())
        || straceRules.value(left).equals(syswallRules.value(right));
  }

  private boolean sameLine(Call left, Call right) {
    return left.line().equals(right.line())
        || straceRules.line(left).equals(syswallRules.line(right));
  }

  /** How often strace has each call, as {@code strace -c} counts, less the spare ones. */
  Map<String, Integer> straceCounts() {
    return counts(strace, Difference::strace);
  }

  /** How often syswall has each call, less the spare ones. */
  Map<String, Integer> syswallCounts() {
    return counts(syswall, Difference::syswall);
  }

  private Map<String, Integer> counts(Account account, Function<Difference, String> line) {
    Map<String, Integer> counts = account.counts();
    spare.stream()
        .filter(difference -> !line.apply(difference).equals(NONE))
        .forEach(difference -> counts.merge(difference.name(), -1, Integer::sum));
    return counts;
  }

  /** Number of calls compared. */
  int compared() {
    return compared;
  }

  /** Share of the calls that agree on name and result. */
  double agreeOnResults() {
    return share(results.size());
  }

  /** Share of the calls that agree on the whole line. */
  double agreeOnLines() {
    return share(results.size() + lines.size());
  }

  private double share(int differing) {
    return compared == 0 ? 0 : 1 - (double) differing / compared;
  }

  /** Calls that disagree on the result, or that only one account has. */
  List<Difference> results() {
    return results;
  }

  /** Calls that agree on name and result, but not on the line. */
  List<Difference> lines() {
    return lines;
  }

  /** Calls that only one account has, where that is lawful. */
  List<Difference> spare() {
    return spare;
  }
}
