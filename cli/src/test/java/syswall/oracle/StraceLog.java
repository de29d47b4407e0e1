package syswall.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code strace -f -o FILE} wrote. */
final class StraceLog {
  private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
  private static final Pattern UNFINISHED = Pattern.compile("(.*?) ?<unfinished \\.\\.\\.>(.*)");
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)");
  private static final Pattern SUPERSEDED =
      Pattern.compile("\\+\\+\\+ superseded by execve in pid (\\d+) \\+\\+\\+");

  private final Account account = new Account();
  private final Map<Integer, String> unfinished = new HashMap<>();

  private StraceLog() {}

  static Account read(Path file) throws IOException {
    return parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
  }

  static Account parse(List<String> lines) {
    var log = new StraceLog();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        log.line(Integer.parseInt(matcher.group(1)), matcher.group(2));
      }
    }
    log.unfinished.forEach((tid, begun) -> log.add(tid, begun + " <unfinished ...>"));
    return log.account;
  }

  private void line(int tid, String text) {
    Matcher matcher = SUPERSEDED.matcher(text);
    if (matcher.matches()) {
      // execve(2) kills the leader and gives its number to the thread that called
      String execve = unfinished.remove(Integer.parseInt(matcher.group(1)));
      if (execve != null) {
        unfinished.put(tid, execve);
      }
    } else if (text.startsWith("+++ ")) {
      String begun = unfinished.remove(tid);
      if (begun != null) {
        add(tid, begun + " <unfinished ...>");
      }
    } else if (text.startsWith("<... ")) {
      matcher = RESUMED.matcher(text);
      String begun = unfinished.remove(tid);
      if (matcher.matches() && begun != null) {
        end(tid, begun, matcher.group(1));
      }
    } else if (!text.startsWith("--- ")) {
      end(tid, "", text);
    }
  }

  /** A call that came to its end, unless the line says that it did not. */
  private void end(int tid, String begun, String rest) {
    Matcher matcher = UNFINISHED.matcher(rest);
    if (matcher.matches() && matcher.group(2).isEmpty()) {
      unfinished.put(tid, begun + matcher.group(1));
    } else if (matcher.matches()) {
      // "exit(0 <unfinished ...>) = ?": the end of a thread that was killed in a call
      add(tid, begun + matcher.group(1) + matcher.group(2));
    } else {
      add(tid, begun + rest);
    }
  }

  private void add(int tid, String text) {
    Call call = Call.parse(text);
    account.add(tid, call);
    if (call.line().contains("CLONE_THREAD") && call.value().matches("\\d{1,9}")) {
      account.addThread(Integer.parseInt(call.value()));
    }
  }
}
