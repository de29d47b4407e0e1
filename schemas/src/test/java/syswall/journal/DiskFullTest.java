package syswall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import syswall.event.EndReason;
import syswall.event.Event;

/** Fills small file systems, mounted in a user namespace of a child JVM's own. */
class DiskFullTest {
  /** Below what a session needs to start, just around it, and above. */
  private static final List<Integer> SIZES_KB =
      List.of(
          4, 128, 1_000, 2_000, 2_176, 2_304, 2_432, 3_000, 4_000, 7_420, 8_196, 12_000, 16_004);

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:+TieredCompilation"})
  void fullDiskEndsTheSessionAndLosesNothing(String compiler, @TempDir Path directory)
      throws Exception {
    Assumptions.assumeTrue(
        ChildJvm.works("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", directory.toString()),
        "a user namespace may not mount a tmpfs here");
    StringBuilder script = new StringBuilder("set -e\n");
    for (int size : SIZES_KB) {
      Path disk = Files.createDirectory(directory.resolve(size + "K"));
      script.append("mount -t tmpfs -o size=" + size + "k tmpfs '" + disk + "'\n");
    }
    script.append("exec \"$@\"\n");
    List<String> command =
        new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script.toString(), "sh"));
    command.addAll(ChildJvm.command(List.of(compiler), DiskFiller.class, directory.toString()));
    assertEquals(new ChildJvm.Outcome(0, ""), ChildJvm.run(new ProcessBuilder(command)));
  }

  /** Prints what is wrong. */
  static final class DiskFiller {
    public static void main(String[] arguments) throws IOException {
      int filled = 0;
      for (int size : SIZES_KB) {
        Path disk = Path.of(arguments[0], size + "K");
        filled += fill(disk) ? 1 : 0;
      }
      if (filled < 3 || filled > SIZES_KB.size() - 3) {
        System.out.println(filled + " of the disks could be filled");
      }
    }

    /** Whether a session could be started on the disk. */
    private static boolean fill(Path disk) throws IOException {
      Path session = disk.resolve("a.cq");
      JournalAppender appender;
      try {
        appender = JournalAppender.create(session);
      } catch (JournalException e) {
        if (Files.exists(session) || !e.toString().contains("No space left on device")) {
          System.out.println(disk + ": " + e.getMessage());
        }
        return false;
      }
      appender.append(SampleEvents.started(JournalFormat.VERSION));
      long count = appendUntilFull(appender);
      appender.append(new Event.SessionEnded(count, count * 5000, EndReason.DISK_FULL, 1));
      appender.close();
      try (JournalTailer tailer = JournalTailer.open(session)) {
        long read = 0;
        while (tailer.next() != null) {
          read++;
        }
        if (read != count + 1 || tailer.integrity() != Integrity.COMPLETE) {
          System.out.println(
              disk + ": " + read + " of " + count + " " + tailer.integrity() + tailer.damage());
        }
      }
      return true;
    }

    private static long appendUntilFull(JournalAppender appender) {
      try {
        while (true) {
          long next = appender.nextSequence();
          appender.append(
              next % 4 == 0 ? SampleEvents.large(next, 2_000) : SampleEvents.call(next));
        }
      } catch (DiskFullException e) {
        return appender.nextSequence();
      }
    }
  }
}
