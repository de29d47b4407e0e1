package syswall.diff;

import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import syswall.replay.Recorded;

/** Sessions to compare, and short words for what comes of it. */
final class Runs {
  static final int ENOENT = 2;
  static final int EACCES = 13;
  static final int ECONNREFUSED = 111;
  static final int EINPROGRESS = 115;
  static final long CREATE_EXCLUSIVE = 0302;

  private Runs() {}

  /** A run of {@code prog} that does something and ends with a wait(2) status. */
  static Recorded run(int waitStatus, Consumer<Recorded> does) {
    Recorded session = new Recorded("prog");
    session.executes(FIRST, FIRST, "/bin/prog", "prog");
    does.accept(session);
    return session.exits(FIRST, waitStatus).ends(waitStatus >> 8);
  }

  /** A run of {@code prog} that exits with 0. */
  static Recorded run(Consumer<Recorded> does) {
    return run(0, does);
  }

  static Recorded reads(Recorded session, int pid, String path) {
    session.call(pid, "openat", AT_FDCWD, path, 0).returns(3);
    session.call(pid, "read", 3).returns(100);
    return session.call(pid, "close", 3).returns(0);
  }

  static SessionDiff diff(Recorded before, Recorded after) {
    return diff(before, after, List.of());
  }

  static SessionDiff diff(Recorded before, Recorded after, List<NameMap> maps) {
    return SessionDiff.of(List.of(profile(before)), profile(after), maps);
  }

  static SessionProfile profile(Recorded session) {
    return SessionProfile.of(session.source());
  }

  /** The first finding: {@code FAILS_NOW open /etc/x: ok -> ENOENT}. */
  static String cause(SessionDiff diff) {
    return diff.same() ? "same" : line(diff.findings().get(0).cause());
  }

  static List<String> follows(SessionDiff diff) {
    return diff.findings().get(0).follows().stream().map(Runs::line).toList();
  }

  /** All differences, sorted, without what they are ranked as. */
  static List<String> all(SessionDiff diff, Function<Difference, String> text) {
    return diff.findings().stream()
        .flatMap(f -> Stream.concat(Stream.of(f.cause()), f.follows().stream()))
        .map(text)
        .sorted()
        .toList();
  }

  static String line(Difference difference) {
    return difference.kind()
        + " "
        + difference.operation()
        + " "
        + difference.resource()
        + ": "
        + difference.before()
        + " -> "
        + difference.after();
  }
}
