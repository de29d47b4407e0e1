package syswall.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.EndReason;
import syswall.event.Event;
import syswall.firewall.Firewall;
import syswall.journal.DiskFullException;
import syswall.journal.JournalAppender;
import syswall.journal.JournalException;
import syswall.journal.JournalFormat;
import syswall.linux.ErrnoException;
import syswall.linux.Errors;
import syswall.linux.LocalProcess;
import syswall.policy.Policies;
import syswall.policy.PolicyException;
import syswall.record.LaunchException.Cause;
import syswall.syscall.Errno;
import syswall.syscall.SyscallTable;
import syswall.tracer.ArgumentReader;
import syswall.tracer.ExecFailedException;
import syswall.tracer.LaunchPlan;
import syswall.tracer.SealedArguments;
import syswall.tracer.StopHandler;
import syswall.tracer.Tracer;

/** Records one program and everything that it starts into a new session. */
public final class Recorder {
  private static final int SIGINT = 2;
  private static final int SIGQUIT = 3;
  private static final int SIGTERM = 15;

  private final RecordRequest request;
  private final Tracer tracer;
  private final @Nullable Firewall firewall;

  private Recorder(RecordRequest request) throws LaunchException {
    this.request = request;
    firewall = request.policies() == null ? null : firewall(request.policies(), request);
    tracer = new Tracer(firewall == null ? null : sealedArguments());
  }

  private static Firewall firewall(Policies policies, RecordRequest request)
      throws LaunchException {
    try {
      return new Firewall(
          policies,
          PolicySurroundings.of(request.inheritance()),
          request.dialogue(),
          guarded(request));
    } catch (PolicyException e) {
      throw new LaunchException(Cause.RECORDER_FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static List<ByteString> guarded(RecordRequest request) {
    List<ByteString> guarded = new ArrayList<>();
    guarded.add(ByteString.of(canonical(request.session()) + "/"));
    request.guarded().forEach(file -> guarded.add(ByteString.of(canonical(file).toString())));
    return guarded;
  }

  /** As programs are found to name it: through no link, if it is there, or its directory is. */
  private static Path canonical(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException notThereYet) {
      Path absolute = path.toAbsolutePath().normalize();
      Path parent = absolute.getParent();
      return parent == null || !Files.exists(parent)
          ? absolute
          : canonical(parent).resolve(absolute.getFileName());
    }
  }

  private static SealedArguments sealedArguments() throws LaunchException {
    try {
      return new SealedArguments();
    } catch (ErrnoException e) {
      throw new LaunchException(
          Cause.RECORDER_FAILED,
          "a policy needs a kernel that can seal memory (Linux 5.1): "
              + e.call()
              + ": "
              + Errno.text(e.errno()));
    }
  }

  /**
   * Begins to load what a recording needs, on a thread beside the one that reads the command line:
   * the journal's classes take a third of the time that recording a short program takes. To be
   * called before all else, by a program that reads no journal meanwhile.
   */
  public static void prepare() {
    Inheritance.noteDescriptors(); // before the other thread opens a file
    Thread loader = new Thread(JournalAppender::load, "load-journal");
    loader.setDaemon(true);
    loader.setUncaughtExceptionHandler((thread, failure) -> {}); // it will meet who creates one
    loader.start();
  }

  /**
   * Runs the program until its whole process tree has ended.
   *
   * <p>Ctrl-C and Ctrl-\ are left to the program, which the terminal sends them, too. When syswall
   * is told to end (SIGTERM, SIGHUP), it asks every process of the tree to, and records until the
   * last has; the caller must then end the JVM with {@link Runtime#halt}.
   *
   * @throws LaunchException if the program cannot be started; a session exists only if the kernel
   *     itself refused it
   * @throws JournalException if the session cannot be created; the program was not started
   */
  public static Recording record(RecordRequest request) throws LaunchException, JournalException {
    return new Recorder(request).run();
  }

  /**
   * Makes sure that there is a program to record, before anything is made or deleted for it.
   *
   * @throws LaunchException if there is none, or it may not be executed
   */
  public static void requireProgram(ByteString name, Inheritance inheritance)
      throws LaunchException {
    programFile(name, inheritance);
  }

  private static ByteString programFile(ByteString name, Inheritance inheritance)
      throws LaunchException {
    return ProgramFile.find(name, inheritance.variable("PATH"));
  }

  /** Ends this process by a signal, as a program that was killed by it would end. */
  public static void dieBy(int signal) {
    LocalProcess.dieBy(signal);
  }

  private Recording run() throws LaunchException, JournalException {
    ByteString path = programFile(request.argv().get(0), request.inheritance());
    LocalProcess.ignore(SIGINT);
    LocalProcess.ignore(SIGQUIT);
    Thread endTree = new Thread(this::endTree, "end-tree");
    addHook(endTree);
    try {
      return recordTree(path);
    } finally {
      removeHook(endTree);
    }
  }

  static void addHook(Thread hook) throws LaunchException {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      throw new LaunchException(Cause.RECORDER_FAILED, "told to end, so nothing more is recorded");
    }
  }

  static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // shutting down: the hook keeps the JVM until the caller halts it with the right exit code
    }
  }

  private Recording recordTree(ByteString path) throws LaunchException, JournalException {
    try (JournalCreation creation = JournalCreation.begin(request.session())) {
      JournalAppender.loadPlatform();
      Inheritance inheritance = request.inheritance();
      // the program waits before its execve until the journal is there
      int pid =
          tracer.launch(
              new LaunchPlan(
                  path,
                  request.argv(),
                  inheritance.variables(),
                  inheritance.inheritedDescriptors(),
                  inheritance.blockedSignals(),
                  inheritance.ignoredSignals(),
                  request.selection()));
      try {
        SyscallTable.load();
        SecretDigest digest = SecretDigest.ofThisUser();
        List<ByteString> environment = digest.redact(inheritance.variables());
        try (JournalAppender journal = creation.await()) {
          return recordTree(pid, environment, digest, journal);
        }
      } finally {
        tracer.killAll(new StopHandler.Ignoring());
        if (firewall != null) {
          firewall.close();
        }
      }
    } catch (JournalException e) {
      throw e;
    } catch (IOException e) {
      throw new LaunchException(Cause.RECORDER_FAILED, String.valueOf(e.getMessage()));
    }
  }

  private Recording recordTree(
      int pid, List<ByteString> environment, SecretDigest digest, JournalAppender journal)
      throws IOException, LaunchException {
    long startedNs = System.nanoTime();
    long startedEpochNs = System.currentTimeMillis() * 1_000_000;
    ArgumentReader arguments = new ArgumentReader(request.contentLimit(), digest::redact);
    EventRecorder recorder =
        new EventRecorder(
            journal, arguments, digest::redact, request.listener(), startedNs, firewall);
    recorder.append(
        sessionStarted(
            request.syswallVersion(),
            request.argv(),
            RunningProcess.link("/proc/self/cwd"),
            environment,
            startedNs,
            startedEpochNs,
            request.selection()));
    if (request.policies() != null) {
      recorder.policiesLoaded(request.policies());
    }
    for (int fd : request.inheritance().inheritedDescriptors()) {
      recorder.held("/proc/self", fd);
    }
    recorder.firstProcessStarted(pid);
    return trace(recorder, journal);
  }

  private Recording trace(EventRecorder recorder, JournalAppender journal)
      throws IOException, LaunchException {
    try {
      tracer.run(recorder);
    } catch (DiskFullException e) {
      tracer.killAll(new StopHandler.Ignoring());
      int exitCode = Cause.RECORDER_FAILED.exitCode();
      recorder.sessionEnded(EndReason.DISK_FULL, exitCode);
      String failure = String.valueOf(e.getMessage());
      return recording(recorder, journal, exitCode, 0, EndReason.DISK_FULL, failure);
    } catch (ExecFailedException e) {
      LaunchException refusal = refusal(e.errno());
      tracer.killAll(recorder);
      recorder.sessionEnded(EndReason.COMPLETED, refusal.reason().exitCode());
      throw refusal;
    } catch (RuntimeException | Error e) {
      tracer.killAll(new StopHandler.Ignoring());
      recorder.sessionEnded(EndReason.RECORDER_FAILED, Cause.RECORDER_FAILED.exitCode());
      throw e;
    }
    Event.ProcessExited exit = recorder.firstExit();
    if (exit == null) {
      throw new IllegalStateException("the tree is gone, but its first process did not end");
    }
    int signal = exit.signal();
    recorder.sessionEnded(EndReason.COMPLETED, signal == 0 ? exit.exitCode() : 128 + signal);
    return recording(recorder, journal, exit.exitCode(), signal, EndReason.COMPLETED, "");
  }

  static Recording recording(
      EventRecorder recorder,
      JournalAppender journal,
      int exitCode,
      int signal,
      EndReason reason,
      String failure) {
    return new Recording(
        exitCode,
        signal,
        reason,
        failure,
        journal.nextSequence(),
        recorder.processes(),
        recorder.durationNs());
  }

  private LaunchException refusal(int errno) {
    boolean missing = errno == Errors.ENOENT || errno == Errors.ENOTDIR;
    String program = request.argv().get(0).text();
    return new LaunchException(
        missing ? Cause.NOT_FOUND : Cause.NOT_EXECUTABLE,
        program + ": cannot be executed: " + Errno.text(errno));
  }

  /** Runs while the JVM shuts down, beside the tracer, which ends the JVM once the tree is gone. */
  private void endTree() {
    if (firewall != null) {
      firewall.stopAsking(); // what waits for an answer could not end
    }
    tracer.signalAll(SIGTERM);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Event sessionStarted(
      String syswallVersion,
      List<ByteString> argv,
      ByteString workingDirectory,
      List<ByteString> environment,
      long startedNs,
      long startedEpochNs,
      CallSelection selection) {
    List<String> uname = LocalProcess.uname();
    return new Event.SessionStarted(
        0,
        0,
        JournalFormat.VERSION,
        syswallVersion,
        argv,
        workingDirectory,
        environment,
        LocalProcess.uid(),
        LocalProcess.gid(),
        uname.get(0) + " " + uname.get(2),
        uname.get(4),
        uname.get(1),
        startedEpochNs,
        startedNs,
        "ptrace",
        selection);
  }
}
