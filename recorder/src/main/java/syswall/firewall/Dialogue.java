package syswall.firewall;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.policy.PolicyException;
import syswall.policy.Rule;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.tracer.Stop;

/** With the person who is asked: what is open, and what becomes of the answers. */
public final class Dialogue {
  private static final DateTimeFormatter STARTED =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Prompt prompt;
  private final @Nullable AnswerFile file;
  private final Questions questions;
  private final String name = "prompt-" + STARTED.format(Instant.now());
  private int answers;

  /**
   * A dialogue.
   *
   * @param file where answers that count for ever go; null if they go nowhere
   */
  public Dialogue(Prompt prompt, @Nullable AnswerFile file) {
    this.prompt = prompt;
    this.file = file;
    questions = new Questions(prompt);
  }

  Questions questions() {
    return questions;
  }

  /** Whether a call is about the terminal while a question is on it. */
  boolean keeps(Stop.SyscallEnter call) {
    if (!questions.isAsking() || call.row() == null) {
      return false;
    }
    for (Parameter parameter : call.row().parameters()) {
      if (parameter.kind() == ArgKind.FD
          && prompt.isTerminal(call.tracee().tid(), (int) call.arg(parameter.index()))) {
        return true;
      }
    }
    return false;
  }

  /** Saves an answer if it is for ever, and answers the rules that it makes; none if for once. */
  List<Rule> learn(Inquiry inquiry, Reply reply) {
    String id = name + "-" + ++answers;
    List<String> texts = AnswerRules.of(inquiry, reply, id, Instant.now());
    List<Rule> rules = new ArrayList<>();
    try {
      for (String text : texts) {
        rules.add(Rule.parse(text));
      }
    } catch (PolicyException e) {
      prompt.complain("counts only this time, no rule can say it: " + e.getMessage());
      return List.of();
    }
    if (reply.lifespan() == Reply.Lifespan.EVER && file != null && !texts.isEmpty()) {
      try {
        file.add(texts, inquiry.rule());
      } catch (IOException | PolicyException e) {
        prompt.complain("not saved in " + file.file() + ", counts for this run: " + e.getMessage());
      }
    }
    return rules;
  }
}
