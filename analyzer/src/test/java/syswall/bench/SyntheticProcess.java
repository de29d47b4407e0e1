package syswall.bench;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;

/**
 * A process of a {@link SyntheticJournal}: loads libraries, then opens, reads, writes, closes,
 * looks at files and talks to servers, with some forty descriptors, until its calls are used up.
 */
final class SyntheticProcess {
  private static final int DESCRIPTORS = 40;
  private static final int LIBRARIES = 12;
  private static final int ENOENT = 2;
  private static final int AT_FDCWD = -100;
  private static final ByteString STAT = ByteString.copyOf(statBytes());
  private static final ByteString DATA = ByteString.of("0123456789 abcdefghij 0123456789");
  private static final ByteString SERVER =
      ByteString.copyOf(new byte[] {2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0});

  /** A call and how it will return. */
  record Call(
      int number, List<Long> args, List<Capture> captures, long result, List<Capture> written) {
    static Call of(int number, long result, long... args) {
      return new Call(number, registers(args), List.of(), result, List.of());
    }

    Call with(int argument, Form form, ByteString bytes) {
      Capture capture = new Capture(argument, form, Extent.WHOLE, bytes);
      return new Call(number, args, List.of(capture), result, written);
    }

    Call writing(int argument, ByteString bytes) {
      Capture capture = new Capture(argument, Form.MEMORY, Extent.WHOLE, bytes);
      return new Call(number, args, captures, result, List.of(capture));
    }

    private static List<Long> registers(long... args) {
      // what a call does not take is what an earlier one left there
      long[] registers = {0, 0x7ffc_1234_5670L, 0x80, 0, 0x55d0_1234_5000L, 0x1f};
      System.arraycopy(args, 0, registers, 0, args.length);
      return Arrays.stream(registers).boxed().toList();
    }
  }

  final int pid;
  private final Random random;
  private final BitSet open = new BitSet();
  private final BitSet sockets = new BitSet();
  private int callsLeft;
  private int libraries;
  private int loading = -1;

  SyntheticProcess(int pid, int calls, Random random) {
    this.pid = pid;
    this.callsLeft = calls;
    this.random = random;
    open.set(0, 3);
  }

  boolean isDone() {
    return callsLeft <= 0;
  }

  /** The process's next call; its effect on the descriptors counts from now on. */
  Call next() {
    callsLeft--;
    if (loading >= 0) {
      return load();
    }
    if (libraries < LIBRARIES) {
      libraries++;
      loading = 0;
      return openat(ByteString.of("/usr/lib/x86_64-linux-gnu/lib" + libraries + ".so.6"));
    }
    int dice = random.nextInt(100);
    if (dice < 30) {
      return read(any());
    } else if (dice < 50) {
      return Call.of(1, 32, any(), heap(), 32).with(1, Form.MEMORY, DATA);
    } else if (dice < 70) {
      return newfstatat();
    } else if (dice < 73) {
      return Call.of(8, random.nextInt(100_000), any(), random.nextInt(100_000), 0);
    } else if (dice < 75) {
      return sockets.isEmpty() ? socket() : connect();
    }
    return random.nextInt(2 * DESCRIPTORS) >= open.cardinality()
        ? openat(SyntheticJournal.path(random))
        : close(any());
  }

  private Call load() {
    int fd = open.length() - 1;
    return switch (loading++) {
      case 0 -> read(fd);
      case 1 -> Call.of(5, 0, fd, heap()).writing(1, STAT);
      case 2 ->
          Call.of(9, 0x7f00_0000_0000L + random.nextInt(1 << 20) * 4096L, 0, 1 << 20, 5, 2, fd);
      default -> {
        loading = -1;
        yield close(fd);
      }
    };
  }

  private Call openat(ByteString path) {
    int fd = open.nextClearBit(0);
    open.set(fd);
    return Call.of(257, fd, AT_FDCWD, heap(), 0x80000).with(1, Form.STRING, path);
  }

  private Call socket() {
    int fd = open.nextClearBit(0);
    open.set(fd);
    sockets.set(fd);
    return Call.of(41, fd, 2, 1, 0);
  }

  private Call connect() {
    return Call.of(42, 0, sockets.nextSetBit(0), heap(), 16).with(1, Form.SOCKADDR, SERVER);
  }

  private Call close(int fd) {
    if (fd > 2) {
      open.clear(fd);
      sockets.clear(fd);
    }
    return Call.of(3, 0, fd);
  }

  private Call read(int fd) {
    return Call.of(0, 4096, fd, heap(), 4096).writing(1, DATA);
  }

  private Call newfstatat() {
    ByteString path = SyntheticJournal.path(random);
    return random.nextInt(5) == 0
        ? Call.of(262, -ENOENT, AT_FDCWD, heap(), heap(), 0).with(1, Form.STRING, path)
        : Call.of(262, 0, AT_FDCWD, heap(), heap(), 0).with(1, Form.STRING, path).writing(2, STAT);
  }

  private int any() {
    int fd = open.previousSetBit(random.nextInt(open.length()));
    return fd < 0 ? 0 : fd;
  }

  private long heap() {
    return 0x55d0_1234_5000L + random.nextInt(4096) * 48L;
  }

  private static byte[] statBytes() {
    byte[] stat = new byte[144];
    for (int i = 0; i < stat.length; i += 8) {
      stat[i] = (byte) (i * 7);
      stat[i + 1] = (byte) (i * 13);
    }
    return stat;
  }
}
