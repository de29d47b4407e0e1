package syswall.replay;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import syswall.event.Event.SessionStarted;

/**
 * A projection that has seen the events up to some place, with the replay that drives it on: what a
 * snapshot holds, compressed, since states are mostly paths.
 */
record Replayed<P extends Projection>(P projection, Replay replay) {

  /** Before a session's first event. */
  static <P extends Projection> Replayed<P> nothing(ProjectionCodec<P> codec) {
    P projection = codec.initial();
    return new Replayed<>(projection, new Replay(projection));
  }

  byte[] toBytes(ProjectionCodec<P> codec) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new DeflaterOutputStream(bytes, deflater)))) {
      codec.write(projection, out);
      replay.save(out);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  /**
   * What was written.
   *
   * @param started the session's first event
   * @throws IOException if the bytes are anything else
   */
  static <P extends Projection> Replayed<P> of(
      byte[] bytes, SessionStarted started, ProjectionCodec<P> codec) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes))))) {
      P projection = codec.read(started, in);
      Replay replay = Replay.restore(projection, in);
      if (in.read() >= 0) {
        throw new IOException("a snapshot that is longer than its state");
      }
      return new Replayed<>(projection, replay);
    }
  }
}
