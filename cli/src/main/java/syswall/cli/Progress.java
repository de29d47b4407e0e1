package syswall.cli;

import java.io.Closeable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;

/**
 * Tells someone at a terminal how far the reading of sessions has got, once it takes longer than a
 * second, in one line that goes away again. Says nothing to a file or a pipe.
 */
final class Progress implements Closeable {
  private static final long SECOND_NS = 1_000_000_000L;

  /** The time between two lines. */
  private static final long PERIOD_NS = SECOND_NS / 5;

  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean isTerminal;
  private final LongSupplier clock;
  private boolean shown;

  /** Tells it on the standard error, if that is a terminal. */
  Progress(PrintWriter err) {
    this(err, Color.isTerminal(Color.STDERR), System::nanoTime);
  }

  Progress(PrintWriter err, boolean isTerminal, LongSupplier clock) {
    this.err = err;
    this.isTerminal = isTerminal;
    this.clock = clock;
  }

  /** Opens a session that will be read to its end. */
  JournalTailer open(Path session) throws JournalException {
    JournalTailer tailer = JournalTailer.open(session);
    if (isTerminal) {
      tailer.watch(new Watcher(tailer, Failures.printable(session.toString())));
    }
    return tailer;
  }

  @Override
  public void close() {
    done();
  }

  /** Takes the line away, for another to be printed. */
  void done() {
    if (shown) {
      err.print(ERASE);
      err.flush();
      shown = false;
    }
  }

  private final class Watcher implements Runnable {
    private final JournalTailer tailer;
    private final String session;
    private final long begunNs = clock.getAsLong();
    private long toldNs = begunNs + SECOND_NS - PERIOD_NS;

    Watcher(JournalTailer tailer, String session) {
      this.tailer = tailer;
      this.session = session;
    }

    @Override
    public void run() {
      long nowNs = clock.getAsLong();
      if (nowNs - toldNs >= PERIOD_NS) {
        toldNs = nowNs;
        tell(nowNs - begunNs);
      }
    }

    /** How many there are in all is not known before the end, but how much of the file is read. */
    private void tell(long elapsedNs) {
      double fraction = tailer.fractionRead();
      long events = tailer.eventsRead();
      long all = fraction > 0 ? Math.max(events, Math.round(events / fraction)) : events;
      double rate = events / Math.max(1e-9, (double) elapsedNs / SECOND_NS);
      err.printf(
          Locale.ROOT,
          "%ssyswall: %s: %,d of about %,d events, %,.0f a second",
          ERASE,
          session,
          events,
          all,
          rate);
      err.flush();
      shown = true;
    }
  }
}
