package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.event.Event.DescriptorInherited;
import syswall.event.Event.ProcessAttached;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.event.Event.ThreadStarted;
import syswall.event.EventHandler;
import syswall.journal.Integrity;
import syswall.linux.LocalProcess;
import syswall.syscall.SyscallTable;

/** A recorder comes to processes that run already, and goes, and they notice neither. */
@Tag("process")
@Timeout(60)
class FollowTest {
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;
  private static final int SIGCONT = 18;
  private static final int SIGSTOP = 19;

  private final List<Process> running = new ArrayList<>();

  @AfterEach
  void killAll() throws InterruptedException {
    for (Process process : running) {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void busyServerAnswersEveryRequestWhileRecordersComeAndGo(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path output = testbed.directory().resolve("output");
      Process program = start(testbed, output, install(testbed, "served"));
      int server = Integer.parseInt(firstLine(output, program));
      for (int i = 0; i < 5; i++) {
        Follow follow = follow(testbed, server);
        awaitRequests(output, 2);
        follow.letGo();
        awaitRequests(output, 1);
        assertTraced(Set.of(server), 0);

        var calls = new Calls();
        testbed.replay(calls);
        assertEquals(Map.of(server, 4), calls.threads);
        for (String call : List.of("accept", "recvfrom", "sendto", "close", "epoll_wait")) {
          assertTrue(calls.returned.getOrDefault(call, 0) >= 1, call + " in " + calls.returned);
        }
        assertFalse(calls.failed.containsKey("epoll_wait"), "interrupted by the recorder");
        assertTrue(calls.returned.getOrDefault("accept", 0) >= 100, calls.returned::toString);
      }
      assertTrue(program.isAlive());
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void busyServerGoesOnWhenTheRecorderIsKilled(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path output = testbed.directory().resolve("output");
      List<String> command = new ArrayList<>(install(testbed, "served"));
      command.add("retries"); // who waits at an enter-stop when its tracer dies feels that
      Process program = start(testbed, output, command);
      int server = Integer.parseInt(firstLine(output, program));
      Follow follow = follow(testbed, server);
      awaitRequests(output, 2);
      follow.recorder.destroyForcibly();
      assertEquals(137, follow.recorder.waitFor());
      awaitRequests(output, 3);
      assertTraced(Set.of(server), 0);
      assertEquals(Integrity.NOT_ENDED, testbed.replaySoFar(new JournalGrammar()));
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void blockedCallsDoNotNoticeEither(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      for (boolean releasedWhileFollowed : List.of(false, true)) {
        Path output = testbed.directory().resolve("output-" + releasedWhileFollowed);
        Process program = start(testbed, output, install(testbed, "blocked"));
        int pid = (int) program.pid();
        await(() -> tasks(pid).size() == 9 && tasks(pid).stream().allMatch(t -> isIn(t, "S")));

        follow(testbed, pid).letGo();
        await(() -> tasks(pid).stream().allMatch(t -> isIn(t, "S")));
        Follow again = follow(testbed, pid);
        if (!releasedWhileFollowed) {
          again.letGo();
        }
        program.getOutputStream().write('x');
        program.getOutputStream().close();
        assertEquals(0, program.waitFor());
        if (releasedWhileFollowed) {
          assertEquals(0, again.recorder.waitFor());
        }
        assertEquals(
            List.of(
                "epoll ok",
                "futex ok",
                "input ok",
                "nanosleep ok",
                "poll ok",
                "read ok",
                "recv ok",
                "semop ok",
                "sigtimedwait ok"),
            Testbed.read(output).lines().sorted().toList());
        var calls = new Calls();
        testbed.replay(calls);
        assertTrue(calls.underWay >= 8, "all but the sleeper, who may have slept enough");
        if (releasedWhileFollowed) {
          List<String> made = List.of("restart_syscall", "epoll_wait", "recvfrom");
          assertTrue(calls.entered.containsAll(made), calls.entered::toString);
        }
      }
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void stoppedProcessStaysStopped(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path output = testbed.directory().resolve("output");
      Process program = start(testbed, output, List.of("sleep", "1000"));
      int pid = (int) program.pid();
      await(() -> isIn(task(pid), "S"));
      LocalProcess.kill(pid, SIGSTOP);
      await(() -> isIn(task(pid), "T"));
      Follow follow = follow(testbed, pid);
      await(() -> isIn(task(pid), "t"));
      follow.letGo();
      await(() -> isIn(task(pid), "T"));

      Follow again = follow(testbed, pid);
      LocalProcess.kill(pid, SIGCONT);
      await(() -> isIn(task(pid), "S"));
      LocalProcess.kill(pid, SIGSTOP);
      await(() -> isIn(task(pid), "t"));
      again.letGo();
      await(() -> isIn(task(pid), "T"));
      testbed.replay();
      LocalProcess.kill(pid, SIGCONT);
      await(() -> isIn(task(pid), "S"));
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void nobodyOfABusyTreeIsMissedOrStaysTraced(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path output = testbed.directory().resolve("output");
      Process program = start(testbed, output, install(testbed, "brood"));
      assertEquals("ready", firstLine(output, program));
      int root = (int) program.pid();
      for (int i = 0; i < 3; i++) {
        Follow follow = follow(testbed, root);
        Set<Integer> seen = new TreeSet<>();
        for (int look = 0; look < 20 || seen.size() < 20; look++) {
          Set<Integer> pids = tree(root);
          assertTraced(pids, (int) follow.recorder.pid());
          seen.addAll(pids);
        }
        follow.letGo();
        for (int look = 0; look < 20; look++) {
          assertTraced(tree(root), 0);
        }
        var calls = new Calls();
        testbed.replay(calls);
        assertTrue(calls.pids.size() > 10, calls.pids::toString);
        assertTrue(calls.born > 0);
        assertEquals(Set.of(), calls.parentless);
      }
      assertTrue(program.isAlive());
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void signalWhileFollowedEndsTheProgramAndThenTheRecorder(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path output = testbed.directory().resolve("output");
      Process program = start(testbed, output, List.of("sleep", "1000"));
      int pid = (int) program.pid();
      await(() -> Testbed.read(Path.of("/proc/" + pid + "/comm")).equals("sleep\n"));
      Follow follow = follow(testbed, pid);
      LocalProcess.kill(pid, SIGTERM);
      assertEquals(143, program.waitFor());
      assertEquals(0, follow.recorder.waitFor());
      var calls = new Calls();
      testbed.replay(calls);
      assertEquals(List.of(SIGTERM), calls.signals);
      assertEquals(List.of(SIGTERM), calls.endedBy);
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void whatItHasIsTold(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path output = testbed.directory().resolve("output");
      Process program =
          start(
              testbed,
              output,
              List.of(
                  "env", "API_KEY=hush", "COLOR=red", "bash", "-c", "cd /; exec sleep 1000 7<."));
      int pid = (int) program.pid();
      await(() -> Testbed.read(Path.of("/proc/" + pid + "/comm")).equals("sleep\n"));
      follow(testbed, pid).letGo();
      var calls = new Calls();
      testbed.replay(calls);
      ProcessAttached attached = calls.attached.get(0);
      assertEquals(pid, attached.pid());
      assertEquals("sleep", attached.argv().get(0).text());
      assertEquals("/usr/bin/sleep", attached.executable().text());
      assertEquals("/", attached.workingDirectory().text());
      assertEquals("/", attached.root().text());
      String environment = attached.environment().toString();
      assertTrue(environment.contains("COLOR=red"), environment);
      assertTrue(environment.contains("API_KEY=syswall-digest:"), environment);
      assertFalse(environment.contains("hush"), environment);
      assertEquals("/", calls.descriptors.get(7));
      assertEquals(output.toString(), calls.descriptors.get(1));
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void whatCannotBeFollowedIsSaidInALine(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path output = testbed.directory().resolve("output");
      Process program = start(testbed, output, List.of("sleep", "1000"));
      int pid = (int) program.pid();
      Follow follow = follow(testbed, pid);
      Path session = testbed.directory().resolve("other.cq");
      assertEquals(
          "process "
              + pid
              + " is traced already, by "
              + status(task(pid), "TracerPid")
              + " (java): a process can have one tracer only\n",
          refusal(testbed, session, pid).replaceAll("\\([^)]*\\)", "(java)"));
      follow.letGo();
      assertEquals("there is no process 4999999\n", refusal(testbed, session, pid, 4999999));
      assertTraced(Set.of(pid), 0);
      long ours = ProcessHandle.current().pid();
      assertTrue(refusal(testbed, session, (int) ours).contains("started this syswall"));
      if (account == Account.NOBODY) {
        Process foreign = new ProcessBuilder("sleep", "1000").start();
        running.add(foreign);
        assertEquals(
            "process "
                + foreign.pid()
                + " cannot be attached to: Operation not permitted;"
                + " it is user 0's: run syswall as that user, or as root\n",
            refusal(testbed, session, pid, (int) foreign.pid()));
        assertTraced(Set.of(pid, (int) foreign.pid()), 0);
      }
      assertFalse(Files.exists(session));
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void processWithoutItsFirstThreadIsLeftAlone(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      String leaderless = install(testbed, "leaderless").get(0);
      Path output = testbed.directory().resolve("output");
      Process shell = start(testbed, output, List.of("sh", "-c", leaderless + " & wait"));
      int parent = (int) shell.pid();
      await(() -> shell.children().findAny().isPresent());
      int pid = (int) shell.children().findAny().orElseThrow().pid();
      await(() -> isIn(task(pid), "Z"));
      String reason = "process " + pid + " has lost its first thread: such cannot be followed";
      Path session = testbed.directory().resolve("other.cq");
      assertEquals(reason + "\n", refusal(testbed, session, pid));
      assertFalse(Files.exists(session));
      Path notes = testbed.directory().resolve("notes");
      Process recorder = startRecorder(testbed, session, notes, parent);
      assertEquals("not followed: " + reason, firstLine(notes, recorder));
      await(() -> Testbed.read(notes).contains("attached to 1 process; "));
      assertTraced(Set.of(pid), 0);
      new Follow(recorder).letGo();
    }
  }

  private String refusal(Testbed testbed, Path session, int... pids) throws Exception {
    Path notes = testbed.directory().resolve("refusal");
    Files.deleteIfExists(notes);
    Process recorder = startRecorder(testbed, session, notes, pids);
    assertEquals(125, recorder.waitFor());
    return Testbed.read(notes);
  }

  /** A recorder that follows. */
  private record Follow(Process recorder) {
    void letGo() throws InterruptedException {
      LocalProcess.kill((int) recorder.pid(), SIGINT);
      assertEquals(0, recorder.waitFor());
    }
  }

  private Follow follow(Testbed testbed, int pid) throws Exception {
    assumeTrue(mayFollow(), "kernel.yama.ptrace_scope lets nobody follow strangers");
    Path notes = testbed.directory().resolve("notes");
    Files.deleteIfExists(notes);
    if (Files.exists(testbed.session())) {
      Directories.delete(testbed.session());
    }
    Process recorder = startRecorder(testbed, testbed.session(), notes, pid);
    String note = firstLine(notes, recorder);
    assertTrue(note.startsWith("attached to "), note);
    return new Follow(recorder);
  }

  private static boolean mayFollow() throws IOException {
    Path yama = Path.of("/proc/sys/kernel/yama/ptrace_scope");
    return Account.isRoot() || !Files.exists(yama) || Testbed.read(yama).strip().equals("0");
  }

  private Process startRecorder(Testbed testbed, Path session, Path notes, int... pids)
      throws IOException {
    var arguments = new ArrayList<>(List.of(session.toString()));
    for (int pid : pids) {
      arguments.add(Integer.toString(pid));
    }
    List<String> command = RecorderJvm.of(List.of(), FollowMain.class.getName(), arguments);
    Process recorder =
        testbed
            .builder(testbed.recordedDirectory(), command)
            .redirectErrorStream(true)
            .redirectOutput(notes.toFile())
            .start();
    running.add(recorder);
    return recorder;
  }

  private static List<String> install(Testbed testbed, String tracee) throws Exception {
    Path installed = testbed.directory().resolve(tracee);
    return List.of(
        (Files.exists(installed) ? installed : testbed.install(Tracees.hosted(tracee))).toString());
  }

  /** A program that runs in its own right, and does not start by being someone else's child. */
  private Process start(Testbed testbed, Path output, List<String> command) throws IOException {
    Process program =
        testbed
            .builder(testbed.nativeDirectory(), command)
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    running.add(program);
    return program;
  }

  private static String firstLine(Path output, Process writer) throws Exception {
    await(() -> (Files.exists(output) && Testbed.read(output).contains("\n")) || !writer.isAlive());
    return Testbed.read(output).lines().findFirst().orElse("");
  }

  private static void awaitRequests(Path output, int hundreds) throws Exception {
    long before = Testbed.read(output).lines().count();
    await(
        () -> {
          String lines = Testbed.read(output);
          assertFalse(lines.contains("failed"), lines);
          return lines.lines().count() >= before + hundreds;
        });
  }

  /** A condition that looks at files. */
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws IOException, InterruptedException {
    while (!condition.holds()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static Path task(int pid) {
    return Path.of("/proc/" + pid + "/task/" + pid);
  }

  private static List<Path> tasks(int pid) {
    String[] names = new File("/proc/" + pid + "/task").list();
    return names == null
        ? List.of()
        : List.of(names).stream().map(name -> Path.of("/proc/" + pid + "/task", name)).toList();
  }

  private static boolean isIn(Path task, String state) {
    return status(task, "State").startsWith(state + " ");
  }

  /** A line of proc_pid_status(5); empty if the task is gone. */
  private static String status(Path task, String key) {
    try {
      return Testbed.read(task.resolve("status"))
          .lines()
          .filter(line -> line.startsWith(key + ":"))
          .map(line -> line.substring(key.length() + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private static Set<Integer> tree(int root) {
    Set<Integer> pids = new TreeSet<>(Set.of(root));
    ProcessHandle.of(root).ifPresent(r -> r.descendants().forEach(p -> pids.add((int) p.pid())));
    return pids;
  }

  /** Every living thread is traced by a thread of this process; by none, and not stopped, if 0. */
  private static void assertTraced(Set<Integer> pids, int recorder) {
    for (int pid : pids) {
      for (Path task : tasks(pid)) {
        String tracer = status(task, "TracerPid");
        String state = status(task, "State");
        if (tracer.isEmpty() || state.isEmpty() || state.matches("[ZX].*")) {
          continue;
        }
        if (recorder == 0) {
          assertEquals("0", tracer, task::toString);
          assertFalse(state.startsWith("t "), task::toString);
        } else {
          Path thread = Path.of("/proc/" + recorder + "/task/" + tracer);
          assertTrue(Files.exists(thread), () -> task + " is traced by " + tracer);
        }
      }
    }
  }

  /** What a session tells. */
  private static final class Calls implements EventHandler.Ignoring {
    private final Map<Integer, String> nameByTid = new HashMap<>();
    private final Map<String, Integer> returned = new HashMap<>();
    private final Map<String, Integer> failed = new HashMap<>();
    private final Set<String> entered = new HashSet<>();
    private final Set<Integer> pids = new HashSet<>();
    private final Set<Integer> parentless = new HashSet<>();
    private final Map<Integer, Integer> threads = new HashMap<>();
    private final Map<Integer, String> descriptors = new HashMap<>();
    private final List<ProcessAttached> attached = new ArrayList<>();
    private final List<Integer> signals = new ArrayList<>();
    private final List<Integer> endedBy = new ArrayList<>();
    private int underWay;
    private int born;

    @Override
    public void on(DescriptorInherited e) {
      descriptors.put(e.fd(), e.target().text());
    }

    @Override
    public void on(ProcessAttached e) {
      attached.add(e);
      underWay += e.callsUnderWay();
      threads.put(e.pid(), 1);
      if (!pids.isEmpty() && !pids.contains(e.parentPid())) {
        parentless.add(e.pid());
      }
      pids.add(e.pid());
    }

    @Override
    public void on(ProcessStarted e) {
      pids.add(e.pid());
      born++;
    }

    @Override
    public void on(ThreadStarted e) {
      threads.merge(e.pid(), 1, Integer::sum);
    }

    @Override
    public void on(SyscallEntered e) {
      String name = SyscallTable.of(e.abi()).name(e.number());
      nameByTid.put(e.tid(), name);
      entered.add(name);
    }

    @Override
    public void on(SyscallReturned e) {
      String name = nameByTid.get(e.tid());
      returned.merge(name, 1, Integer::sum);
      if (e.failed()) {
        failed.merge(name, 1, Integer::sum);
      }
    }

    @Override
    public void on(SignalDelivered e) {
      signals.add(e.signal());
    }

    @Override
    public void on(ProcessExited e) {
      endedBy.add(e.signal());
    }
  }
}
