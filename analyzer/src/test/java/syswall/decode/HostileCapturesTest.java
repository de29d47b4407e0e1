package syswall.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/** Every row of the table, variants too, with registers and captures that no kernel would give. */
class HostileCapturesTest {
  private static final int ROUNDS = 40;
  private static final int LONGEST = 300;
  private static final List<Form> FORMS = List.of(Form.values());
  private static final List<Extent> EXTENTS = List.of(Extent.values());

  @ParameterizedTest
  @EnumSource
  void whateverWasCapturedThereIsPrintableText(Abi abi) {
    Random random = new Random(5);
    SyscallTable table = SyscallTable.of(abi);
    for (int number = 0; number < 512; number++) {
      Syscall call = table.find(number);
      if (call == null) {
        continue;
      }
      List<Syscall> rows = new ArrayList<>(table.variants(number));
      rows.add(call);
      for (Syscall row : rows) {
        CallFormat format = CallFormat.of(row);
        for (int round = 0; round < ROUNDS; round++) {
          check(format, abi, number, random);
        }
      }
    }
  }

  private static void check(CallFormat format, Abi abi, int number, Random random) {
    long[] args = new long[6];
    for (int i = 0; i < args.length; i++) {
      args[i] = register(random);
    }
    SyscallEntered call = Calls.call(abi, 1, number, captures(random), args);
    SyscallReturned end = new SyscallReturned(1, 0, 1, register(random), 0, captures(random));
    ShownCall shown =
        new ShownCall(call, random.nextInt(4) == 0 ? null : end, DescriptorNames.NONE, 32);
    StringBuilder out = new StringBuilder();
    format.appendCall(shown, out);
    format.appendResult(shown, out);
    QuotedTextTest.assertPrintable(out.toString());
  }

  /** Often a number that means something, else anything. */
  private static long register(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(70) - 3;
      case 1 -> 1L << random.nextInt(Long.SIZE);
      case 2 -> random.nextInt();
      default -> random.nextLong();
    };
  }

  private static List<Capture> captures(Random random) {
    List<Capture> captures = new ArrayList<>();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[random.nextInt(LONGEST)];
      if (random.nextBoolean()) { // small numbers reach further than random ones
        for (int at = 0; at < bytes.length; at += 4) {
          bytes[at] = (byte) random.nextInt();
        }
      } else {
        random.nextBytes(bytes);
      }
      Form form = FORMS.get(random.nextInt(FORMS.size()));
      Extent extent = EXTENTS.get(random.nextInt(EXTENTS.size()));
      captures.add(new Capture(random.nextInt(6), form, extent, ByteString.copyOf(bytes)));
    }
    return captures;
  }
}
