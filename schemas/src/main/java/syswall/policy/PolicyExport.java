package syswall.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import syswall.syscall.Errno;

/**
 * Policies in the words of others.
 *
 * @param text what the other reads
 * @param notes what it cannot say, a line each
 */
public record PolicyExport(String text, List<String> notes) {
  public PolicyExport {
    notes = List.copyOf(notes);
  }

  /** As an OCI {@code linux.seccomp}, which Docker and Podman read. */
  public static PolicyExport oci(Policies policies) {
    PlainRules rules = new PlainRules(policies, true);
    List<String> syscalls = new ArrayList<>();
    for (PlainRules.ArgumentRule rule : rules.withArguments()) {
      String arguments =
          rule.arguments().stream()
              .map(PolicyExport::argument)
              .collect(Collectors.joining(", ", ", \"args\": [", "]"));
      syscalls.add(rule(rule.names(), rule.action(), arguments));
    }
    rules.byAction().forEach((action, names) -> syscalls.add(rule(names, action, "")));
    String text =
        """
        {
          %s,
          "architectures": ["SCMP_ARCH_X86_64"],
          "syscalls": [%s]
        }
        """
            .formatted(
                action(rules.otherwise(), "defaultAction", "defaultErrnoRet"),
                syscalls.isEmpty() ? "" : "\n    " + String.join(",\n    ", syscalls) + "\n  ");
    return new PolicyExport(text, rules.notes());
  }

  private static String rule(Iterable<String> names, Action action, String arguments) {
    return "{ \"names\": [\""
        + String.join("\", \"", names)
        + "\"], "
        + action(action, "action", "errnoRet")
        + arguments
        + " }";
  }

  private static String action(Action action, String field, String errnoField) {
    String word =
        action instanceof Action.Deny
            ? "ERRNO"
            : action instanceof Action.Kill
                ? "KILL_PROCESS"
                : action instanceof Action.Log ? "LOG" : "ALLOW";
    String errno =
        action instanceof Action.Deny deny ? ", \"" + errnoField + "\": " + deny.errno() : "";
    return "\"" + field + "\": \"SCMP_ACT_" + word + "\"" + errno;
  }

  private static String argument(ArgumentCondition.Compiled argument) {
    String two =
        argument.operator() == Operator.MASKED_EQ
            ? ", \"valueTwo\": " + Long.toUnsignedString(argument.valueTwo())
            : "";
    return "{ \"index\": %d, \"value\": %s%s, \"op\": \"%s\" }"
        .formatted(
            argument.index(),
            Long.toUnsignedString(argument.value()),
            two,
            argument.operator().label());
  }

  /** As settings of a systemd service, systemd.exec(5). */
  public static PolicyExport systemd(Policies policies) {
    PlainRules rules = new PlainRules(policies, false);
    StringBuilder text = new StringBuilder("[Service]\nSystemCallArchitectures=native\n");
    boolean allows = rules.otherwise().strictness() <= new Action.Log().strictness();
    List<String> allowed = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    List<String> notes = new ArrayList<>(rules.notes());
    for (Map.Entry<Action, List<String>> entry : rules.byAction().entrySet()) {
      switch (entry.getKey().label()) {
        case "deny", "kill" -> {
          if (allows) {
            entry.getValue().forEach(name -> refused.add(name + of(entry.getKey())));
          } else {
            notes.add(
                "of %d calls %s cannot be said; it is %s"
                    .formatted(
                        entry.getValue().size(), entry.getKey().text(), rules.otherwise().text()));
          }
        }
        case "log" -> {
          text.append("SystemCallLog=").append(String.join(" ", entry.getValue())).append('\n');
          allowed.addAll(entry.getValue());
        }
        default -> allowed.addAll(entry.getValue());
      }
    }
    if (!allows) {
      text.append("SystemCallFilter=").append(String.join(" ", allowed)).append('\n');
      text.append("SystemCallErrorNumber=").append(of(rules.otherwise()).substring(1)).append('\n');
    }
    if (!refused.isEmpty()) {
      text.append("SystemCallFilter=~").append(String.join(" ", refused)).append('\n');
    }
    return new PolicyExport(text.toString(), notes);
  }

  private static String of(Action action) {
    return action instanceof Action.Deny deny ? ":" + Errno.name(deny.errno()) : ":kill";
  }
}
