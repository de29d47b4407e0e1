package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.ContentDigest;
import syswall.event.Event.SyscallReturned;
import syswall.event.EventHandler;

/** What a program moves is told apart by its digest, through whichever call and in any buffers. */
@Tag("process")
class MovedDataTest {
  private static final String SCRIPT =
      """
      import os, socket
      data = bytes(range(256)) * 20 + b'!'
      f = os.open('f', os.O_RDWR | os.O_CREAT)
      os.write(f, data)
      os.writev(f, [data[:1000], b'', data[1000:]])
      os.pread(f, 5121, 0)
      os.preadv(f, [bytearray(7), bytearray(5114)], 5121)
      a, b = socket.socketpair()
      a.sendmsg([data[:1], data[1:]])
      b.recvmsg(9999)
      os.write(f, bytes(70000))
      """;

  @Test
  void digestIsThatOfAllThatWasMoved() throws Exception {
    try (var testbed = new Testbed(Account.CALLER)) {
      assertEquals(0, testbed.record(List.of("python3", "-c", SCRIPT)).exitCode());
      byte[] data = new byte[5121];
      for (int i = 0; i < data.length; i++) {
        data[i] = (byte) i;
      }
      data[5120] = '!';
      int expected = ContentDigest.of(ByteString.copyOf(data));
      var digests = new Digests(5121, Extent.WHOLE);
      testbed.replay(digests);
      assertEquals(Collections.nCopies(6, expected), digests.found);

      var cut = new Digests(70000, Extent.TRUNCATED);
      testbed.replay(cut);
      ByteString zeros = ByteString.copyOf(new byte[ContentDigest.LIMIT]);
      assertEquals(List.of(ContentDigest.of(zeros)), cut.found);
    }
  }

  /** The digests of the calls that moved so many bytes. */
  private static final class Digests implements EventHandler.Ignoring {
    private final long moved;
    private final Extent extent;
    private final List<Integer> found = new ArrayList<>();

    Digests(long moved, Extent extent) {
      this.moved = moved;
      this.extent = extent;
    }

    @Override
    public void on(SyscallReturned e) {
      for (Capture capture : e.captures()) {
        if (e.result() == moved && capture.form() == Capture.Form.DIGEST) {
          assertEquals(extent, capture.extent());
          found.add(capture.bytes().intAt(0));
        }
      }
    }
  }
}
