package syswall.replay;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;

/**
 * A small projection for tests and benchmarks: which process has which path open under which
 * number, and a digest of all that a replay has told, in its order.
 */
public final class OpenPaths implements Projection {
  private static final int CLOSE = 3;
  private static final int OPENAT = 257;

  private final Map<Integer, Map<Integer, ByteString>> processes = new TreeMap<>();
  private long digest;
  private long seen;

  /** How {@link OpenPaths} is stored. */
  public static class Codec implements ProjectionCodec<OpenPaths> {
    private final int version;

    /** A version of many. */
    public Codec(int version) {
      this.version = version;
    }

    @Override
    public int version() {
      return version;
    }

    @Override
    public OpenPaths initial() {
      return new OpenPaths();
    }

    @Override
    public void write(OpenPaths projection, DataOutput out) throws IOException {
      out.writeLong(projection.digest);
      out.writeInt(projection.processes.size());
      for (Map.Entry<Integer, Map<Integer, ByteString>> process : projection.processes.entrySet()) {
        out.writeInt(process.getKey());
        out.writeInt(process.getValue().size());
        for (Map.Entry<Integer, ByteString> open : process.getValue().entrySet()) {
          out.writeInt(open.getKey());
          out.writeInt(open.getValue().length());
          out.write(open.getValue().toByteArray());
        }
      }
    }

    @Override
    public OpenPaths read(SessionStarted started, DataInput in) throws IOException {
      OpenPaths projection = new OpenPaths();
      projection.digest = in.readLong();
      for (int processes = in.readInt(); processes > 0; processes--) {
        Map<Integer, ByteString> table = new TreeMap<>();
        projection.processes.put(in.readInt(), table);
        for (int open = in.readInt(); open > 0; open--) {
          int fd = in.readInt();
          byte[] path = new byte[in.readInt()];
          in.readFully(path);
          table.put(fd, ByteString.copyOf(path));
        }
      }
      return projection;
    }
  }

  /** Everything that is known, as bytes to compare. */
  public ByteString bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new Codec(1).write(this, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyOf(bytes.toByteArray());
  }

  /** How many events this very object has seen: no part of what is stored. */
  public long seen() {
    return seen;
  }

  @Override
  public void onEvent(Event event) {
    seen++;
    tell("event", event.timeNs());
  }

  @Override
  public void on(ProcessStarted event) {
    @Nullable Map<Integer, ByteString> inherited = processes.get(event.creatorTid());
    processes.put(event.pid(), inherited == null ? new TreeMap<>() : new TreeMap<>(inherited));
  }

  @Override
  public void on(ProcessExited event) {
    processes.remove(event.pid());
  }

  @Override
  public void onReturned(CompletedCall call) {
    tell("returned", call.entered().sequence());
    if (call.decided() != null) {
      tell("decided", call.decided().sequence());
    }
    Map<Integer, ByteString> table = processes.get(call.tid());
    if (table == null || call.returned().failed()) {
      return;
    }
    if (call.entered().number() == CLOSE) {
      table.remove(call.intArg(0));
    } else if (call.entered().number() == OPENAT) {
      Capture path = call.captureAtEntry(1, Capture.Form.STRING);
      table.put((int) call.result(), path == null ? ByteString.EMPTY : path.bytes());
    }
  }

  @Override
  public void onInterrupted(SyscallEntered entered, SyscallInterrupted interrupted) {
    tell("interrupted", entered.sequence());
  }

  @Override
  public void onUnfinished(SyscallEntered entered) {
    tell("unfinished", entered.sequence());
  }

  private void tell(String what, long about) {
    digest = (digest * 31 + what.length()) * 1_000_003 + about;
  }
}
