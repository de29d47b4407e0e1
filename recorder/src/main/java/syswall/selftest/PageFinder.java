package syswall.selftest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import syswall.event.Event.SyscallEntered;
import syswall.event.EventHandler;

/**
 * Finds where a recorded program has the firewall's pages, which it could read in /proc/self/maps
 * itself, when it makes its first call.
 */
final class PageFinder implements EventHandler.Ignoring {
  private static final int EXECVE = 59;

  private final Scene scene;
  private boolean done;

  PageFinder(Scene scene) {
    this.scene = scene;
  }

  @Override
  public void on(SyscallEntered call) {
    if (done || call.number() == EXECVE) {
      return;
    }
    done = true;
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + call.tid() + "/maps"))) {
        if (line.contains(" r--s ") && line.contains("/memfd:syswall")) {
          scene.showPages(Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
