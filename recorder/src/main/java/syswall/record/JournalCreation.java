package syswall.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import syswall.journal.JournalAppender;
import syswall.journal.JournalException;

/**
 * Creates a journal on a thread of its own: that takes longer than many a program runs, and there
 * is enough to do meanwhile. A journal that nobody has waited for is deleted in the end.
 */
final class JournalCreation implements Closeable {
  private final FutureTask<JournalAppender> task;
  private boolean handedOver;

  private JournalCreation(FutureTask<JournalAppender> task) {
    this.task = task;
  }

  /** Begins to create the journal of a session. */
  static JournalCreation begin(Path session) {
    FutureTask<JournalAppender> task = new FutureTask<>(() -> JournalAppender.create(session));
    Thread thread = new Thread(task, "create-journal");
    thread.setDaemon(true);
    thread.start();
    return new JournalCreation(task);
  }

  /**
   * Waits for the journal, which is the caller's then.
   *
   * @throws JournalException if it cannot be created
   */
  JournalAppender await() throws JournalException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          JournalAppender journal = task.get();
          handedOver = true;
          return journal;
        } catch (InterruptedException e) {
          interrupted = true; // nothing of it may be left half made
        } catch (ExecutionException e) {
          throw failure(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static JournalException failure(@Nullable Throwable cause) {
    if (cause instanceof JournalException e) {
      return e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    throw new IllegalStateException(cause);
  }

  @Override
  public void close() throws IOException {
    if (handedOver) {
      return;
    }
    JournalAppender journal;
    try {
      journal = await();
    } catch (JournalException e) {
      return; // then nothing is left behind
    }
    journal.discard();
    journal.close();
  }
}
