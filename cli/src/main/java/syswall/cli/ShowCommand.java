package syswall.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;
import syswall.replay.Replay;
import syswall.syscall.CallFilter;
import syswall.trace.EventRange;
import syswall.trace.JsonTrace;
import syswall.trace.Moment;
import syswall.trace.PathGlob;
import syswall.trace.Selection;
import syswall.trace.TextTrace;
import syswall.trace.Timestamps;
import syswall.trace.Trace;

/** {@code syswall show}: replays a session and prints its calls and other events one by one. */
@Command(
    name = "show",
    description =
        "Print what was recorded, call by call, as strace does. What is selected passes all of"
            + " the filters.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all that was asked for is shown, or its reader is gone",
      "2:wrong usage, no session, a damaged one, or the output cannot be written"
    },
    footer = {
      "",
      "Examples:",
      "  syswall show ls.cq | head",
      "  syswall show -e %%file,%%network --failed ls.cq",
      "  syswall show --blocked try.cq",
      "  syswall show --path '/etc/**' --since 200ms --until 1.5s ls.cq",
      "  syswall show --json ls.cq | jq 'select(.event == \"call\").name'"
    })
final class ShowCommand implements Callable<Integer> {
  /** Times in front of lines, spelled as on the command line. */
  enum Time {
    /** Seconds since the start. */
    relative(Timestamps.RELATIVE),
    /** Date and time, UTC. */
    absolute(Timestamps.ABSOLUTE),
    /** None. */
    none(Timestamps.NONE);

    private final Timestamps timestamps;

    Time(Timestamps timestamps) {
      this.timestamps = timestamps;
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = {"-e", "--calls"},
      paramLabel = "CALLS",
      completionCandidates = CallWords.class,
      description = "These calls only: openat,%%network; or all but these: '!futex,%%memory'.")
  private List<String> calls = List.of();

  @Option(names = "--pid", paramLabel = "PID", description = "This process or thread only.")
  private int pid;

  @Option(
      names = "--path",
      paramLabel = "GLOB",
      description =
          "Calls that name such a path, or use a descriptor of it. * stops at slashes, ** does"
              + " not; without a / in front it matches the end of a path.")
  private @Nullable String path;

  @Option(names = "--failed", description = "Calls that failed only.")
  private boolean failed;

  @Option(
      names = "--blocked",
      description = "Calls that a policy blocked or faked only, each behind who decided so.")
  private boolean blocked;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "From this time on: 1.5s or 300ms since the start, or 12:30:01 (UTC).")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Up to this time.")
  private @Nullable String until;

  @Option(
      names = "--event",
      paramLabel = "A..B",
      description = "Events with these numbers only, as --json has them: A..B, A.., ..B or A.")
  private @Nullable String events;

  @Option(names = "--limit", paramLabel = "LINES", description = "So many lines at most.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--json",
      description = "One JSON object a line, every event; show.schema.json describes them.")
  private boolean json;

  @Option(
      names = {"-t", "--time"},
      paramLabel = "WHICH",
      defaultValue = "relative",
      description = "Times: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Time time;

  @Option(
      names = {"-T", "--durations"},
      description = "How long each call took, in seconds behind it.")
  private boolean durations;

  @Option(
      names = {"-s", "--string-limit"},
      paramLabel = "BYTES",
      defaultValue = "32",
      description = "So much of what is read or written, if it was recorded. Default: 32.")
  private int stringLimit;

  @Option(
      names = "--raw-fds",
      description = "Descriptors as numbers alone: 3 instead of 3</etc/passwd>.")
  private boolean rawFds;

  @Parameters(paramLabel = "NAME.cq", description = "The session to show.")
  private Path session;

  @Override
  public Integer call() throws JournalException {
    Selection selection = selection();
    if (limit < 0 || stringLimit < 0) {
      throw new ParameterException(spec.commandLine(), "a limit cannot be negative");
    }
    LineWriter lines = new LineWriter(spec.commandLine().getOut(), limit);
    TextTrace.Style style = new TextTrace.Style(time.timestamps, durations, !rawFds, stringLimit);
    Trace trace =
        new Trace(
            selection,
            moment ->
                json ? new JsonTrace(moment, style, lines) : new TextTrace(moment, style, lines));
    if (!selection.equals(Selection.ALL)) {
      Reading.tellSelection(spec.commandLine(), session); // else it is in the first line
    }
    try (JournalTailer tailer = JournalTailer.open(session)) {
      Replay.run(() -> lines.isDone() ? null : tailer.next(), trace);
      trace.finish();
      lines.flush();
      return lines.isDone()
          ? ExitCode.OK
          : Reading.end(spec.commandLine(), session, tailer.integrity(), tailer.damage(), "shown");
    }
  }

  private Selection selection() {
    Selection selection = Selection.ALL.pid(pid);
    if (!calls.isEmpty()) {
      selection = selection.calls(option("-e", CallFilter::parse, calls));
    }
    if (path != null) {
      selection = selection.path(option("--path", PathGlob::parse, path));
    }
    if (failed) {
      selection = selection.failed();
    }
    if (blocked) {
      selection = selection.blocked();
    }
    if (since != null) {
      selection = selection.since(option("--since", Moment::parse, since));
    }
    if (until != null) {
      selection = selection.until(option("--until", Moment::parse, until));
    }
    if (events != null) {
      selection = selection.events(option("--event", EventRange::parse, events));
    }
    return selection;
  }

  private <T, R> R option(String name, Function<T, R> parser, T text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), name + ": " + e.getMessage(), e);
    }
  }
}
