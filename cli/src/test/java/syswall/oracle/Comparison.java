package syswall.oracle;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import syswall.oracle.Alignment.Pair;

/**
 * Compares strace's account of a program with syswall's, thread by thread, call by call. In a
 * process of several threads the schedule decides how often they wait for each other, so there a
 * call that only one account has, or a futex(2) that came out otherwise, is <em>spare</em>;
 * everywhere else it is a disagreement.
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

  /** mkstemp(3) draws again if a number would make some names more likely than others. */
  private static final Set<String> REPEATED = Set.of("getrandom");

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
    Set<String> threaded = strace.placesOfThreaded();
    threaded.addAll(syswall.placesOfThreaded());
    Set<String> places = new LinkedHashSet<>(straceTids.keySet());
    places.addAll(syswallTids.keySet());
    for (String place : places) {
      compare(
          strace.calls(straceTids.getOrDefault(place, -1)),
          syswall.calls(syswallTids.getOrDefault(place, -1)),
          threaded.contains(place));
    }
  }

  private void compare(List<Call> left, List<Call> right, boolean threaded) {
    for (Pair pair : align(left, right)) {
      if (pair.left() < 0) {
        single(
            new Difference(name(right, pair.right()), NONE, line(right, pair.right())), threaded);
      } else if (pair.right() < 0) {
        single(new Difference(name(left, pair.left()), line(left, pair.left()), NONE), threaded);
      } else {
        compare(left.get(pair.left()), right.get(pair.right()), threaded);
      }
    }
  }

  private static String name(List<Call> calls, int index) {
    return calls.get(index).name();
  }

  private static String line(List<Call> calls, int index) {
    return calls.get(index).line();
  }

  /** A call that only one account has. */
  private void single(Difference difference, boolean threaded) {
    if (threaded || REPEATED.contains(difference.name())) {
      spare.add(difference);
    } else {
      compared++;
      results.add(difference);
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
      if (threaded && left.name().equals("futex")) {
        // whether a thread had to wait for another, or had one to wake
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
