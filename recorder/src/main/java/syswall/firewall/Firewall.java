package syswall.firewall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Verdict;
import syswall.linux.Errors;
import syswall.policy.Action;
import syswall.policy.Decision;
import syswall.policy.PolicyMatcher;
import syswall.policy.Rule;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.tracer.Answer;
import syswall.tracer.Stop;

/**
 * Stands between the tracer and the kernel: asks the policy about each call, and says what becomes
 * of it. Where it does not know, it refuses.
 */
public final class Firewall {
  private static final Action ALLOW = new Action.Allow();
  private static final Ruling PASSED = Ruling.undecided(Answer.PROCEED);

  private final PolicyMatcher matcher;
  private final Action unattended;
  private final SelfProtection protection;
  private final PathResolver resolver = new PathResolver();
  private final Programs programs = new Programs();

  /** The calls by thread that run a program which rules have a say in. */
  private final Map<Integer, CheckedCall> running = new HashMap<>();

  /**
   * Enforces a policy.
   *
   * @param unattended what is done where the policy would ask
   * @param guarded absolute paths of directories in which the programs may change nothing
   */
  public Firewall(PolicyMatcher matcher, Action unattended, List<ByteString> guarded) {
    this.matcher = matcher;
    this.unattended = unattended;
    protection = new SelfProtection(guarded);
  }

  /** A process exists; its creator is the other, or unknown. */
  public void started(int pid, int parent) {
    programs.started(pid, parent);
  }

  /**
   * A process has a new image, of which nothing has run yet. Which file that is only the kernel
   * knows for sure, so that it is judged again if it is not the one that was.
   *
   * @param formerTid the thread whose call it was
   * @return {@link Answer#KILL} if it may not run
   */
  public Ruling executed(int pid, int formerTid, List<ByteString> arguments) {
    CheckedCall call = running.remove(formerTid);
    Parameter named = call == null ? null : CheckedCall.run(call.row());
    Ruling ruling = PASSED;
    if (call != null && named != null && call.becomes(named.index(), resolver.program(pid))) {
      Decision decision = matcher.decide(call);
      ruling = ruling(decision, decision.action(), null);
      if (ruling.verdict() != Verdict.ALLOW) {
        ruling = new Ruling(Answer.KILL, Verdict.HARD_BLOCK, 0, ruling.decidedBy(), ruling.rule());
      }
    }
    programs.executed(pid, arguments);
    return ruling;
  }

  /** A process is gone. */
  public void ended(int pid) {
    programs.ended(pid);
  }

  /** Decides about a call at its syscall-enter-stop. */
  public Ruling decide(Stop.SyscallEnter stop) {
    int refusal = protection.refusal(stop);
    if (refusal != 0) {
      return refused(refusal);
    }
    Decision settled = matcher.settled(stop.abi(), stop.number());
    Syscall row = stop.row();
    if (row == null) {
      return settled == null || settled.action().equals(ALLOW)
          ? PASSED
          : ruling(settled, settled.action(), null);
    }
    boolean changes = row.changesFile();
    if (settled != null && settled.action().equals(ALLOW) && !changes) {
      return PASSED;
    }
    CheckedCall call = new CheckedCall(stop, row, resolver, programs);
    Decision decision = settled == null ? matcher.decide(call) : settled;
    if (changes) {
      call.lookAtChanged();
    }
    if (call.reaches(protection)) {
      return refused(Errors.EACCES);
    }
    if (call.errno() != 0) {
      // there is nothing to decide about: the kernel would not find it
      return Ruling.undecided(call.answer());
    }
    if (settled != null && settled.action().equals(ALLOW)) {
      return Ruling.undecided(call.answer());
    }
    Ruling ruling = ruling(decision, decision.action(), call);
    if (CheckedCall.run(row) != null && ruling.verdict() == Verdict.ALLOW) {
      running.put(stop.tracee().tid(), call);
    }
    return ruling;
  }

  private static Ruling refused(int errno) {
    return new Ruling(
        new Answer.Skip(-errno),
        Verdict.HARD_BLOCK,
        -errno,
        SelfProtection.RULE,
        SelfProtection.RULE);
  }

  private Ruling ruling(Decision decision, Action action, @Nullable CheckedCall call) {
    Rule rule = decision.rule();
    String decidedBy = rule == null ? "default" : "rule";
    String id = rule == null ? "" : rule.id();
    if (action instanceof Action.Ask) {
      return ruling(
          decision, unattended instanceof Action.Ask ? new Action.Deny() : unattended, call);
    }
    if (action instanceof Action.Kill) {
      return new Ruling(Answer.KILL, Verdict.HARD_BLOCK, 0, decidedBy, id);
    }
    if (action instanceof Action.Deny deny) {
      long result = -deny.errno();
      return new Ruling(new Answer.Skip(result), Verdict.HARD_BLOCK, result, decidedBy, id);
    }
    if (action instanceof Action.Fake fake) {
      Answer answer = call == null ? new Answer.Skip(0) : Pretence.of(fake.result(), call);
      long result = answer instanceof Answer.Skip skip ? skip.result() : 0;
      return new Ruling(answer, Verdict.SOFT_BLOCK, result, decidedBy, id);
    }
    Answer answer = call == null ? Answer.PROCEED : call.answer();
    return rule == null
        ? Ruling.undecided(answer)
        : new Ruling(answer, Verdict.ALLOW, 0, decidedBy, id);
  }
}
