package syswall.cli;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import syswall.position.CallPattern;
import syswall.position.Position;
import syswall.trace.Moment;

/**
 * The options of {@code state} that name a moment; each occurrence of one of them is one of these.
 */
final class MomentOption {
  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "At this time: 12.5s or 300ms since the start, or 12:30:01 (UTC); behind the end, the"
              + " end.")
  private @Nullable String time;

  @Option(
      names = "--at-event",
      paramLabel = "N",
      description = "After the event of this number, as show --json has it.")
  private @Nullable Long event;

  @Option(
      names = "--at-exit",
      paramLabel = "PID",
      description = "Right before this process ended, by exit or signal: what it had then.")
  private @Nullable Integer exit;

  @Option(
      names = "--at-first",
      paramLabel = "CALLS[:ERROR]",
      description =
          "After the first such call returned: CALLS as -e of show has them, all without any;"
              + " ERROR a name, * for any error, 0 for success, none for whatever it returned."
              + " With --pid, the first of this process or thread.")
  private @Nullable String first;

  /**
   * The moment.
   *
   * @param pid of which process or thread a call must be; 0 for any
   * @throws IllegalArgumentException in one line, if it is none
   */
  Position position(int pid) {
    if (time != null) {
      return new Position.AtTime(parse("--at", Moment::parse, time));
    }
    if (event != null) {
      if (event < 0) {
        throw new IllegalArgumentException("--at-event: events count from 0");
      }
      return new Position.AtEvent(event);
    }
    if (exit != null) {
      return new Position.AtExit(exit);
    }
    return first == null
        ? Position.END
        : new Position.AtFirst(parse("--at-first", CallPattern::parse, first), pid);
  }

  private static <R> R parse(String name, Function<String, R> parser, String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }
}
