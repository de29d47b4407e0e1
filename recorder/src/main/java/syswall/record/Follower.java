package syswall.record;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import syswall.event.CallSelection;
import syswall.event.EndReason;
import syswall.journal.DiskFullException;
import syswall.journal.JournalAppender;
import syswall.journal.JournalException;
import syswall.linux.Errors;
import syswall.linux.LocalProcess;
import syswall.record.LaunchException.Cause;
import syswall.tracer.ArgumentReader;
import syswall.tracer.AttachException;
import syswall.tracer.ExecFailedException;
import syswall.tracer.StopHandler;
import syswall.tracer.Tracer;

/**
 * Records processes that run already, and all that they start, into a new session: from now on
 * until they have ended, or syswall is told to end. Then they go on as if nobody had been there, as
 * they do when it is killed.
 */
public final class Follower {
  private static final int SIGQUIT = 3;

  private final FollowRequest request;
  private final Tracer tracer = new Tracer(null);

  private Follower(FollowRequest request) {
    this.request = request;
  }

  /**
   * Follows processes until they have ended, or a signal asks syswall to end (SIGINT, SIGTERM,
   * SIGHUP); the caller must then end the JVM with {@link Runtime#halt}.
   *
   * @throws LaunchException if one of them cannot be attached to; there is no session, and none is
   *     followed
   * @throws JournalException if the session cannot be created
   */
  public static Recording follow(FollowRequest request) throws LaunchException, JournalException {
    requireProcesses(request.pids());
    return new Follower(request).run();
  }

  /**
   * Makes sure, as far as can be seen, that processes can be attached to, before anything is made
   * or deleted for it.
   *
   * @throws LaunchException if one is not there, or cannot be followed
   */
  public static void requireProcesses(Set<Integer> pids) throws LaunchException {
    for (int pid : pids) {
      String obstacle = Obstacle.of(pid);
      if (obstacle != null) {
        throw new LaunchException(Cause.RECORDER_FAILED, obstacle);
      }
    }
  }

  private Recording run() throws LaunchException, JournalException {
    LocalProcess.ignore(SIGQUIT);
    Thread letGo = new Thread(this::letGo, "let-go");
    JournalAppender.loadPlatform();
    Recorder.addHook(letGo);
    try (JournalAppender journal = JournalAppender.create(request.session())) {
      try {
        return record(journal);
      } catch (AttachException e) {
        journal.discard();
        throw new LaunchException(Cause.RECORDER_FAILED, Obstacle.of(e.pid(), e.errno()));
      }
    } catch (JournalException e) {
      throw e;
    } catch (IOException e) {
      throw new LaunchException(Cause.RECORDER_FAILED, String.valueOf(e.getMessage()));
    } finally {
      Recorder.removeHook(letGo);
    }
  }

  private Recording record(JournalAppender journal) throws IOException, AttachException {
    long startedNs = System.nanoTime();
    long startedEpochNs = System.currentTimeMillis() * 1_000_000;
    SecretDigest digest = SecretDigest.ofThisUser();
    EventRecorder recorder =
        new EventRecorder(
            journal,
            new ArgumentReader(request.contentLimit(), digest::redact),
            digest::redact,
            request.listener(),
            startedNs,
            null);
    RunningProcess first = new RunningProcess(request.pids().iterator().next());
    recorder.append(
        Recorder.sessionStarted(
            request.syswallVersion(),
            first.argv(),
            first.workingDirectory(),
            digest.redact(first.environment()),
            startedNs,
            startedEpochNs,
            CallSelection.ALL));
    EndReason reason = EndReason.RECORDER_FAILED;
    String failure = "";
    try {
      attach(recorder);
      tracer.run(recorder);
      reason = tracer.hasLetGo() ? EndReason.DETACHED : EndReason.COMPLETED;
    } catch (DiskFullException e) {
      reason = EndReason.DISK_FULL;
      failure = String.valueOf(e.getMessage());
    } catch (ExecFailedException e) {
      throw new IOException(e); // only a program that is launched can fail so
    } finally {
      tracer.letGo(new StopHandler.Ignoring());
      int exitCode = failed(reason) ? Cause.RECORDER_FAILED.exitCode() : 0;
      recorder.sessionEnded(reason, exitCode);
    }
    return Recorder.recording(recorder, journal, 0, 0, reason, failure);
  }

  private static boolean failed(EndReason reason) {
    return reason == EndReason.DISK_FULL || reason == EndReason.RECORDER_FAILED;
  }

  private void attach(EventRecorder recorder) throws IOException, AttachException {
    for (int pid : tracer.attach(request.pids(), recorder)) {
      request.notes().accept("not followed: " + Obstacle.of(pid, Errors.EPERM));
    }
    int count = recorder.processes();
    request
        .notes()
        .accept(
            "attached to "
                + (count == 1 ? "1 process" : count + " processes")
                + "; Ctrl-C lets go");
  }

  /** Runs while the JVM shuts down, beside the tracer, which ends the JVM once all are let go. */
  private void letGo() {
    tracer.askToLetGo();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
