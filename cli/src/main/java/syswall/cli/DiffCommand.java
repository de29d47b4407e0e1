package syswall.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
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
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import syswall.diff.AtDivergence;
import syswall.diff.Divergence;
import syswall.diff.FailOn;
import syswall.diff.FullDiff;
import syswall.diff.HtmlDiff;
import syswall.diff.JsonDiff;
import syswall.diff.NameMap;
import syswall.diff.SessionDiff;
import syswall.diff.SessionProfile;
import syswall.diff.TextDiff;
import syswall.event.CallSelection;
import syswall.event.Event.SessionStarted;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;
import syswall.listing.Listing;
import syswall.position.NoSuchMomentException;
import syswall.position.Place;
import syswall.position.SessionAt;
import syswall.replay.SnapshotPolicy;
import syswall.replay.Timeline;
import syswall.report.Style;
import syswall.state.SessionState;
import syswall.state.SessionStateCodec;

/** {@code syswall diff}: compares two sessions and says what differs, the likely cause first. */
@Command(
    name = "diff",
    description = "Say what a second run did otherwise than the first, the likely cause first.",
    customSynopsis = {
      "syswall diff [OPTIONS] RUN1.cq RUN2.cq",
      "   or: syswall diff [OPTIONS] --baseline=NAME RUN2.cq"
    },
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:both runs did the same; with --fail-on: nothing of that kind is new",
      "1:they differ; with --fail-on: something of that kind is new",
      "2:wrong usage, no session, a damaged one, or the output cannot be written"
    },
    footer = {
      "",
      "Examples:",
      "  syswall diff good.cq bad.cq",
      "  syswall diff --at-divergence good.cq bad.cq",
      "  syswall diff --html diff.html good.cq bad.cq",
      "  syswall diff --map /home/ann=/home/bob here.cq there.cq",
      "  syswall diff --baseline monday.cq,tuesday.cq,friday.cq bad.cq",
      "  syswall record --repeat 5 -o good make && syswall diff --baseline good bad.cq",
      "  syswall diff --full --pid 4711 good.cq bad.cq | less",
      "  syswall diff --baseline good --fail-on new-host,new-write,new-exec pull.cq",
      "",
      "With --fail-on counts, over all processes: the host that was asked for by name,",
      "connected or sent to; the file that was written, created, deleted or renamed, of",
      "a name that was not made up; the program that was executed; and, process by",
      "process, the call that failed. Other differences are printed as always.",
      "",
      "Compared are what the runs were started with, their processes, and what each",
      "process did to which file, socket or pipe, with what outcome and how many bytes,",
      "and what it read of files that no one of the run wrote: of each read, the first",
      "64 kB. Where that is equal, the order and number of calls are compared, of",
      "processes with one thread, of others how often the first thread opens what it",
      "alone opens, until it waits for several things; not of calls that wait, are",
      "tried again or only manage memory, nor into how many reads or writes data is",
      "cut. --full has no lines for these. What a rule allowed is no difference, but",
      "what somebody was asked in one run only is.",
      "",
      "How often a process with threads does the same, or one that waits for several",
      "things, varies from run to run. Where nothing else of a process differs, such",
      "numbers are counted in the answer and listed by --all, --json and --html; they",
      "do not change the exit code."
    })
final class DiffCommand implements Callable<Integer> {
  private static final int COLUMNS = 80;

  @Spec private CommandSpec spec;
  @ParentCommand private Syswall syswall;

  @Option(names = "--all", description = "Leave nothing out, nor what is unstable.")
  private boolean all;

  @Option(
      names = "--full",
      description =
          "Print the calls of the first cause's process, one run beside the other as diff -u has"
              + " lines, each @@ with event numbers of both; with --all those of all processes.")
  private boolean full;

  @Option(
      names = "--pid",
      paramLabel = "PID",
      description =
          "With --full: of this process of RUN2, or if it has none of this number, of RUN1.")
  private @Nullable Integer pid;

  @Option(names = "--json", description = "Print JSON, always in full.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page for a browser, which is one file and loads nothing.")
  private @Nullable Path html;

  @Option(names = "--force", description = "Replace the page if it exists.")
  private boolean force;

  @Option(
      names = "--baseline",
      paramLabel = "RUN.cq|NAME",
      split = ",",
      description =
          "Several good runs in place of RUN1.cq: what varies among them is unstable and counts"
              + " as no difference. NAME means what 'record --repeat=RUNS -o NAME' made.")
  private List<Path> baseline = new ArrayList<>();

  @Option(
      names = "--map",
      paramLabel = "OLD=NEW",
      description =
          "What is OLD in the first run, a directory, host or user, is NEW in the second.")
  private Map<String, String> maps = new LinkedHashMap<>();

  @Option(
      names = "--fail-on",
      paramLabel = "NEWS",
      split = ",",
      converter = FailOnWord.class,
      completionCandidates = FailOnWord.class,
      description =
          "Exit with 1 only if the last run did something of these kinds that no other did:"
              + " ${COMPLETION-CANDIDATES}.")
  private Set<FailOn> failOn = EnumSet.noneOf(FailOn.class);

  @Option(
      names = "--at-divergence",
      description =
          "Also print what the process of the cause had open then, in both runs, as 'state' has it:"
              + " side by side, within $COLUMNS columns or 80.")
  private boolean atDivergence;

  @Parameters(
      arity = "1..2",
      paramLabel = "RUN.cq",
      description = "The run to compare with, unless there is a baseline; then the one compared.")
  private List<Path> runs = new ArrayList<>();

  @Override
  public Integer call() throws JournalException, UserError {
    List<Path> good = new ArrayList<>();
    baseline.forEach(name -> good.addAll(runs(name)));
    good.addAll(runs.subList(0, runs.size() - 1));
    if (good.isEmpty() || (runs.size() > 1 && !baseline.isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "say two runs, or a baseline and one run to compare with it");
    }
    if ((full && json) || (pid != null && (!full || all))) {
      throw new ParameterException(
          spec.commandLine(), "--full is no JSON, and --pid chooses what it shows, without --all");
    }
    if (html == null ? force : full || json || all) {
      throw new ParameterException(
          spec.commandLine(), "--html is instead of --full, --json and --all, --force is for it");
    }
    Path compared = runs.get(runs.size() - 1);
    CallSelection common = selection(compared);
    for (Path session : good) {
      common = common.and(selection(session));
    }
    List<SessionProfile> before = new ArrayList<>();
    for (Path session : good) {
      before.add(read(session, common));
    }
    SessionProfile after = read(compared, common);
    List<NameMap> names = new ArrayList<>();
    maps.forEach((from, to) -> names.add(new NameMap(from, to)));
    SessionDiff diff = SessionDiff.of(before, after, names, failOn);
    if (full) {
      FullOutput output = new FullOutput(spec.commandLine(), style(), good.get(0), compared);
      output.print(FullDiff.of(before.get(0), after, names), diff, pid, all);
    } else {
      print(diff, atDivergence ? at(diff, good.get(0), compared) : null, good.get(0), compared);
    }
    int trouble = end(compared, after);
    for (int i = 0; i < good.size(); i++) {
      trouble = Math.max(trouble, end(good.get(i), before.get(i)));
    }
    return trouble != ExitCode.OK ? trouble : diff.fails() ? ExitCode.DIFFERENT : ExitCode.OK;
  }

  /** A session, or else the runs of a series of that name. */
  private static List<Path> runs(Path name) {
    List<Path> series = Files.exists(name) ? List.of() : new RunSeries(name).behind(0);
    return series.isEmpty() ? List.of(name) : series;
  }

  private int end(Path session, SessionProfile read) {
    return Reading.end(spec.commandLine(), session, read.integrity(), read.damage(), "compared");
  }

  /** Which calls a session holds. */
  private static CallSelection selection(Path session) throws JournalException {
    SessionStarted started = Reading.started(session);
    return started == null ? CallSelection.ALL : started.selection();
  }

  private SessionProfile read(Path session, CallSelection calls) throws JournalException {
    try (Progress progress = new Progress(spec.commandLine().getErr());
        JournalTailer tailer = progress.open(session)) {
      return SessionProfile.of(tailer, calls);
    }
  }

  private static @Nullable AtDivergence at(SessionDiff diff, Path before, Path after)
      throws JournalException {
    Divergence divergence = diff.divergence();
    return divergence == null
        ? null
        : new AtDivergence(
            divergence, listing(before, divergence.before()), listing(after, divergence.after()));
  }

  private static @Nullable Listing listing(Path session, Divergence.@Nullable Spot spot)
      throws JournalException {
    if (spot == null) {
      return null;
    }
    try (Timeline<SessionState> timeline =
        Timeline.open(session, new SessionStateCodec(), SnapshotPolicy.DEFAULT)) {
      Place place = new Place(spot.event(), 0);
      return Listing.of(SessionAt.place(timeline, place)).only(spot.pid());
    } catch (NoSuchMomentException e) {
      throw new IllegalStateException(session + " had more events before", e);
    }
  }

  private void print(SessionDiff diff, @Nullable AtDivergence at, Path before, Path after)
      throws UserError {
    if (html != null) {
      String page = HtmlDiff.render(diff, at, before.toString(), after.toString());
      NewFiles.write(html, page, force);
    } else {
      spec.commandLine()
          .getOut()
          .print(json ? JsonDiff.render(diff, at) : text(diff, at, before, after));
    }
  }

  private String text(SessionDiff diff, @Nullable AtDivergence at, Path before, Path after) {
    String text =
        TextDiff.render(
            diff,
            Failures.printable(before.toString()),
            Failures.printable(after.toString()),
            all,
            style());
    return at == null ? text : text + at.render(columns(System.getenv("COLUMNS")), style());
  }

  /** What a shell says of its terminal, if it was told to. */
  private static int columns(@Nullable String told) {
    boolean isNumber = told != null && told.matches("[1-9][0-9]{0,4}");
    return isNumber ? Integer.parseInt(told) : COLUMNS;
  }

  private Style style() {
    return syswall.color().enabledFor(Color.STDOUT) ? Style.ANSI : Style.PLAIN;
  }
}
