package syswall.diff;

import java.util.Arrays;

/**
 * What one thread did, call by call: which {@link Use} of its process, with which outcome, at which
 * event. Some five bytes a step, as differences from the step before, since a session has millions.
 */
final class Steps {
  private static final int LARGEST = 20; // three numbers of 32, 32 and 64 bits, 7 in a byte

  private byte[] bytes = {};
  private int length;
  private int lastUse;
  private long lastEvent;
  private int lengthWithoutWaiting = Integer.MAX_VALUE;

  /**
   * A step more.
   *
   * @param use the number of the use
   * @param errno its outcome, 0 for success
   * @param event not before that of the last step
   */
  void add(int use, int errno, long event) {
    if (length + LARGEST > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * LARGEST, length + length / 2));
    }
    int distance = use - lastUse;
    put(
        (distance << 1 ^ distance >> 31)
            & 0xffff_ffffL); // small numbers for small distances either way
    put(errno);
    put(event - lastEvent);
    lastUse = use;
    lastEvent = event;
  }

  /** There are no more to come: gives back the room that there was for them. */
  void trim() {
    bytes = Arrays.copyOf(bytes, length);
  }

  private void put(long number) {
    long left = number;
    while ((left & ~0x7fL) != 0) {
      bytes[length++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[length++] = (byte) left;
  }

  /** From here on it depends on what happens first. */
  void waits() {
    lengthWithoutWaiting = Math.min(lengthWithoutWaiting, length);
  }

  /** Goes over the steps, from before the first on. */
  Cursor cursor() {
    return new Cursor(length);
  }

  /** Goes over the steps before the thread first waited for one of several things to happen. */
  Cursor untilItWaits() {
    return new Cursor(Math.min(length, lengthWithoutWaiting));
  }

  /** Where a reader of the steps is. */
  final class Cursor {
    private final int end;
    private int at;
    private int use;
    private int errno;
    private long event;

    private Cursor(int end) {
      this.end = end;
    }

    /** Goes to the next step, if there is one. */
    boolean next() {
      if (at == end) {
        return false;
      }
      int distance = (int) take();
      use += distance >>> 1 ^ -(distance & 1);
      errno = (int) take();
      event += take();
      return true;
    }

    private long take() {
      long number = 0;
      int shift = 0;
      byte next;
      do {
        next = bytes[at++];
        number |= (next & 0x7fL) << shift;
        shift += 7;
      } while (next < 0);
      return number;
    }

    int use() {
      return use;
    }

    int errno() {
      return errno;
    }

    long event() {
      return event;
    }
  }
}
