package syswall.audit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.event.Event.SessionStarted;
import syswall.journal.Integrity;
import syswall.journal.JournalTailer;
import syswall.policy.Action;
import syswall.policy.Policies;
import syswall.policy.PolicyException;
import syswall.policy.Rule;
import syswall.replay.Replay;
import syswall.syscall.FileAccess;

/**
 * What a policy would have done to a recorded session.
 *
 * @param calls how many calls there are, by what would have been done: {@code allow}, {@code ask};
 *     all are there, in the order of strictness
 * @param deeds what would not simply have been allowed, what is stricter and what comes first first
 * @param asksOrigin whether a rule asks for the loader, of which a journal does not tell
 * @param integrity how the session ends
 * @param damage where it is damaged
 */
public record Audit(
    Map<String, Long> calls,
    List<Deed> deeds,
    boolean asksOrigin,
    Integrity integrity,
    String damage) {
  /**
   * Calls that want the same and to which the same rule does the same.
   *
   * @param action what it does
   * @param rule which; null for the default
   * @param call the syscall's name
   * @param access what the call wants with a file; null if with none
   * @param path the file; null if it names none
   * @param address the bytes of an address; null if it names none
   * @param program of the first of these calls; null if not known
   * @param pid of the first
   * @param event of the first
   * @param count how many there are
   * @param failed how many of these failed even so
   */
  public record Deed(
      Action action,
      @Nullable Rule rule,
      String call,
      @Nullable FileAccess access,
      @Nullable ByteString path,
      @Nullable ByteString address,
      @Nullable ByteString program,
      int pid,
      long event,
      long count,
      long failed) {}

  /** Whether all calls would have been made, without a question. */
  public boolean isSilent() {
    return deeds.stream().allMatch(deed -> deed.action() instanceof Action.Log);
  }

  /**
   * Replays a session.
   *
   * @param links of the machine on which it was recorded
   * @throws PolicyException if a rule needs a variable that the session does not have
   */
  public static Audit of(JournalTailer tailer, Policies policies, Links links)
      throws PolicyException {
    Event first = tailer.next();
    if (!(first instanceof SessionStarted started)) {
      throw new IllegalStateException("a journal begins with its session"); // the tailer sees to it
    }
    AuditBuilder builder =
        new AuditBuilder(policies.matcher(SessionSurroundings.of(started)), links);
    Replay replay = new Replay(builder);
    replay.accept(first);
    for (Event event = tailer.next(); event != null; event = tailer.next()) {
      replay.accept(event);
    }
    boolean asksOrigin = policies.rules().stream().anyMatch(rule -> rule.match().fromLoader());
    return new Audit(
        builder.calls(), builder.deeds(), asksOrigin, tailer.integrity(), tailer.damage());
  }
}
