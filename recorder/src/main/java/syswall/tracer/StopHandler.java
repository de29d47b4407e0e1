package syswall.tracer;

import java.io.IOException;

/**
 * What is to happen at each stop, before the thread goes on. An exception ends tracing, with the
 * thread still stopped.
 */
public interface StopHandler {
  /** A thread asks for something; its arguments can be read, and what becomes of it is said. */
  Answer on(Stop.SyscallEnter stop) throws IOException;

  /** The call is over; what the kernel wrote can be read. */
  void on(Stop.SyscallExit stop) throws IOException;

  /** A thread or process exists. */
  void on(Stop.Born stop) throws IOException;

  /** A process runs a new program. */
  void on(Stop.Executed stop) throws IOException;

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
    public void on(Stop.SyscallExit stop) {}

    @Override
    public void on(Stop.Born stop) {}

    @Override
    public void on(Stop.Executed stop) {}

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
