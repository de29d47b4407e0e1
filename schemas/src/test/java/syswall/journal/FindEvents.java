package syswall.journal;

import java.util.ArrayList;
import java.util.List;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;

/**
 * What benchmarks write: calls as find(1) makes them, stat, open, list, close, with paths of 30
 * bytes in a moving heap.
 */
final class FindEvents {
  private static final int PATHS = 1024;

  private final List<List<Capture>> captures = new ArrayList<>();

  FindEvents() {
    for (int i = 0; i < PATHS; i++) {
      ByteString path = ByteString.of(String.format("/usr/share/doc/package%08d", i));
      captures.add(List.of(new Capture(1, Capture.Form.STRING, Capture.Extent.WHOLE, path)));
    }
  }

  /** The event of that sequence number: an entry if it is odd, else a return. */
  Event at(int i) {
    long timeNs = i * 5_000L;
    if (i % 2 == 0) {
      return new SyscallReturned(i, timeNs, 4711, i % 7, 3_000 + i % 1000, List.of());
    }
    long heap = 0x55d0_1234_5000L + i * 24L % 100_000;
    int number = (i / 2) % 4 == 0 ? 257 : 262;
    return new SyscallEntered(
        i,
        timeNs,
        4711,
        Abi.X86_64,
        number,
        i % 3 == 0 ? -100 : 5,
        heap,
        number == 257 ? 0x90800 : heap + 120,
        number == 257 ? 0 : 0x100,
        0x7ffc_1234_0000L + i % 7 * 64L,
        heap - 4096,
        captures.get(i % PATHS));
  }
}
