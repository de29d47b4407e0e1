package syswall.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import syswall.audit.SpokenCall;
import syswall.audit.TextExplanation;
import syswall.event.ByteString;
import syswall.policy.PolicyException;
import syswall.policy.PolicyMatcher;
import syswall.policy.Surroundings;
import syswall.report.Style;

/** {@code syswall policy explain}: says which rule decides about a call, and which it shadows. */
@Command(
    name = "explain",
    description = "Say which rule of a policy decides about a call, and which ones it shadows.",
    customSynopsis = "syswall policy explain [OPTIONS] POLICY [--] CALL [ARGUMENT...]",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is explained", "2:wrong usage, or the policy cannot be used"},
    footer = {
      "",
      "Examples:",
      "  syswall policy explain p.json -- openat /etc/passwd O_RDONLY",
      "  syswall policy explain p.json -- rename /tmp/x /etc/motd",
      "  syswall policy explain p.json -- connect 10.0.0.1:443",
      "  syswall policy explain --exe /usr/bin/git p.json -- execve /bin/sh",
      "",
      "Each argument goes to the next argument of the call that can take it: a path, an",
      "address, a number or its symbols. $CWD, $HOME and $TMPDIR are those of here."
    })
final class PolicyExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--exe", paramLabel = "PATH", description = "The program that makes the call.")
  private @Nullable String program;

  @Option(
      names = "--parent",
      paramLabel = "PATH",
      description = "A program among its ancestors; repeatable, the nearest first.")
  private List<String> ancestors = List.of();

  @Option(names = "--argv", paramLabel = "TEXT", description = "The program's arguments.")
  private @Nullable String arguments;

  @Option(names = "--ld-so", description = "The dynamic loader makes the call.")
  private boolean fromLoader;

  @Parameters(index = "0", paramLabel = "POLICY", description = "A file, or builtin:NAME.")
  private String policy;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "CALL", description = "The call.")
  private List<String> words;

  @Override
  public Integer call() throws UserError {
    SpokenCall call = spoken();
    PolicyMatcher matcher;
    try {
      matcher = PolicyCommand.load(spec.commandLine(), policy).matcher(here());
    } catch (PolicyException e) {
      throw PolicyCommand.mistakes(spec.commandLine(), e);
    }
    spec.commandLine().getOut().print(TextExplanation.render(matcher, call, style()));
    return ExitCode.OK;
  }

  private SpokenCall spoken() {
    SpokenCall.Actor actor =
        new SpokenCall.Actor(
            program == null ? null : ByteString.of(program),
            ancestors.stream().map(ByteString::of).toList(),
            arguments == null ? List.of() : List.of(ByteString.of(arguments)),
            fromLoader,
            Instant.now().getEpochSecond());
    try {
      return SpokenCall.parse(words, actor);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Style style() {
    Syswall syswall = (Syswall) spec.root().userObject();
    return syswall.color().enabledFor(Color.STDOUT) ? Style.ANSI : Style.PLAIN;
  }

  /** Of an ordinary user on a new kernel, here. */
  private static Surroundings here() {
    Map<String, ByteString> variables = new HashMap<>();
    variables.put("CWD", ByteString.of(Path.of("").toAbsolutePath().toString()));
    variables.put("TMPDIR", ByteString.of("/tmp"));
    for (String name : List.of("HOME", "TMPDIR")) {
      String value = System.getenv(name);
      if (value != null && value.startsWith("/")) {
        variables.put(name, ByteString.of(value));
      }
    }
    return new Surroundings(variables, Integer.MAX_VALUE, 0, Set.of());
  }
}
