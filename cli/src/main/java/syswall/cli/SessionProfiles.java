package syswall.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import syswall.diff.SessionProfile;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;

/** Reads several sessions for a diff, as many at a time as there are processors. */
final class SessionProfiles {
  private SessionProfiles() {}

  /** Their profiles, in the same order; the first that cannot be read is the failure. */
  static List<SessionProfile> read(List<Path> sessions) throws JournalException {
    int readers = Math.min(sessions.size(), Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(readers);
    try {
      List<Future<SessionProfile>> reading = new ArrayList<>();
      sessions.forEach(session -> reading.add(pool.submit(() -> read(session))));
      List<SessionProfile> profiles = new ArrayList<>();
      for (Future<SessionProfile> profile : reading) {
        profiles.add(profile.get());
      }
      return profiles;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof JournalException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e); // nothing here interrupts
    } finally {
      pool.shutdownNow();
    }
  }

  private static SessionProfile read(Path session) throws JournalException {
    try (JournalTailer tailer = JournalTailer.open(session)) {
      return SessionProfile.of(tailer);
    }
  }
}
