package syswall.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.EndReason;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.SessionEnded;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.journal.JournalAppender;
import syswall.journal.JournalFormat;

/** A session of one process that calls close(2) with 0, 1, 2, of which the odd ones fail. */
final class SmallSession {
  /** How many calls it makes. */
  static final int CALLS = 3;

  private static final int CLOSE = 3;

  private SmallSession() {}

  /** Creates hello.cq. */
  static Path create(Path directory, boolean ended) throws IOException {
    return create(directory, ended, CALLS);
  }

  /** Creates hello.cq with so many calls. */
  static Path create(Path directory, boolean ended, int calls) throws IOException {
    Path session = directory.resolve("hello.cq");
    List<ByteString> argv = List.of(ByteString.of("/bin/hello"));
    try (JournalAppender journal = JournalAppender.create(session)) {
      journal.append(
          new SessionStarted(
              0,
              0,
              JournalFormat.VERSION,
              "test",
              argv,
              ByteString.of("/"),
              List.of(),
              0,
              0,
              "Linux 6.1",
              "x86_64",
              "host",
              0,
              0,
              "ptrace",
              CallSelection.ALL));
      journal.append(new ProcessStarted(1, 1000, 42, 0, 0));
      for (int i = 0; i < calls; i++) {
        long sequence = 2 + 2L * i;
        long result = i % 2 == 0 ? 0 : -9;
        journal.append(
            new SyscallEntered(
                sequence, 2_000, 42, Abi.X86_64, CLOSE, i, 0, 0, 0, 0, 0, List.of()));
        journal.append(new SyscallReturned(sequence + 1, 2_500, 42, result, 500, List.of()));
      }
      journal.append(new ProcessExited(2 + 2 * calls, 3_000, 42, 0));
      if (ended) {
        journal.append(new SessionEnded(3 + 2 * calls, 3_000, EndReason.COMPLETED, 0));
      }
    }
    return session;
  }

  /** Overwrites the last bytes that are not zero. */
  static void damageLastRecord(Path session) throws IOException {
    Path file = session.resolve("19700101F.cq4");
    byte[] bytes = Files.readAllBytes(file);
    int last = bytes.length - 1;
    while (bytes[last] == 0) {
      last--;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {(byte) ~bytes[last]}), last);
    }
  }
}
