package syswall.export;

import java.io.Closeable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;

/** A form in which sessions are written, one after the other. */
public interface SessionExport extends Closeable {
  /**
   * Replays a session to its end and writes it.
   *
   * @param session how to name it, if there are several
   * @param events yields the next event, then null: {@code tailer::next}
   * @throws java.io.UncheckedIOException if what it writes to fails
   */
  void add(String session, Supplier<@Nullable Event> events);
}
