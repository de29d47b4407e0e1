package syswall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import syswall.decode.ArgvText;
import syswall.decode.LiveTrace;
import syswall.event.CallSelection;
import syswall.event.EventHandler;
import syswall.firewall.AnswerFile;
import syswall.firewall.Dialogue;
import syswall.journal.JournalException;
import syswall.linux.ErrnoException;
import syswall.linux.Terminal;
import syswall.policy.Policies;
import syswall.policy.Policy;
import syswall.policy.PolicyException;
import syswall.policy.PolicyLoader;
import syswall.record.FollowRequest;
import syswall.record.Follower;
import syswall.record.Inheritance;
import syswall.record.LaunchException;
import syswall.record.RecordRequest;
import syswall.record.Recorder;
import syswall.record.Recording;
import syswall.syscall.CallFilter;

/** {@code syswall record}: runs a program and records it and everything that it starts. */
final class RecordCommand implements Callable<Integer> {
  /** SIGHUP, SIGINT, SIGQUIT, SIGTERM: who killed a run with these wants no further one. */
  private static final Set<Integer> ASKS_TO_END = Set.of(1, 2, 3, 15);

  private static final String ASK_ALL = PolicyLoader.BUILTIN + "ask-all";

  private final RecordOptions options = new RecordOptions();
  private final CommandSpec spec = options.specOf(this);
  private @Nullable Policies policies;
  private @Nullable AnswerFile answers;

  /** The command as picocli knows it. */
  CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() throws IOException, LaunchException, UserError {
    List<String> program = options.program();
    Path output = options.output();
    Integer repeat = options.repeat();
    if (program.isEmpty() && options.pids().isEmpty()) {
      throw new ParameterException(spec.commandLine(), "say which program to run");
    }
    if (options.stringLimit() < 0) {
      throw new ParameterException(spec.commandLine(), "a limit cannot be negative");
    }
    if (repeat != null && (repeat < 1 || output == null)) {
      throw new ParameterException(
          spec.commandLine(), "--repeat: say how many runs, 1 or more, and with -o their name");
    }
    if (!options.pids().isEmpty()) {
      return follow(options.pids());
    }
    CallSelection selection = selection();
    Inheritance inheritance = Inheritance.snapshot();
    policies = load();
    answers = answerFile();
    if (output != null && repeat != null) {
      return repeat(new RunSeries(output), repeat, inheritance, selection);
    }
    if (output != null) {
      makeRoom(List.of(output), inheritance);
      return end(record(output, inheritance, selection));
    }
    while (true) {
      Path session =
          SessionDirectory.unusedName(
              Path.of(""), program.get(0), LocalDateTime.now(ZoneId.systemDefault()));
      try {
        return end(record(session, inheritance, selection));
      } catch (JournalException e) {
        // Nothing is left behind, so if there is something, another recording took the name.
        if (!Files.exists(session)) {
          throw e;
        }
      }
    }
  }

  private int follow(Set<Integer> pids) throws IOException, LaunchException, UserError {
    if (!options.program().isEmpty()) {
      throw usage("-p: either follow processes, or run a program");
    }
    if (options.repeat() != null) {
      throw usage("-p: what runs already cannot be repeated");
    }
    if (options.ask() || !options.policies().isEmpty() || options.savePolicy() != null) {
      throw usage(
          "-p: a policy holds from a program's first instruction on: run the program with it");
    }
    if (!options.calls().isEmpty()) {
      throw usage("-p: a program gets the filter of -e before it begins: run the program with it");
    }
    Path session = options.output();
    if (session == null) {
      Follower.requireProcesses(pids);
      String name = programName(pids.iterator().next());
      session =
          SessionDirectory.unusedName(Path.of(""), name, LocalDateTime.now(ZoneId.systemDefault()));
    } else {
      SessionDirectory.requireRoom(session, options.force());
      Follower.requireProcesses(pids); // a number mistyped must not cost the old session
      SessionDirectory.delete(session);
    }
    Consumer<String> notes = options.quiet() ? note -> {} : note -> print("syswall: " + note);
    FollowRequest request =
        new FollowRequest(
            session, Syswall.version(), pids, options.stringLimit(), listener(), notes);
    return end(closed(Follower.follow(request), session));
  }

  /** proc_pid_comm(5): 15 bytes of anything. */
  private static String programName(int pid) {
    try {
      byte[] name = Files.readAllBytes(Path.of("/proc/" + pid + "/comm"));
      return new String(name, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      return "process-" + pid; // it has ended meanwhile, as attaching to it will tell
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private CallSelection selection() {
    if (options.calls().isEmpty()) {
      return CallSelection.ALL;
    }
    if (options.ask() || !options.policies().isEmpty()) {
      throw usage("-e: a policy decides about every call, and what is decided is recorded");
    }
    try {
      return CallFilter.selection(options.calls());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "-e: " + e.getMessage(), e);
    }
  }

  private int repeat(RunSeries series, int runs, Inheritance inheritance, CallSelection selection)
      throws IOException, LaunchException, UserError {
    List<Path> sessions = series.runs(runs);
    List<Path> replaced = new ArrayList<>(sessions);
    replaced.addAll(series.behind(runs)); // else they would pass for runs of this program
    makeRoom(replaced, inheritance);
    List<Recording> done = new ArrayList<>();
    for (Path session : sessions) {
      policies = load(); // with what was answered in the runs before
      Recording recording = record(session, inheritance, selection);
      if (hasFailed(recording)) {
        return end(recording);
      }
      done.add(recording);
      if (ASKS_TO_END.contains(recording.signal())) {
        return endOfAll(done);
      }
    }
    if (!options.quiet()) {
      String name = ArgvText.ofPlain(List.of(series.name()));
      print("syswall: compare another with these: syswall diff --baseline " + name + " RUN.cq");
    }
    return endOfAll(done);
  }

  private static int endOfAll(List<Recording> recordings) {
    Predicate<Recording> failed = r -> r.signal() != 0 || r.exitCode() != 0;
    return end(recordings.stream().filter(failed).findFirst().orElse(recordings.get(0)));
  }

  /** All that can be known to be in the way is in the way before the first run. */
  private void makeRoom(List<Path> sessions, Inheritance inheritance)
      throws IOException, LaunchException, UserError {
    for (Path session : sessions) {
      SessionDirectory.requireRoom(session, options.force());
    }
    // A name mistyped must not cost the old session.
    Recorder.requireProgram(
        inheritance.lastArguments(options.program().size()).get(0), inheritance);
    for (Path session : sessions) {
      SessionDirectory.delete(session);
    }
  }

  private @Nullable Policies load() throws UserError {
    List<String> names = new ArrayList<>(options.policies());
    if (options.ask()) {
      names.add(ASK_ALL);
    }
    try {
      return names.isEmpty() ? null : PolicyLoader.load(names);
    } catch (PolicyException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable AnswerFile answerFile() throws UserError {
    Path file = options.savePolicy();
    if (file == null) {
      return null;
    }
    if (policies == null || !policies.asks()) {
      throw new UserError("--save-policy: nothing is asked; add --ask, or a --policy that asks");
    }
    try {
      return new AnswerFile(file, PolicyTemplate.of(file, options.policies(), options.ask()));
    } catch (PolicyException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read: " + Failures.firstLine(e));
    }
  }

  private Recording record(Path session, Inheritance inheritance, CallSelection selection)
      throws IOException, LaunchException {
    Recording recording;
    try (Terminal terminal = terminal()) {
      recording =
          Recorder.record(
              new RecordRequest(
                  session,
                  Syswall.version(),
                  inheritance.lastArguments(options.program().size()),
                  inheritance,
                  selection,
                  options.stringLimit(),
                  policies,
                  terminal == null ? null : dialogue(terminal),
                  policyFiles(),
                  listener()));
    }
    return closed(recording, session);
  }

  private Recording closed(Recording recording, Path session) throws IOException {
    if (hasFailed(recording)) {
      print("syswall: recording ended early: " + recording.failure());
    }
    if (!options.quiet()) {
      print(ClosingLine.of(recording, SessionDirectory.sizeBytes(session), session));
    }
    return recording;
  }

  /** Where to ask, if anything is; null if nothing is, or nowhere can be. */
  private @Nullable Terminal terminal() {
    if (policies == null || !policies.asks()) {
      return null;
    }
    try {
      return Terminal.open();
    } catch (ErrnoException e) {
      if (!options.quiet()) {
        print("syswall: there is no terminal to ask on: what would be asked is not done");
      }
      return null;
    }
  }

  private Dialogue dialogue(Terminal terminal) {
    Syswall syswall = (Syswall) spec.root().userObject();
    boolean color = syswall.color().enabledFor(true, System.getenv());
    Duration timeout = policies == null ? null : policies.askTimeout();
    return new Dialogue(new TerminalPrompt(terminal, answers != null, timeout, color), answers);
  }

  /** The files that say what the program may do, and are not for it to change. */
  private List<Path> policyFiles() {
    List<Path> files = new ArrayList<>();
    for (Policy layer : policies == null ? List.<Policy>of() : policies.layers()) {
      if (!layer.file().startsWith(PolicyLoader.BUILTIN)) {
        files.add(Path.of(layer.file()));
      }
    }
    if (answers != null) {
      files.add(answers.file());
    }
    return files;
  }

  private void print(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(Failures.printable(line));
    err.flush();
  }

  private static boolean hasFailed(Recording recording) {
    return switch (recording.reason()) {
      case COMPLETED, DETACHED -> false;
      case DISK_FULL, RECORDER_FAILED -> true;
    };
  }

  private static int end(Recording recording) {
    if (hasFailed(recording)) {
      return ExitCode.RECORD_FAILED;
    }
    if (recording.signal() != 0) {
      Recorder.dieBy(recording.signal());
    }
    return recording.signal() == 0 ? recording.exitCode() : ExitCode.killedBy(recording.signal());
  }

  private EventHandler listener() {
    Consumer<String> lines = live(spec.commandLine().getErr());
    return switch (options.verbosity()) {
      case 0 -> new EventHandler.Ignoring() {};
      case 1 -> LiveTrace.ofProcesses(lines);
      default -> LiveTrace.ofCalls(options.stringLimit(), lines);
    };
  }

  /** Prints each line at once: what the program does is watched while it does it. */
  static Consumer<String> live(PrintWriter writer) {
    return line -> {
      writer.println(line);
      writer.flush();
    };
  }
}
