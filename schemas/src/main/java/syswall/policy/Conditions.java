package syswall.policy;

import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.syscall.ArgKind;
import syswall.syscall.FileAccess;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;

/** The {@code match} of a rule, ready to be asked of calls. */
final class Conditions {
  /** The argument of a question about no file. */
  static final int NO_FILE = -1;

  private final Decision decision;
  private final Match match;
  private final Glob[] path;
  private final Glob[] path2;
  private final Glob[] unix;
  private final Glob[] exe;
  private final Glob[] parent;
  private final Glob[] argv;
  private final long expires;

  Conditions(Rule rule, Surroundings surroundings) {
    decision = new Decision(rule.action(), rule);
    match = rule.match();
    path = compile(match.path(), surroundings);
    path2 = compile(match.path2(), surroundings);
    unix = compile(match.address() == null ? List.of() : match.address().unix(), surroundings);
    exe = compile(match.exe(), surroundings);
    parent = compile(match.parent(), surroundings);
    argv = compile(match.argv(), surroundings);
    expires = rule.expires() == null ? Long.MAX_VALUE : rule.expires().getEpochSecond();
  }

  private static Glob[] compile(List<Pattern> patterns, Surroundings surroundings) {
    return patterns.stream().map(p -> p.compile(surroundings)).toArray(Glob[]::new);
  }

  Decision decision() {
    return decision;
  }

  /** Whether they hold of every call. */
  boolean isAlways() {
    return match.equals(Match.ANY) && expires == Long.MAX_VALUE;
  }

  /** Whether some call of a row can match; the rule is left out of the others' lists. */
  boolean canMatch(Syscall row) {
    int files = 0;
    int accesses = 0;
    boolean descriptor = false;
    boolean address = row.classes().contains("network");
    for (Parameter parameter : row.parameters()) {
      files += parameter.namesFile() ? 1 : 0;
      accesses |= parameter.isOpened() ? -1 : parameter.accesses(0);
      descriptor |= parameter.kind() == ArgKind.FD;
    }
    return (match.accesses() == 0 || (accesses & match.accesses()) != 0)
        && (path.length == 0 || files > 0 || descriptor)
        && (path2.length == 0 || files > 1)
        && (match.address() == null || address);
  }

  /**
   * Whether they hold of a call that asks about a file, or about none.
   *
   * @param file the argument that names it; {@link #NO_FILE} for none
   * @param access what is wanted with it; null if nothing
   */
  boolean hold(PolicyCall call, int file, @Nullable FileAccess access) {
    return (match.accesses() == 0 || (access != null && access.isIn(match.accesses())))
        && (!match.fromLoader() || call.isFromLoader())
        && pathsHold(call, file)
        && (match.address() == null || holds(match.address(), call.endpoint()))
        && (exe.length == 0 || any(exe, call.program()))
        && (argv.length == 0 || any(argv, joined(call.programArguments())))
        && (parent.length == 0 || call.ancestors().stream().anyMatch(one -> any(parent, one)))
        && (expires == Long.MAX_VALUE || call.epochSecond() < expires);
  }

  private boolean pathsHold(PolicyCall call, int file) {
    if (path2.length == 0) {
      return path.length == 0 || (file != NO_FILE && any(path, call.path(file)));
    }
    int first = file(call.row(), 0);
    int second = file(call.row(), 1);
    return second != NO_FILE
        && any(path2, call.path(second))
        && (path.length == 0 || any(path, call.path(first)));
  }

  /** The argument that names the first file, or the second; {@link #NO_FILE} if none does. */
  private static int file(Syscall row, int skipped) {
    int skip = skipped;
    for (Parameter parameter : row.parameters()) {
      if (parameter.namesFile() && skip-- == 0) {
        return parameter.index();
      }
    }
    return NO_FILE;
  }

  private static boolean any(Glob[] globs, @Nullable ByteString text) {
    if (text != null) {
      for (Glob glob : globs) {
        if (glob.matches(text)) {
          return true;
        }
      }
    }
    return false;
  }

  private static ByteString joined(List<ByteString> arguments) {
    ByteString space = ByteString.of(" ");
    ByteString all = ByteString.EMPTY;
    for (ByteString argument : arguments) {
      all = all.length() == 0 ? argument : all.plus(space).plus(argument);
    }
    return all;
  }

  private boolean holds(AddressMatch wanted, @Nullable Endpoint endpoint) {
    if (endpoint == null) {
      return false;
    }
    IpAddress ip = endpoint.ip();
    return (wanted.families().isEmpty() || wanted.families().contains(endpoint.family()))
        && (wanted.blocks().isEmpty()
            || (ip != null && wanted.blocks().stream().anyMatch(block -> block.contains(ip))))
        && (wanted.ports().isEmpty()
            || wanted.ports().stream()
                .anyMatch(range -> range.contains(endpoint.port(), endpoint.port())))
        && (unix.length == 0 || any(unix, endpoint.unix()));
  }

  /** Whether these hold wherever others do, as far as that can be seen. */
  boolean cover(Conditions other) {
    return covers(path, other.path)
        && covers(path2, other.path2)
        && (match.accesses() == 0
            || (other.match.accesses() != 0 && (other.match.accesses() & ~match.accesses()) == 0))
        && (match.address() == null || (other.match.address() != null && coversAddress(other)))
        && covers(exe, other.exe)
        && covers(parent, other.parent)
        && covers(argv, other.argv)
        && (!match.fromLoader() || other.match.fromLoader())
        && expires == Long.MAX_VALUE;
  }

  private boolean coversAddress(Conditions other) {
    AddressMatch mine = match.address();
    AddressMatch others = other.match.address();
    return mine != null
        && others != null
        && every(mine.families(), others.families(), Integer::equals)
        && every(mine.blocks(), others.blocks(), Cidr::contains)
        && every(mine.ports(), others.ports(), (a, b) -> a.contains(b.from(), b.to()))
        && covers(unix, other.unix);
  }

  private static <T> boolean every(List<T> mine, List<T> others, BiPredicate<T, T> covers) {
    return mine.isEmpty()
        || (!others.isEmpty()
            && others.stream().allMatch(b -> mine.stream().anyMatch(a -> covers.test(a, b))));
  }

  private static boolean covers(Glob[] mine, Glob[] others) {
    return every(List.of(mine), List.of(others), Glob::covers);
  }
}
