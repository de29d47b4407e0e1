package syswall.oracle;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites what differs between any two runs of a program, two under strace included, to a word
 * that does not. Two lines agree if they are equal, or equal after that.
 *
 * <p>Lawful, too, but left to count as disagreements, since no pattern tells them from mistakes:
 * what read(2) got from /dev/urandom (perl) and /proc (java); times inside of what is written
 * (git's index); a timeout that the program computed from the clock (curl's poll); in which order
 * two children ended (tar | gzip); the parts of a mapping that malloc(3) trims when another thread
 * maps in between (xz, node).
 */
final class Normalization {
  /** The rules, all of them. Process and thread ids, which need the account, are the one beside. */
  enum Rule {
    ADDRESS(
        ".*",
        "\\b0x[0-9a-f]{7,16}\\b",
        "the kernel places stacks, heaps, mappings anew for each run"),
    ADDRESS_AS_EPOLL_DATA(
        "epoll_.*",
        "u32=\\d+, u64=\\d{8,}",
        "programs hand epoll a pointer, or what the stack held"),
    RANDOM_BYTES(
        "getrandom", "(?<=^getrandom\\()\"(?:[^\"\\\\]|\\\\.)*\"", "this is what the call is for"),
    RANDOM_NAME(
        ".*",
        "(?<=/cc)[A-Za-z0-9]{6}(?=[.\"])|(?<=/tmp_obj_)\\w{6}|(?<=\\.git/t)[A-Za-z0-9]{6}(?=\")"
            + "|(?<=/sort|/sed)[A-Za-z0-9]{6}(?=\")",
        "gcc, git, sort and sed give temporary files random names"),
    TIME_LEFT("p?select6?|ppoll", "left \\{[^}]*\\}", "depends on when the descriptor was ready"),
    TIME_OF_DAY(
        "clock_gettime|gettimeofday|time|times|utimensat|timer_gettime|timerfd_gettime",
        "(?<=tv_sec=|tv_nsec=|tv_usec=|tms_.time=)\\d+|/\\* [^*]* \\*/|(?<== )\\d{6,}",
        "it is later in the second run"),
    DEADLINE(
        "clock_nanosleep|futex",
        "(?<=TIMER_ABSTIME, |FUTEX_WAIT_BITSET_PRIVATE, \\d{1,10}, |CLOCK_REALTIME, \\d{1,10}, )"
            + "\\{tv_sec=\\d+, tv_nsec=\\d+\\}",
        "an absolute time, reckoned from now"),
    USAGE(
        "getrusage|wait4|waitid|times",
        "(?<=tv_sec=|tv_usec=|si_utime=|si_stime=)\\d+(?: /\\* [^*]* \\*/)?",
        "processor time is never the same"),
    LOAD(
        "sysinfo|statfs|fstatfs",
        "(?<=uptime=|ram=|swap=|procs=|f_bfree=|f_bavail=|f_files=|f_ffree=)\\d+|loads=\\[[^]]*\\]",
        "other processes use the machine too"),
    CLIENT_PORT(
        "getsockname|getpeername|accept4?|recvfrom",
        "(?<=sin_port=htons\\()\\d+",
        "the kernel picks the next free port");

    private final Pattern calls;
    private final Pattern place;
    private final String reason;

    Rule(String calls, String place, String reason) {
      this.calls = Pattern.compile(calls);
      this.place = Pattern.compile(place);
      this.reason = reason;
    }

    /** Why such a difference is lawful. */
    String reason() {
      return reason;
    }

    private String rewrite(Call call, String line) {
      return calls.matcher(call.name()).matches() ? place.matcher(line).replaceAll(name()) : line;
    }
  }

  /**
   * Why two runs of a program need not make the same calls: those that only one made, and that such
   * a reason covers, are <em>spare</em>. All but the first hold for processes of several threads.
   */
  enum Spare {
    DRAWN_AGAIN("mkstemp(3) draws again if a number would make some names likelier than others") {
      @Override
      boolean covers(Call call) {
        return call.name().equals("getrandom");
      }
    },
    WAITING(
        "whether a thread has to wait for another, or has one to wake, is a matter of moments") {
      @Override
      boolean covers(Call call) {
        return call.name().equals("futex") || call.name().equals("sched_yield");
      }
    },
    ARENA("malloc(3) makes a new arena for a thread that finds all others taken") {
      @Override
      boolean covers(Call call) {
        return ARENAS.matcher(call.name()).matches();
      }
    },
    ELSEWHERE("the same call was made at another moment, or by another thread of the process"),
    CUT_OFF("the last calls of a thread, which exit_group(2) of another may forestall");

    private final String reason;

    Spare(String reason) {
      this.reason = reason;
    }

    /** Why such a call is lawful. */
    String reason() {
      return reason;
    }

    /** Whether the name of a call alone tells. */
    boolean covers(Call call) {
      return false;
    }
  }

  private static final Pattern ARENAS = Pattern.compile("mmap|munmap|mprotect|madvise");

  /**
   * A number that may be the id of a thread: not a part of another number, nor of a name but
   * .java_pid42.
   */
  private static final Pattern NUMBER =
      Pattern.compile("(?:(?<![\\w.])|(?<=pid))\\d{2,9}(?![\\w.])");

  /** The calls whose result is an address. */
  private static final Pattern MAPPINGS = Pattern.compile("mmap|mremap|brk|shmat");

  private final Map<String, String> placesByTid = new HashMap<>();

  /**
   * The rules for one account.
   *
   * @param tracer process id of the tracer, which is the parent of the program
   */
  Normalization(Account account, long tracer) {
    placesByTid.put(Long.toString(tracer), "TRACER");
    account.tidsByPlace().forEach((place, tid) -> placesByTid.put(tid.toString(), "TID" + place));
  }

  /** A line, normalised. */
  String line(Call call) {
    String line = NUMBER.matcher(call.line()).replaceAll(this::place);
    for (Rule rule : Rule.values()) {
      line = rule.rewrite(call, line);
    }
    return line;
  }

  /** Ids of threads and processes become the places of these. */
  private String place(MatchResult number) {
    return Matcher.quoteReplacement(placesByTid.getOrDefault(number.group(), number.group()));
  }

  /** The value of a result, normalised. */
  String value(Call call) {
    String value = call.value();
    boolean address = MAPPINGS.matcher(call.name()).matches() && value.length() > 7;
    return address ? Rule.ADDRESS.name() : placesByTid.getOrDefault(value, value);
  }
}
