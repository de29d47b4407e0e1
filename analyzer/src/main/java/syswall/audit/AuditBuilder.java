package syswall.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.audit.Audit.Deed;
import syswall.event.ByteString;
import syswall.event.Event.SyscallEntered;
import syswall.policy.Action;
import syswall.policy.Decision;
import syswall.policy.PolicyMatcher;
import syswall.policy.Question;
import syswall.policy.Rule;
import syswall.syscall.FileAccess;

/** Asks a policy about every call of a session, and adds up. */
final class AuditBuilder extends CallFollower {
  private static final List<String> LABELS = List.of("allow", "log", "fake", "ask", "deny", "kill");

  private final PolicyMatcher matcher;
  private final Map<String, Long> calls = new LinkedHashMap<>();
  private final Map<Key, Sum> sums = new LinkedHashMap<>();
  private final Map<Long, Sum> pendingBySequence = new HashMap<>();

  /** What calls have in common that make one deed. */
  private record Key(
      Action action,
      @Nullable Rule rule,
      String call,
      @Nullable FileAccess access,
      @Nullable ByteString path,
      @Nullable ByteString address) {}

  private static final class Sum {
    private final @Nullable ByteString program;
    private final int pid;
    private final long event;
    private long count;
    private long failed;

    Sum(@Nullable ByteString program, int pid, long event) {
      this.program = program;
      this.pid = pid;
      this.event = event;
    }
  }

  AuditBuilder(PolicyMatcher matcher, Links links) {
    super(links);
    this.matcher = matcher;
    LABELS.forEach(label -> calls.put(label, 0L));
  }

  Map<String, Long> calls() {
    return calls;
  }

  List<Deed> deeds() {
    List<Deed> deeds = new ArrayList<>();
    sums.forEach(
        (key, sum) ->
            deeds.add(
                new Deed(
                    key.action,
                    key.rule,
                    key.call,
                    key.access,
                    key.path,
                    key.address,
                    sum.program,
                    sum.pid,
                    sum.event,
                    sum.count,
                    sum.failed)));
    deeds.sort(Comparator.comparingInt(deed -> -deed.action().strictness())); // stable
    return deeds;
  }

  @Override
  void entered(SyscallEntered event, @Nullable RecordedCall call) {
    Decision settled = matcher.settled(event.abi(), event.number());
    Decision decision = settled == null && call != null ? matcher.decide(call) : settled;
    Action action = decision == null ? new Action.Allow() : decision.action();
    calls.merge(action.label(), 1L, Long::sum);
    if (decision != null && !(action instanceof Action.Allow)) {
      Sum sum =
          sums.computeIfAbsent(
              key(event, call, decision),
              key ->
                  new Sum(
                      call == null ? null : call.program(),
                      state().processes().pid(event.tid()),
                      event.sequence()));
      sum.count++;
      pendingBySequence.put(event.sequence(), sum);
    }
  }

  private Key key(SyscallEntered event, @Nullable RecordedCall call, Decision decision) {
    if (call == null) {
      String number = "syscall_0x" + Integer.toHexString(event.number());
      return new Key(decision.action(), decision.rule(), number, null, null, null);
    }
    Question asked = null;
    for (Question question : matcher.explain(call)) {
      boolean decides = question.decision().equals(decision);
      asked = asked == null && decides ? question : asked;
    }
    return new Key(
        decision.action(),
        decision.rule(),
        call.row().name(),
        asked == null ? null : asked.access(),
        asked == null ? null : asked.path(),
        call.row().classes().contains("network") ? call.address() : null);
  }

  @Override
  void ended(SyscallEntered entered, boolean failed) {
    Sum sum = pendingBySequence.remove(entered.sequence());
    if (sum != null && failed) {
      sum.failed++;
    }
  }
}
