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
  private static final int MOST_LINES = 8;

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
    List<String> lines = shortened(wrap(who + what, INDENT));
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
    return (deeds.isEmpty() ? "use" : deeds) + " " + path(wish.path());
  }

  private static String deed(FileAccess access) {
    return access == FileAccess.METADATA ? "LOOK AT" : access.label().toUpperCase(Locale.ROOT);
  }

  private static String by(Inquiry inquiry) {
    String started =
        inquiry.ancestors().isEmpty() ? "" : ", started by " + party(inquiry.ancestors().get(0));
    Rule rule = inquiry.rule();
    String asks = rule == null ? "no rule speaks of it" : "asked by " + QuotedText.plain(rule.id());
    return "by " + inquiry.row().name() + started + "; " + asks;
  }

  /** All that may help to answer. */
  String reasons(Inquiry inquiry) {
    List<String> lines = new ArrayList<>();
    lines.add("wants to " + what(inquiry));
    CallText call = new CallText(DescriptorNames.NONE, CONTENT);
    lines.add("call     " + call.unfinished(inquiry.call()).replace(" <unfinished ...>", ")"));
    lines.add("program  " + QuotedText.plain(inquiry.asker().program()));
    lines.add("         " + ArgvText.of(inquiry.asker().argv()));
    for (Party ancestor : inquiry.ancestors()) {
      lines.add("by       " + ancestor.pid() + " " + ArgvText.of(ancestor.argv()));
    }
    Rule rule = inquiry.rule();
    if (rule != null) {
      String comment = rule.comment().isEmpty() ? "" : ": " + QuotedText.plain(rule.comment());
      lines.add(
          "rule     "
              + QuotedText.plain(rule.id())
              + " of "
              + QuotedText.plain(rule.where())
              + comment);
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
  String answer(Inquiry inquiry, Reply reply, boolean saves) {
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
          case DIRECTORY -> ", all in " + directories(inquiry) + ",";
          case HOST -> ", this host,";
          case CALL -> ", every such call,";
        };
    return reply.scope() == Inquiry.Scope.ONCE
        ? verdict + about
        : verdict + about + " " + lifespan(reply.lifespan(), saves);
  }

  private static String directories(Inquiry inquiry) {
    return inquiry.wishes().isEmpty()
        ? "the directory"
        : inquiry.wishes().stream()
            .map(wish -> path(wish.directory()) + "/")
            .distinct()
            .collect(Collectors.joining(" and "));
  }

  /** One that has spaces is quoted, so that words in it are not taken for those around it. */
  private static String path(ByteString path) {
    String plain = QuotedText.plain(path);
    return plain.contains(" ") ? QuotedText.quoted(path) : plain;
  }

  /** What is too long for a look, such as a path, shows both ends. */
  private static List<String> shortened(List<String> lines) {
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    int half = MOST_LINES / 2;
    List<String> ends = new ArrayList<>(lines.subList(0, half));
    ends.add(INDENT + "[" + (lines.size() - 2 * half) + " lines more, ? shows them]");
    ends.addAll(lines.subList(lines.size() - half, lines.size()));
    return ends;
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
    String program = QuotedText.plain(party.program());
    String name = program.substring(program.lastIndexOf('/') + 1);
    boolean isPlain = name.matches("[A-Za-z0-9._+-]+");
    return (isPlain ? name : '"' + name + '"') + " (" + party.pid() + ")";
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
      lines.add(rest.substring(0, atSpace ? end + 1 : end).stripTrailing());
      rest = indent + rest.substring(atSpace ? end + 1 : end);
    }
    lines.add(rest);
    return lines;
  }

  private String bold(String line) {
    return color ? "\033[1m" + line + "\033[m" : line;
  }
}
