package syswall.firewall;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event.SyscallEntered;
import syswall.event.Verdict;
import syswall.linux.Errors;
import syswall.policy.Action;
import syswall.policy.Decision;
import syswall.policy.Policies;
import syswall.policy.PolicyException;
import syswall.policy.PolicyMatcher;
import syswall.policy.Rule;
import syswall.policy.Surroundings;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.tracer.Answer;
import syswall.tracer.Stop;
import syswall.tracer.StoppedTracee;

/**
 * Stands between the tracer and the kernel: asks the policy about each call, and says what becomes
 * of it. Where it does not know, it refuses.
 */
public final class Firewall {
  private static final Action ALLOW = new Action.Allow();
  private static final String UNATTENDED = "unattended";
  private static final String USER = "user";
  private static final Ruling PASSED = Ruling.undecided(Answer.PROCEED);

  /** A call that is to be made, as the tracer and the journal have it. */
  private record Made(Stop.SyscallEnter stop, SyscallEntered event) {}

  /**
   * What may be done, as somebody said.
   *
   * @param action that lets the call be made
   * @param by who said it, as {@link syswall.event.Event.CallDecided} has it
   */
  private record Granted(Inquiry inquiry, Action action, String by) {}

  /** A call that runs a program, while it does. */
  private record Running(CheckedCall call, SyscallEntered event) {}

  /**
   * What became of a call that was held.
   *
   * @param ruling of a call whose new image is there, to proceed or to be killed
   */
  public record Settled(Stop.SyscallEnter call, Ruling ruling) {}

  private final Rulebook rules;
  private final RuleUses uses;
  private final Action unattended;
  private final @Nullable Dialogue dialogue;
  private final SelfProtection protection;
  private final PathResolver resolver = new PathResolver();
  private final Programs programs = new Programs();
  private final StandIns standIns = new StandIns(resolver);

  /** The calls by thread that run a program which rules have a say in. */
  private final Map<Integer, Running> running = new HashMap<>();

  /** Calls on the terminal, which wait until no question is on it. */
  private final Deque<Made> yielding = new ArrayDeque<>();

  private final Queue<Settled> settled = new ArrayDeque<>();

  /** What was decided about each thing that the call at hand wants. */
  private final List<Decision> parts = new ArrayList<>();

  /** Whether the program that was named runs; until then nobody is asked whether it may. */
  private boolean started;

  /**
   * Enforces policies.
   *
   * @param surroundings where the programs run
   * @param dialogue with the person who is asked; null if there is none
   * @param guarded absolute paths of files, and of directories with a slash behind them, that the
   *     programs may not change
   * @throws PolicyException if a rule needs a variable that is not known
   */
  public Firewall(
      Policies policies,
      Surroundings surroundings,
      @Nullable Dialogue dialogue,
      List<ByteString> guarded)
      throws PolicyException {
    rules = new Rulebook(policies.matcher(surroundings));
    uses = new RuleUses(policies.rules());
    Action otherwise = policies.unattended();
    unattended = otherwise instanceof Action.Ask ? new Action.Deny() : otherwise;
    this.dialogue = dialogue;
    protection = new SelfProtection(guarded);
  }

  /**
   * How often each rule of the policies has decided about something that a call wanted, in their
   * order.
   */
  public List<Long> ruleCounts() {
    return uses.counts();
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
   * @return {@link Answer#PROCEED}, {@link Answer#KILL} or {@link Answer#HOLD}
   */
  public Ruling executed(int pid, int formerTid, List<ByteString> arguments) {
    Running call = running.remove(formerTid);
    forget(one -> one.pid() == pid); // its other threads are gone
    programs.executed(pid, arguments);
    rules.ended(pid); // what was answered about a process was about its program
    Ruling ruling = call == null ? PASSED : image(call, pid);
    started = true;
    return ruling;
  }

  private Ruling image(Running running, int pid) {
    CheckedCall call = running.call;
    Parameter named = CheckedCall.run(call.row());
    if (named == null || !call.becomes(named.index(), resolver.program(pid))) {
      return PASSED;
    }
    Decision decision = rules.of(pid).decide(call, uses::count);
    return isQuestion(decision.action())
        ? ask(call, inquiry(call, running.event, decision), true)
        : ofImage(ruling(decision, call));
  }

  /** A process is gone. */
  public void ended(int pid) {
    forget(one -> one.pid() == pid);
    programs.ended(pid);
    rules.ended(pid);
    standIns.gone(pid);
  }

  /** A thread is gone. */
  public void gone(int tid) {
    forget(one -> one.tid() == tid);
    standIns.gone(tid);
  }

  private void forget(Predicate<StoppedTracee> isGone) {
    yielding.removeIf(made -> isGone.test(made.stop.tracee()));
    running.values().removeIf(one -> isGone.test(one.call.stop().tracee()));
    if (dialogue != null) {
      dialogue.questions().withdraw(open -> isGone.test(open.call().stop().tracee()));
    }
  }

  /**
   * Decides about a call at its syscall-enter-stop.
   *
   * @param event the same call as the journal has it
   */
  public Ruling decide(Stop.SyscallEnter stop, SyscallEntered event) {
    if (dialogue != null && dialogue.keeps(stop)) {
      yielding.add(new Made(stop, event));
      return Ruling.HELD;
    }
    Ruling ruling = judge(stop, event, null, false);
    return ruling.equals(Ruling.HELD) ? ruling : withStandIns(stop, ruling);
  }

  private Ruling withStandIns(Stop.SyscallEnter stop, Ruling ruling) {
    Syscall row = stop.row();
    return standIns.mayConcern(stop, ruling)
            && row != null
            && ruling.verdict() != Verdict.HARD_BLOCK
        ? standIns.ruling(new CheckedCall(stop, row, resolver, programs), ruling)
        : ruling;
  }

  /** A call about which was decided is over. */
  public void returned(Stop.SyscallExit stop) {
    standIns.returned(stop.tracee().tid(), stop.result());
  }

  /**
   * Judges a call.
   *
   * @param granted what was said after it was asked about; null if nothing was
   * @param isAgain whether it was judged before, and its rules counted
   */
  private Ruling judge(
      Stop.SyscallEnter stop, SyscallEntered event, @Nullable Granted granted, boolean isAgain) {
    resolver.entered(stop);
    int refusal = protection.refusal(stop);
    if (refusal != 0) {
      return refused(refusal);
    }
    PolicyMatcher matcher = rules.of(stop.tracee().pid());
    Decision settled = matcher.settled(stop.abi(), stop.number());
    boolean isAllowed = settled != null && settled.action().equals(ALLOW);
    Syscall row = stop.row();
    if (row == null) {
      return settled == null || isAllowed ? PASSED : ruling(settled, null);
    }
    boolean changes = row.changesFile();
    if (settled != null && isAllowed && !changes) {
      uses.count(settled);
      return PASSED;
    }
    CheckedCall call = new CheckedCall(stop, row, resolver, programs);
    parts.clear();
    Decision decision = settled == null ? matcher.decide(call, parts::add) : settled;
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
    if (!isAgain) {
      count(decision, settled != null);
    }
    if (isAllowed) {
      return Ruling.undecided(call.answer());
    }
    Ruling ruling;
    if (granted != null && decision.action() instanceof Action.Ask) {
      Inquiry inquiry = inquiry(call, event, decision);
      if (!granted.inquiry.isLike(inquiry)) {
        return ask(call, inquiry, false); // it is no more what the person was asked about
      }
      ruling = ruling(granted.action, call, granted.by, decision.rule(), inquiry.question());
    } else if (isQuestion(decision.action())) {
      return ask(call, inquiry(call, event, decision), false);
    } else {
      ruling = ruling(decision, call);
    }
    remember(call, event, ruling);
    return ruling;
  }

  private void count(Decision decision, boolean isSettled) {
    if (isSettled) {
      uses.count(decision);
    } else {
      parts.forEach(uses::count);
    }
  }

  private void remember(CheckedCall call, SyscallEntered event, Ruling ruling) {
    if (CheckedCall.run(call.row()) != null && ruling.verdict() == Verdict.ALLOW) {
      running.put(call.tid(), new Running(call, event));
    }
  }

  private boolean isQuestion(Action action) {
    return action instanceof Action.Ask
        && started
        && dialogue != null
        && !dialogue.questions().isStopped();
  }

  private Inquiry inquiry(CheckedCall call, SyscallEntered event, Decision decision) {
    return Inquiry.of(
        call,
        event,
        rules.of(call.pid()),
        decision.rule(),
        party(call.pid()),
        programs.ancestors(call.pid()).stream().map(this::party).toList());
  }

  private Ruling ask(CheckedCall call, Inquiry inquiry, boolean isImage) {
    if (dialogue != null) {
      dialogue.questions().add(new Questions.Open(call, inquiry, isImage));
    }
    return Ruling.HELD;
  }

  private Inquiry.Party party(int pid) {
    return new Inquiry.Party(pid, resolver.program(pid), programs.arguments(pid));
  }

  /** Whether a call that a thread is in is about the terminal, which a person needs now. */
  public boolean mustYield(Stop.SyscallEnter call) {
    return dialogue != null && dialogue.keeps(call);
  }

  /** What became clear about calls that are held, one after the other; null if nothing more has. */
  public @Nullable Settled settled() {
    while (dialogue != null) {
      Settled next = settled.poll();
      if (next != null) {
        return next;
      }
      Questions questions = dialogue.questions();
      Questions.Answered answered = questions.poll();
      if (answered != null) {
        settle(dialogue, answered);
      } else if (questions.isAsking() || yielding.isEmpty()) {
        return null;
      } else {
        Made made = yielding.remove();
        Ruling ruling = decide(made.stop, made.event);
        if (!ruling.equals(Ruling.HELD)) {
          settled.add(new Settled(made.stop, ruling));
        }
      }
    }
    return null;
  }

  private void settle(Dialogue dialogue, Questions.Answered answered) {
    Reply reply = answered.reply();
    for (Questions.Open open : answered.calls()) {
      settle(open, reply);
    }
    Inquiry inquiry = answered.inquiry();
    List<Rule> learned = reply == null ? List.of() : dialogue.learn(inquiry, reply);
    if (reply != null && !learned.isEmpty()) {
      if (reply.lifespan() != Reply.Lifespan.PROCESS) {
        rules.add(learned, inquiry.rule());
      } else if (programs.isLiving(inquiry.asker().pid())) {
        rules.add(inquiry.asker().pid(), learned, inquiry.rule());
      }
      answerOthers(dialogue.questions());
    }
    dialogue.questions().askNext();
  }

  private void settle(Questions.Open open, @Nullable Reply reply) {
    Action action = reply == null ? unattended : reply.action();
    String by = reply == null ? UNATTENDED : USER;
    Inquiry inquiry = open.inquiry();
    boolean isMade = action instanceof Action.Allow || action instanceof Action.Log;
    if (isMade && !open.isImage()) {
      // a person takes time: links, memory and descriptors may be others than they were
      Granted granted = new Granted(inquiry, action, by);
      settle(open, judge(open.call().stop(), inquiry.call(), granted, true));
    } else {
      settle(open, ruling(action, open.call(), by, inquiry.rule(), inquiry.question()));
    }
  }

  /** What one answer said may be an answer to other questions, too. */
  private void answerOthers(Questions questions) {
    for (Questions.Open open : questions.all()) {
      Decision decision = rules.of(open.call().pid()).decide(open.call());
      if (!(decision.action() instanceof Action.Ask)) {
        questions.withdraw(open::equals);
        settle(
            open,
            open.isImage()
                ? ruling(decision, open.call())
                : judge(open.call().stop(), open.inquiry().call(), null, true));
      }
    }
  }

  private void settle(Questions.Open open, Ruling ruling) {
    if (ruling.equals(Ruling.HELD)) {
      return; // it is asked about again
    }
    Stop.SyscallEnter stop = open.call().stop();
    settled.add(new Settled(stop, open.isImage() ? ofImage(ruling) : withStandIns(stop, ruling)));
  }

  /** Asks nobody any more, since all is to end soon. May be called from any thread. */
  public void stopAsking() {
    if (dialogue != null) {
      dialogue.questions().stop();
    }
  }

  /** Waits until nobody is asked any more. */
  public void close() {
    if (dialogue != null) {
      dialogue.questions().close();
    }
  }

  private static Ruling refused(int errno) {
    return new Ruling(
        new Answer.Skip(-errno),
        Verdict.HARD_BLOCK,
        -errno,
        SelfProtection.RULE,
        SelfProtection.RULE,
        ByteString.EMPTY);
  }

  /** Of an image there is only to say whether it may run. */
  private static Ruling ofImage(Ruling ruling) {
    return ruling.verdict() == Verdict.ALLOW
        ? ruling.with(Answer.PROCEED, Verdict.ALLOW, 0)
        : ruling.with(Answer.KILL, Verdict.HARD_BLOCK, 0);
  }

  private Ruling ruling(Decision decision, @Nullable CheckedCall call) {
    Rule rule = decision.rule();
    Action action = decision.action();
    if (action instanceof Action.Ask && !started) {
      return Ruling.undecided(call == null ? Answer.PROCEED : call.answer());
    }
    boolean isAsked = action instanceof Action.Ask;
    return ruling(
        isAsked ? unattended : action,
        call,
        isAsked ? UNATTENDED : rule == null ? "default" : "rule",
        rule,
        ByteString.EMPTY);
  }

  private Ruling ruling(
      Action action,
      @Nullable CheckedCall call,
      String by,
      @Nullable Rule rule,
      ByteString question) {
    Ruling allowed =
        new Ruling(
            call == null ? Answer.PROCEED : call.answer(),
            Verdict.ALLOW,
            0,
            by,
            rule == null ? "" : rule.id(),
            question);
    if (action instanceof Action.Kill) {
      return allowed.with(Answer.KILL, Verdict.HARD_BLOCK, 0);
    }
    if (action instanceof Action.Deny deny) {
      long result = -deny.errno();
      return allowed.with(new Answer.Skip(result), Verdict.HARD_BLOCK, result);
    }
    if (action instanceof Action.Fake fake) {
      Answer answer =
          call == null ? new Answer.Skip(0) : Pretence.of(fake.result(), call, standIns);
      long result = answer instanceof Answer.Skip skip ? skip.result() : 0;
      return allowed.with(answer, Verdict.SOFT_BLOCK, result);
    }
    return by.equals("default") ? Ruling.undecided(allowed.answer()) : allowed;
  }
}
