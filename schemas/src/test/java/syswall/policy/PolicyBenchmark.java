package syswall.policy;

import java.util.List;
import syswall.event.Abi;

/** What a decision costs, warm: a call that its number settles, and an open that rules look at. */
final class PolicyBenchmark {
  private static final int ROUNDS = 10;
  private static final int CALLS = 2_000_000;

  private PolicyBenchmark() {}

  /**
   * Prints nanoseconds a decision, best of several rounds.
   *
   * @param args policies, by default {@code builtin:build}
   */
  public static void main(String[] args) throws PolicyException {
    List<String> names = args.length == 0 ? List.of("builtin:build") : List.of(args);
    PolicyMatcher matcher = PolicyLoader.load(names).matcher(PolicyMatcherTest.HERE);
    Told read = Told.call("openat", -100, "/usr/include/x86_64-linux-gnu/sys/types.h", 0);
    Told write = Told.call("openat", -100, "/home/u/.cache/ccache/0/1/2.o", 0101);
    int futex = 202;
    double settled = Double.MAX_VALUE;
    double reads = Double.MAX_VALUE;
    double writes = Double.MAX_VALUE;
    int strictness = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        Decision decision = matcher.settled(Abi.X86_64, futex + (i & 1));
        strictness += decision == null ? 1 : decision.action().strictness();
      }
      settled = Math.min(settled, (System.nanoTime() - start) / (double) CALLS);
      reads = Math.min(reads, decide(matcher, read));
      writes = Math.min(writes, decide(matcher, write));
    }
    System.out.printf(
        "settled %.1f ns, open to read %.0f ns, open to write %.0f ns (%d)%n",
        settled, reads, writes, strictness);
  }

  private static double decide(PolicyMatcher matcher, Told call) {
    int count = CALLS / 10;
    int strictness = 0;
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      strictness += matcher.decide(call).action().strictness();
    }
    double ns = (System.nanoTime() - start) / (double) count;
    return strictness < 0 ? 0 : ns;
  }
}
