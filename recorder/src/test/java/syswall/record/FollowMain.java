package syswall.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import syswall.event.EventHandler;
import syswall.journal.JournalException;

/**
 * The main class of the JVM in which tests let the real recorder follow processes: {@code SESSION
 * PID...}. It prints the notes; the exit code is as {@code syswall record} documents it.
 */
final class FollowMain {
  private FollowMain() {}

  private static final class Listener implements EventHandler.Ignoring {}

  public static void main(String[] args) throws IOException {
    Set<Integer> pids =
        Arrays.stream(args)
            .skip(1)
            .map(Integer::valueOf)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    int exitCode;
    try {
      Recording recording =
          Follower.follow(
              new FollowRequest(
                  Path.of(args[0]), "test", pids, 32, new Listener(), System.out::println));
      exitCode =
          switch (recording.reason()) {
            case COMPLETED, DETACHED -> 0;
            case DISK_FULL, RECORDER_FAILED -> 125;
          };
    } catch (LaunchException e) {
      System.out.println(e.getMessage());
      exitCode = e.reason().exitCode();
    } catch (JournalException e) {
      System.out.println(e);
      exitCode = 125;
    }
    System.out.flush();
    Runtime.getRuntime().halt(exitCode);
  }
}
