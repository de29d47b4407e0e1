package syswall.audit;

import java.util.List;
import syswall.decode.QuotedText;
import syswall.event.ByteString;
import syswall.policy.Decision;
import syswall.policy.PolicyMatcher;
import syswall.policy.Question;
import syswall.policy.Rule;
import syswall.report.Columns;
import syswall.report.Style;

/** Which rule decides about a call, and which ones it shadows, for people. */
public final class TextExplanation {
  private static final int DEFAULT_WIDTH = 7;

  private TextExplanation() {}

  /** Lines about a call: what is done, then each thing that it wants with the rules that match. */
  public static String render(PolicyMatcher matcher, SpokenCall call, Style style) {
    StringBuilder out = new StringBuilder();
    Decision decision = matcher.decide(call);
    out.append(style.heading(call.row().name() + ": " + decision.action().text())).append('\n');
    for (Question question : matcher.explain(call)) {
      out.append('\n').append(wanted(question, call)).append('\n');
      append(question.decisions(), style, out);
    }
    return out.toString();
  }

  private static String wanted(Question question, SpokenCall call) {
    ByteString path = question.path();
    String what =
        path != null
            ? QuotedText.plain(path)
            : call.endpointText().isEmpty() ? "the call" : call.endpointText();
    return question.access() == null ? what : question.access().label() + " " + what;
  }

  private static void append(List<Decision> decisions, Style style, StringBuilder out) {
    int width = DEFAULT_WIDTH;
    int where = 0;
    for (Decision decision : decisions) {
      Rule rule = decision.rule();
      width = rule == null ? width : Math.max(width, QuotedText.plain(rule.id()).length());
      where = rule == null ? where : Math.max(where, QuotedText.plain(rule.where()).length());
    }
    for (int i = 0; i < decisions.size(); i++) {
      Rule rule = decisions.get(i).rule();
      String line =
          (i == 0 ? "  decides   " : "  shadowed  ")
              + Columns.pad(decisions.get(i).action().text(), 14)
              + Columns.pad(rule == null ? "default" : QuotedText.plain(rule.id()), width + 2)
              + (rule == null ? "" : Columns.pad(QuotedText.plain(rule.where()), where + 2))
              + (rule == null ? "" : QuotedText.plain(rule.comment()));
      out.append(i == 0 ? line.stripTrailing() : style.faint(line.stripTrailing())).append('\n');
    }
  }
}
