package syswall.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.journal.JournalTailer;

/**
 * Tells someone at a terminal how far the reading of a session has got, once it takes longer than a
 * second, in one line that goes away again. Says nothing to a file or a pipe.
 */
final class Progress {
  private static final long SECOND_NS = 1_000_000_000L;

  /** The time between two lines. */
  private static final long PERIOD_NS = SECOND_NS / 5;

  /** So many events are read between two looks at the clock: less than a millisecond's. */
  private static final int STRIDE = 1 << 10;

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

  /**
   * The events of a journal, in place of the tailer's own.
   *
   * @param session what is read, as the user named it
   */
  Supplier<@Nullable Event> over(JournalTailer tailer, String session) {
    return isTerminal ? new Told(tailer, Failures.printable(session)) : tailer::next;
  }

  /** Takes the line away: at the end of a session it goes by itself. */
  void done() {
    if (shown) {
      err.print(ERASE);
      err.flush();
      shown = false;
    }
  }

  private final class Told implements Supplier<@Nullable Event> {
    private final JournalTailer tailer;
    private final String session;
    private final long begunNs = clock.getAsLong();
    private long toldNs = begunNs + SECOND_NS - PERIOD_NS;
    private long events;

    Told(JournalTailer tailer, String session) {
      this.tailer = tailer;
      this.session = session;
    }

    @Override
    public @Nullable Event get() {
      if (++events % STRIDE == 0) {
        long nowNs = clock.getAsLong();
        if (nowNs - toldNs >= PERIOD_NS) {
          toldNs = nowNs;
          tell(nowNs - begunNs);
        }
      }
      Event event = tailer.next();
      if (event == null) {
        done();
      }
      return event;
    }

    /** How many there are in all is not known before the end, but how much of the file is read. */
    private void tell(long elapsedNs) {
      double fraction = tailer.fractionRead();
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
