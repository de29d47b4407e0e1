package syswall.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import syswall.decode.ArgvText;
import syswall.decode.CallText;
import syswall.decode.DescriptorNames;
import syswall.decode.QuotedText;
import syswall.event.ByteString;
import syswall.firewall.Inquiry;
import syswall.firewall.Inquiry.Party;
import syswall.firewall.Reply;
import syswall.firewall.Reply.Lifespan;
import syswall.policy.Rule;
import syswall.syscall.FileAccess;

/**
 * Says what a person is asked, in lines of few columns and printable ASCII whatever it is about.
 */
final class InquiryText {
  /** Most columns of a line. */
  static final int WIDTH = 80;

  private static final String INDENT = "    ";
  private static final int CONTENT = 64;

  private final int width;
  private final boolean color;

  InquiryText(int width, boolean color) {
    this.width = Math.max(width, 20);
    this.color = color;
  }

  /** Who wants what, and by which call. */
  String question(Inquiry inquiry) {
    String who = "syswall: " + party(inquiry.asker()) + " wants to ";
    String what = what(inquiry);
    List<String> lines = wrap(who + what, INDENT);
    String first = lines.get(0);
    StringBuilder out = new StringBuilder(bold(first)).append('\n');
    lines.subList(1, lines.size()).forEach(line -> out.append(bold(line)).append('\n'));
    wrap(INDENT + by(inquiry), INDENT).forEach(line -> out.append(line).append('\n'));
    return out.toString();
  }

  private static String what(Inquiry inquiry) {
    if (inquiry.wishes().isEmpty()) {
      return "call " + QuotedText.plain(inquiry.question());
    }
    return inquiry.wishes().stream()
        .map(InquiryText::wish)
        .collect(Collectors.joining(", and to "));
  }

  private static String wish(Inquiry.Wish wish) {
    String deeds =
        wish.accesses().stream().map(InquiryText::deed).collect(Collectors.joining(" and "));
    return (deeds.isEmpty() ? "use" : deeds) + " " + QuotedText.plain(wish.path());
  }

  private static String deed(FileAccess access) {
    return access == FileAccess.METADATA ? "LOOK AT" : access.label().toUpperCase(Locale.ROOT);
  }

  private static String by(Inquiry inquiry) {
    String started =
        inquiry.ancestors().isEmpty() ? "" : ", started by " + party(inquiry.ancestors().get(0));
    Rule rule = inquiry.rule();
    String asks = rule == null ? "no rule speaks of it" : "asked by " + plain(rule.id());
    return "by " + inquiry.row().name() + started + "; " + asks;
  }

  /** All that may help to answer. */
  String reasons(Inquiry inquiry) {
    List<String> lines = new ArrayList<>();
    CallText call = new CallText(DescriptorNames.NONE, CONTENT);
    lines.add("call     " + call.unfinished(inquiry.call()).replace(" <unfinished ...>", ")"));
    lines.add("program  " + QuotedText.plain(inquiry.asker().program()));
    lines.add("         " + ArgvText.of(inquiry.asker().argv()));
    for (Party ancestor : inquiry.ancestors()) {
      lines.add("by       " + ancestor.pid() + " " + ArgvText.of(ancestor.argv()));
    }
    Rule rule = inquiry.rule();
    if (rule != null) {
      String comment = rule.comment().isEmpty() ? "" : ": " + plain(rule.comment());
      lines.add("rule     " + plain(rule.id()) + " of " + plain(rule.where()) + comment);
    }
    lines.add("keys     a allow, d deny with EPERM, f do nothing and say it worked,");
    lines.add("         k kill the process. Then Enter or o for this time only, or for");
    lines.add("         this run e exactly this, d all in its directory, h its host,");
    lines.add("         c every such call. Before these, p for this process only,");
    lines.add("         t for 15 minutes, s for ever. Backspace goes back.");
    lines.add("         aa, bah, bas: always, every such call; bh, bs: block once.");
    StringBuilder out = new StringBuilder();
    for (String line : lines) {
      wrap("  " + line, "           ").forEach(part -> out.append(part).append('\n'));
    }
    return out.toString();
  }

  /** What was answered: {@code allowed for this run, all in the directory}. */
  static String answer(Reply reply, boolean saves) {
    String verdict =
        switch (reply.action().label()) {
          case "allow" -> "allowed";
          case "fake" -> "faked";
          case "kill" -> "killed";
          default -> "denied";
        };
    String about =
        switch (reply.scope()) {
          case ONCE -> " once";
          case EXACT -> ", exactly this,";
          case DIRECTORY -> ", all in the directory,";
          case HOST -> ", this host,";
          case CALL -> ", every such call,";
        };
    return reply.scope() == Inquiry.Scope.ONCE
        ? verdict + about
        : verdict + about + " " + lifespan(reply.lifespan(), saves);
  }

  private static String lifespan(Lifespan lifespan, boolean saves) {
    return switch (lifespan) {
      case PROCESS -> "for this process";
      case QUARTER_HOUR -> "for 15 minutes";
      case RUN -> "for this run";
      case EVER -> saves ? "saved" : "for this run (--save-policy keeps it)";
    };
  }

  private static String party(Party party) {
    String path = QuotedText.plain(party.program());
    String name = path.substring(path.lastIndexOf('/') + 1);
    return (name.isEmpty() ? "?" : name) + " (" + party.pid() + ")";
  }

  private static String plain(String text) {
    return QuotedText.plain(ByteString.of(text));
  }

  /** A text in as many lines as it takes. */
  String wrapped(String text) {
    return String.join("\n", wrap(text, "  "));
  }

  /** Nothing is cut off: the end of a path may be what matters. */
  private List<String> wrap(String text, String indent) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width - 1) {
      int space = rest.lastIndexOf(' ', width - 1);
      boolean atSpace = space > width / 2;
      int end = atSpace ? space : width - 1;
      lines.add(rest.substring(0, end));
      rest = indent + rest.substring(atSpace ? end + 1 : end);
    }
    lines.add(rest);
    return lines;
  }

  private String bold(String line) {
    return color ? "\033[1m" + line + "\033[m" : line;
  }
}
