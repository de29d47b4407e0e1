package syswall.tracer;

import syswall.linux.TraceeMemory;

/**
 * A thread while it is stopped: its memory can be read. Resuming it ends the object's use; a thread
 * that was killed meanwhile has no readable memory.
 */
public final class StoppedTracee implements MemoryReader {
  private final int tid;
  private final int pid;
  private final TraceeMemory memory;
  private boolean resumed;

  StoppedTracee(int tid, int pid, TraceeMemory memory) {
    this.tid = tid;
    this.pid = pid;
    this.memory = memory;
  }

  /** The thread. */
  public int tid() {
    return tid;
  }

  /** Its thread group. */
  public int pid() {
    return pid;
  }

  @Override
  public int read(long address, byte[] target, int offset, int length) {
    if (resumed) {
      throw new IllegalStateException("thread " + tid + " is running again");
    }
    return memory.read(tid, address, target, offset, length);
  }

  void resumed() {
    resumed = true;
  }
}
