package syswall.replay;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import syswall.event.Event.SessionStarted;

/**
 * Turns what a projection knows into bytes and back, so that a {@link Timeline} can keep snapshots
 * of it. A projection that was read must go on exactly as the one that was written.
 *
 * @param <P> the projection
 */
public interface ProjectionCodec<P extends Projection> {
  /**
   * Version of the bytes, which rises whenever the same events give other bytes: snapshots of
   * another version are not read.
   */
  int version();

  /** The projection before a session's first event. */
  P initial();

  /**
   * Writes all that the projection knows after some event that is not the session's last; the same
   * events give the same bytes.
   */
  void write(P projection, DataOutput out) throws IOException;

  /**
   * Makes a projection of what {@link #write} wrote.
   *
   * @param started the session's first event, which therefore need not be written
   * @throws IOException if the bytes are anything else
   */
  P read(SessionStarted started, DataInput in) throws IOException;
}
