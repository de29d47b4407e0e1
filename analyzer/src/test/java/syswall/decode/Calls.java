package syswall.decode;

import java.util.Arrays;
import java.util.List;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.syscall.SyscallTable;

/** Calls and captures, written short. */
final class Calls {
  private Calls() {}

  static SyscallEntered call(int tid, String name, List<Capture> captures, long... args) {
    return call(Abi.X86_64, tid, number(name), captures, args);
  }

  static SyscallEntered call(Abi abi, int tid, int number, List<Capture> captures, long... args) {
    long[] a = Arrays.copyOf(args, 6);
    return new SyscallEntered(0, 0, tid, abi, number, a[0], a[1], a[2], a[3], a[4], a[5], captures);
  }

  private static int number(String name) {
    SyscallTable table = SyscallTable.of(Abi.X86_64);
    for (int number = 0; number < 512; number++) {
      if (table.name(number).equals(name)) {
        return number;
      }
    }
    throw new IllegalArgumentException(name);
  }

  static SyscallReturned result(int tid, long result, Capture... captures) {
    return new SyscallReturned(1, 0, tid, result, 12_345, List.of(captures));
  }

  static Capture string(int argument, String text) {
    return new Capture(argument, Capture.Form.STRING, Capture.Extent.WHOLE, ByteString.of(text));
  }

  static Capture strings(int argument, Capture.Extent extent, String text) {
    return new Capture(argument, Capture.Form.STRINGS, extent, ByteString.of(text));
  }

  static Capture bytes(int argument, Capture.Form form, int... bytes) {
    return new Capture(argument, form, Capture.Extent.WHOLE, byteString(bytes));
  }

  static ByteString byteString(int... bytes) {
    byte[] array = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      array[i] = (byte) bytes[i];
    }
    return ByteString.copyOf(array);
  }
}
