package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.event.EventHandler;
import syswall.journal.Integrity;

/**
 * A recorder that is killed by SIGKILL at any moment leaves a journal with all that was let
 * through, and no process of the tree.
 */
@Tag("process")
class KilledRecorderTest {
  private static final int WRITE = 1;

  @Timeout(60)
  @RepeatedTest(10)
  void journalHoldsAllThatWasDoneAndNoProcessIsLeft(RepetitionInfo repetition) throws Exception {
    Testbed.assumeInstalled("find");
    List<Account> accounts = Account.available();
    Account account = accounts.get(repetition.getCurrentRepetition() % accounts.size());
    try (var testbed = new Testbed(account)) {
      List<String> program = List.of("sh", "-c", "find / -xdev 2>/dev/null; true");
      boolean onlyWrites = repetition.getCurrentRepetition() > 7;
      List<String> options = onlyWrites ? List.of("-Dcalls=write") : List.of();
      Path output = Files.createFile(testbed.directory().resolve("output"));
      Process recorder =
          testbed
              .builder(
                  testbed.recordedDirectory(), testbed.recordCommand(List.of(), options, program))
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      long enough = 20_000L * repetition.getCurrentRepetition();
      while (Files.size(output) < enough && recorder.isAlive()) {
        Thread.onSpinWait();
      }
      recorder.destroyForcibly();
      assertEquals(137, recorder.waitFor());

      var deeds = new Deeds();
      assertEquals(Integrity.NOT_ENDED, testbed.replaySoFar(deeds));
      assertTrue(deeds.pids.size() >= 2);
      for (int pid : deeds.pids) {
        awaitEnd(pid);
      }
      long written = Files.size(output);
      assertTrue(enough <= written);
      assertTrue(deeds.returned <= written, "the journal tells of writes that were not made");
      assertTrue(written <= deeds.entered, "a write is missing in the journal");
    }
  }

  /** Returns once a process is gone, or a zombie that waits for init. */
  private static void awaitEnd(int pid) throws IOException {
    while (true) {
      try {
        String stat = Testbed.read(Path.of("/proc/" + pid + "/stat"));
        if (stat.charAt(stat.lastIndexOf(')') + 2) == 'Z') {
          return;
        }
      } catch (NoSuchFileException e) {
        return;
      } catch (IOException e) {
        if (!Files.exists(Path.of("/proc/" + pid))) {
          return; // ESRCH while reading
        }
        throw e;
      }
      Thread.onSpinWait();
    }
  }

  /** What the tree did: its processes, and the bytes it was let write to standard output. */
  private static final class Deeds implements EventHandler.Ignoring {
    private final Set<Integer> pids = new HashSet<>();
    private final Map<Integer, Long> writing = new HashMap<>();
    private long entered;
    private long returned;

    @Override
    public void on(ProcessStarted e) {
      pids.add(e.pid());
    }

    @Override
    public void on(SyscallEntered e) {
      if (e.number() == WRITE && e.arg0() == 1) {
        entered += e.arg2();
        writing.put(e.tid(), e.arg2());
      }
    }

    @Override
    public void on(SyscallReturned e) {
      if (writing.remove(e.tid()) != null) {
        returned += e.result();
      }
    }
  }
}
