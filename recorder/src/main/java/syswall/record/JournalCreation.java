package syswall.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import syswall.journal.JournalAppender;
import syswall.journal.JournalException;

/**
 * Creates a journal on a thread of its own: that takes longer than many a program runs, and there
 * is enough to do meanwhile. A journal that nobody has waited for is deleted in the end.
 */
final class JournalCreation implements Closeable {
  private final CompletableFuture<JournalAppender> created = new CompletableFuture<>();
  private final Path session;
  private boolean awaited;

  private JournalCreation(Path session) {
    this.session = session;
  }

  /** Begins to create the journal of a session. */
  static JournalCreation begin(Path session) {
    JournalCreation creation = new JournalCreation(session);
    Thread thread = new Thread(creation::create, "create-journal");
    thread.setDaemon(true);
    thread.start();
    return creation;
  }

  private void create() {
    try {
      created.complete(JournalAppender.create(session));
    } catch (JournalException | RuntimeException | Error e) {
      created.completeExceptionally(e);
    }
  }

  /**
   * Waits for the journal, which is the caller's then.
   *
   * @throws JournalException if it cannot be created
   */
  JournalAppender await() throws JournalException {
    awaited = true;
    try {
      return created.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof JournalException refusal) {
        throw refusal;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (awaited) {
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
