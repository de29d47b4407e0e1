package syswall.tracer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen at each stop, before the thread goes on. An exception ends tracing, with the
 * thread still stopped.
 */
public interface StopHandler {
  /**
   * What becomes of a call that was held.
   *
   * @param call which one
   * @param answer any but {@link Answer#HOLD}; of one whose new image is there, to proceed or to be
   *     killed
   */
  record Settled(Stop.SyscallEnter call, Answer answer) {}

  /** A thread asks for something; its arguments can be read, and what becomes of it is said. */
  Answer on(Stop.SyscallEnter stop) throws IOException;

  /**
   * What became clear about calls that are held, one after the other; null if nothing more has.
   * Asked again and again while there are such calls, so it must not wait; who makes it clear on
   * another thread unparks the tracer's.
   */
  @Nullable Settled settled() throws IOException;

  /**
   * Whether a call that a thread is in must be interrupted, to be made again: asked of all of them
   * when another was held.
   */
  boolean mustYield(Stop.SyscallEnter call);

  /** The call is over; what the kernel wrote can be read. */
  void on(Stop.SyscallExit stop) throws IOException;

  /** A process that ran already is traced. */
  void on(Stop.Attached stop) throws IOException;

  /** A thread or process exists. */
  void on(Stop.Born stop) throws IOException;

  /**
   * A process runs a new program, of which nothing has run yet.
   *
   * @return {@link Answer#PROCEED}, {@link Answer#KILL} or {@link Answer#HOLD}
   */
  Answer on(Stop.Executed stop) throws IOException;

  /** A signal reaches a thread. */
  void on(Stop.SignalDelivery stop) throws IOException;

  /** Job control stops a thread. */
  void on(Stop.Group stop) throws IOException;

  /** Job control lets it go on. */
  void on(Stop.Continued stop) throws IOException;

  /** A thread is gone. */
  void on(Stop.Exited stop) throws IOException;

  /** Does nothing at any stop. */
  final class Ignoring implements StopHandler {
    @Override
    public Answer on(Stop.SyscallEnter stop) {
      return Answer.PROCEED;
    }

    @Override
    public @Nullable Settled settled() {
      return null;
    }

    @Override
    public boolean mustYield(Stop.SyscallEnter call) {
      return false;
    }

    @Override
    public void on(Stop.SyscallExit stop) {}

    @Override
    public void on(Stop.Attached stop) {}

    @Override
    public void on(Stop.Born stop) {}

    @Override
    public Answer on(Stop.Executed stop) {
      return Answer.PROCEED;
    }

    @Override
    public void on(Stop.SignalDelivery stop) {}

    @Override
    public void on(Stop.Group stop) {}

    @Override
    public void on(Stop.Continued stop) {}

    @Override
    public void on(Stop.Exited stop) {}
  }
}
