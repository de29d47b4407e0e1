package syswall.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import syswall.journal.Integrity;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;
import syswall.listing.JsonListing;
import syswall.listing.JsonListingDiff;
import syswall.listing.Listing;
import syswall.listing.ListingDiff;
import syswall.listing.TextListing;
import syswall.listing.TextListingDiff;
import syswall.position.NoSuchMomentException;
import syswall.position.Place;
import syswall.position.Position;
import syswall.position.SessionAt;
import syswall.replay.SnapshotPolicy;
import syswall.replay.Timeline;
import syswall.report.Style;
import syswall.state.SessionState;
import syswall.state.SessionStateCodec;

/** {@code syswall state}: replays a session up to a moment and prints what was then. */
@Command(
    name = "state",
    description =
        "Say what was at a moment of a recorded run: which processes lived, which calls they were"
            + " in, what they had open.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the state is printed; with --diff: the two are the same",
      "1:with --diff: they differ",
      "2:wrong usage, no such moment, no session, a damaged one, or the output cannot be written"
    },
    footer = {
      "",
      "Examples:",
      "  syswall state --at 12.5s make.cq",
      "  syswall state --at-first openat:ENOENT --maps ls.cq",
      "  syswall state --at-exit 4711 --pid 4711 make.cq",
      "  syswall state --json --at-event 900 make.cq | jq '.processes[].descriptors'",
      "  syswall state --diff --at-event 100 --at-event 500 make.cq"
    })
final class StateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Syswall syswall;

  @ArgGroup(exclusive = true, multiplicity = "0..*", order = 0)
  private List<MomentOption> moments = new ArrayList<>();

  @Option(names = "--pid", paramLabel = "PID", order = 5, description = "This process only.")
  private int pid;

  @Option(
      names = "--maps",
      order = 6,
      description = "Name the files that are mapped into memory instead of counting them.")
  private boolean maps;

  @Option(
      names = "--diff",
      order = 7,
      description =
          "What changed between two moments, named one after the other; without a second, up to"
              + " the end.")
  private boolean diff;

  @Option(
      names = "--json",
      order = 8,
      description = "Print one JSON object, always in full; state.schema.json describes it.")
  private boolean json;

  @Parameters(paramLabel = "NAME.cq", description = "The session.")
  private Path session;

  private Integrity integrity = Integrity.COMPLETE;
  private String damage = "";

  @Override
  public Integer call() throws JournalException, UserError {
    return diff ? difference() : listing();
  }

  private int listing() throws JournalException, UserError {
    if (moments.size() > 1) {
      throw mistake("say one moment, or --diff for what changed between two");
    }
    Listing listing = listing(moments.isEmpty() ? Position.END : position(moments.get(0)));
    if (pid != 0) {
      listing = listing.only(pid);
      if (listing.processes().isEmpty()) {
        throw notAlive(" at event " + listing.moment().event());
      }
    }
    print(json ? JsonListing.render(listing) : TextListing.render(listing, maps, style()));
    return Reading.end(spec.commandLine(), session, integrity, damage, "listed");
  }

  private int difference() throws JournalException, UserError {
    if (moments.isEmpty() || moments.size() > 2) {
      throw mistake("--diff: say two moments, or one to compare with the end");
    }
    Position second = moments.size() == 1 ? Position.END : position(moments.get(1));
    Listing before = listing(position(moments.get(0)));
    Listing after = listing(second);
    if (after.moment().timeNs() < before.moment().timeNs()
        || after.moment().event() < before.moment().event()) {
      throw mistake("--diff: the second moment is before the first");
    }
    if (pid != 0) {
      before = before.only(pid);
      after = after.only(pid);
      if (before.processes().isEmpty() && after.processes().isEmpty()) {
        throw notAlive(" at either moment");
      }
    }
    ListingDiff changes = ListingDiff.of(before, after);
    print(json ? JsonListingDiff.render(changes) : TextListingDiff.render(changes, maps, style()));
    int exitCode = Reading.end(spec.commandLine(), session, integrity, damage, "compared");
    return exitCode != ExitCode.OK || changes.isEmpty() ? exitCode : ExitCode.DIFFERENT;
  }

  private Listing listing(Position position) throws JournalException, UserError {
    return Listing.of(at(place(position)));
  }

  private UserError notAlive(String when) {
    return new UserError(session + ": process " + pid + " does not live" + when);
  }

  private Style style() {
    return syswall.color().enabledFor(Color.STDOUT) ? Style.ANSI : Style.PLAIN;
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
  }

  private Position position(MomentOption moment) {
    try {
      return moment.position(pid);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private ParameterException mistake(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private Place place(Position position) throws JournalException, UserError {
    try (JournalTailer tailer = JournalTailer.open(session)) {
      return found(() -> position.in(tailer::next), tailer::damage);
    }
  }

  private SessionAt at(Place place) throws JournalException, UserError {
    try (Timeline<SessionState> timeline =
        Timeline.open(session, new SessionStateCodec(), SnapshotPolicy.DEFAULT)) {
      SessionAt at = found(() -> SessionAt.place(timeline, place), timeline::damage);
      if (place.isEnd()) {
        integrity = timeline.integrity();
        damage = timeline.damage();
      }
      return at;
    }
  }

  private interface Search<T> {
    T find() throws NoSuchMomentException, JournalException;
  }

  private <T> T found(Search<T> search, Supplier<String> damageSoFar)
      throws JournalException, UserError {
    try {
      return search.find();
    } catch (NoSuchMomentException e) {
      String what = damageSoFar.get();
      String damaged = what.isEmpty() ? "" : "; it is damaged: " + what;
      throw new UserError(session + ": " + e.getMessage() + damaged);
    }
  }
}
