package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernel's own tracepoints watch the recorder's tracees in the same run, and the journal must
 * agree call by call: thread, number, six arguments, result. Only threads of the journal count: the
 * rest are the recorder's.
 */
@Tag("oracle")
class KernelOracleTest {
  private static final Pattern EXIT = Pattern.compile("NR (-?\\d+) = (-?\\d+)");

  /** fork, vfork, clone and clone3 of x86_64, and fork, clone, vfork of i386. */
  private static final List<String> CREATORS = List.of("57", "58", "56", "435", "2", "120", "190");

  @ParameterizedTest
  @EnumSource
  void journalOfARealProgramAgreesWithTheKernel(RealProgram program) throws Exception {
    KernelWitness.assumeAvailable();
    try (var testbed = new Testbed(Account.CALLER)) {
      Outcome outcome = agree(testbed, program.command(), program.name());
      assertEquals(program.exitCode(), outcome.exitCode(), outcome::toString);
    }
  }

  /** The tracees with the most unusual calls; untraced is not among them: see tracee.h. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "eintr",
        "group_stop",
        "int80",
        "kill_blocked",
        "leader_exit",
        "pointers",
        "restart_syscall",
        "signals",
        "thread_exec",
        "threads",
        "vfork_exec"
      })
  void journalOfATraceeAgreesWithTheKernel(String name) throws Exception {
    KernelWitness.assumeAvailable();
    Path binary = Tracees.freestanding(name);
    try (var testbed = new Testbed(Account.CALLER)) {
      agree(testbed, List.of(testbed.install(binary).toString()), name);
    }
  }

  private static Outcome agree(Testbed testbed, List<String> command, String name)
      throws Exception {
    var kernel = new KernelWitness(testbed.directory().resolve("kernel.data"));
    Outcome outcome = testbed.record(kernel.starter(), List.of(), command);
    var journal = new CallLog();
    testbed.replay(journal);
    Map<Integer, List<String>> witnessed = kernel.calls();
    int calls = 0;
    for (Map.Entry<Integer, List<String>> thread : journal.threads().entrySet()) {
      List<String> actual = thread.getValue();
      List<String> expected = witnessed.getOrDefault(thread.getKey(), List.of());
      assertAgree(
          lawful(expected, actual, thread.getKey(), journal),
          actual,
          name + ", thread " + thread.getKey());
      calls += actual.size();
    }
    assertTrue(calls > 0);
    System.out.println(name + ": the kernel agrees on " + calls + " entries and results");
    return outcome;
  }

  /** The kernel's lines in the journal's notation, without what only the kernel can see. */
  private static List<String> lawful(
      List<String> kernel, List<String> journal, int tid, CallLog log) {
    List<String> lines = kernel;
    if (tid == log.firstPid() && !journal.isEmpty()) {
      // the launcher's calls, up to the program's own execve, are not the program's
      lines = lines.subList(Math.max(0, lines.indexOf(journal.get(0))), lines.size());
    } else if (!lines.isEmpty()) {
      // a new thread begins with the return from a call that another one entered
      var exit = EXIT.matcher(lines.get(0));
      if (exit.matches() && CREATORS.contains(exit.group(1)) && exit.group(2).equals("0")) {
        lines = lines.subList(1, lines.size());
      }
    }
    // the number of an exit is that of its entry, or -1 after rt_sigreturn
    lines =
        new ArrayList<>(
            lines.stream().map(line -> EXIT.matcher(line).replaceFirst("= $2")).toList());
    int takeover = log.takeover(tid);
    if (takeover >= 0 && takeover + 1 < lines.size() && lines.get(takeover).startsWith("= -5")) {
      // the first thread was killed in a call: see below
      lines.remove(takeover);
    }
    if (lines.size() == journal.size() + 1 && lines.get(journal.size()).startsWith("= ")) {
      // a thread killed in a call does not stop again: only the kernel sees the call's exit
      return lines.subList(0, journal.size());
    }
    int last = journal.size() - 1;
    if (lines.size() == journal.size()
        && lines.get(last).equals("= -38")
        && journal.get(last).startsWith("NR ")) {
      // a thread killed at its syscall-enter-stop: the kernel may see the exit of no call, ENOSYS
      lines.set(last, journal.get(last));
    }
    if (lines.size() == journal.size() - 1 && journal.get(lines.size()).startsWith("NR ")) {
      // a thread killed at its syscall-enter-stop: the call was announced, but never made
      return Stream.concat(lines.stream(), Stream.of(journal.get(lines.size()))).toList();
    }
    return lines;
  }

  private static void assertAgree(List<String> kernel, List<String> journal, String who) {
    for (int i = 0; i < Math.min(kernel.size(), journal.size()); i++) {
      int at = i;
      assertEquals(
          kernel.get(i),
          journal.get(i),
          () -> who + ", line " + at + " after " + journal.subList(Math.max(0, at - 4), at));
    }
    assertEquals(kernel.size(), journal.size(), () -> who + ": number of lines");
  }
}
