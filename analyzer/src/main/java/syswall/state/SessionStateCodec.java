package syswall.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import syswall.event.Event.SessionStarted;
import syswall.replay.ProjectionCodec;

/** Stores what is at a moment of a session in snapshots. */
public final class SessionStateCodec implements ProjectionCodec<SessionState> {
  /** Most bytes of a state; none comes near it. */
  private static final int LONGEST = 256 << 20;

  @Override
  public int version() {
    return 6;
  }

  @Override
  public SessionState initial() {
    return new SessionState();
  }

  @Override
  public void write(SessionState state, DataOutput out) throws IOException {
    byte[] bytes = state.toBytes();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public SessionState read(SessionStarted started, DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a state of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    try {
      return SessionState.restore(bytes, started, StateObserver.NONE);
    } catch (DamagedStateException e) {
      throw new IOException(e);
    }
  }
}
