package syswall.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.audit.Audit.Deed;
import syswall.decode.QuotedText;
import syswall.decode.SocketAddress;
import syswall.policy.Rule;
import syswall.report.Columns;
import syswall.report.Style;

/** What a policy would have done to a session, for people. */
public final class TextAudit {
  /** How many deeds of one kind are listed. */
  private static final int FIRST = 10;

  private static final Map<String, String> DONE =
      Map.of(
          "allow", "allowed", "log", "logged", "fake", "faked", "ask", "asked", "deny", "blocked",
          "kill", "killed");

  private TextAudit() {}

  /**
   * An audit as text.
   *
   * @param all whether long lists are in full
   */
  public static String render(Audit audit, boolean all, Style style) {
    StringBuilder out = new StringBuilder();
    long total = audit.calls().values().stream().mapToLong(Long::longValue).sum();
    List<String> counts = new ArrayList<>();
    audit
        .calls()
        .forEach(
            (label, count) -> {
              if (count > 0) {
                counts.add(count + " " + DONE.get(label));
              }
            });
    out.append(style.heading(total + " calls: " + String.join(", ", counts))).append('\n');
    if (audit.asksOrigin()) {
      out.append(
          "a session does not say which calls are ld.so's: rules of that origin count for all\n");
    }
    for (String label : List.of("kill", "deny", "ask", "fake", "log")) {
      append(audit, label, all, style, out);
    }
    return out.toString();
  }

  private static void append(
      Audit audit, String label, boolean all, Style style, StringBuilder out) {
    List<Deed> deeds =
        audit.deeds().stream().filter(deed -> deed.action().label().equals(label)).toList();
    if (deeds.isEmpty()) {
      return;
    }
    long failed = deeds.stream().mapToLong(Deed::failed).sum();
    out.append('\n')
        .append(style.heading(String.valueOf(DONE.get(label)).toUpperCase(Locale.ROOT)))
        .append(failed == 0 ? "" : "   " + failed + " of these calls failed even so")
        .append('\n')
        .append(style.faint("     count     event  rule                   call"))
        .append('\n');
    int shown = all ? deeds.size() : Math.min(FIRST, deeds.size());
    for (Deed deed : deeds.subList(0, shown)) {
      out.append(String.format(Locale.ROOT, "%10d%10d  ", deed.count(), deed.event()))
          .append(Columns.pad(rule(deed.rule()), 22))
          .append(' ')
          .append(call(deed))
          .append('\n');
    }
    if (shown < deeds.size()) {
      out.append("and ").append(deeds.size() - shown).append(" more (--all)\n");
    }
  }

  private static String rule(@Nullable Rule rule) {
    return rule == null ? "default" : QuotedText.plain(rule.id());
  }

  private static String call(Deed deed) {
    StringBuilder out = new StringBuilder(deed.call());
    if (deed.access() != null) {
      out.append(' ').append(deed.access().label());
    }
    if (deed.path() != null) {
      out.append(' ').append(QuotedText.plain(deed.path()));
    }
    if (deed.address() != null) {
      out.append(' ').append(SocketAddress.decode(deed.address()).endpoint());
    }
    return out.toString();
  }
}
