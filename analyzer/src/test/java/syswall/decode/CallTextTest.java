package syswall.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.decode.Calls.bytes;
import static syswall.decode.Calls.call;
import static syswall.decode.Calls.result;
import static syswall.decode.Calls.string;
import static syswall.decode.Calls.strings;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;

class CallTextTest {
  private static final CallText TEXT = new CallText(DescriptorNames.NONE, 32);
  private static final long POINTER = 0x7ffe_1234_5678L;

  private static void check(String expected, SyscallEntered call, long result, Capture... written) {
    assertEquals(expected, TEXT.returned(call, result(1, result, written)));
  }

  @Test
  void openatShowsPathFlagsAndMode() {
    check(
        "openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY|O_CLOEXEC) = 3",
        call(1, "openat", List.of(string(1, "/etc/passwd")), -100, POINTER, 0x80000, 0),
        3);
    check(
        "openat(5, \"a\\nb\", O_WRONLY|O_CREAT, 0644) = -1 ENOENT (No such file or directory)",
        call(1, "openat", List.of(string(1, "a\nb")), 5, POINTER, 0x41, 0644),
        -2);
  }

  @Test
  void atFdcwdIsThirtyTwoBitsWide() {
    check(
        "unlinkat(AT_FDCWD, NULL, 0) = -1 EFAULT (Bad address)",
        call(1, "unlinkat", List.of(), 0xffffff9cL, 0, 0),
        -14);
  }

  @Test
  void execveShowsItsArguments() {
    check(
        "execve(\"/bin/ls\", [\"ls\", \"-l\"], 0x7ffe12345678) = 0",
        call(
            1,
            "execve",
            List.of(string(0, "/bin/ls"), strings(1, Extent.WHOLE, "ls\0-l\0")),
            POINTER,
            POINTER,
            POINTER),
        0);
  }

  @Test
  void anIncompleteVectorEndsInDots() {
    check(
        "execve(NULL, [\"ls\", \"-\"...], NULL) = 0",
        call(1, "execve", List.of(strings(1, Extent.TRUNCATED, "ls\0-")), 0, POINTER, 0),
        0);
    check(
        "execve(NULL, [\"ls\", ...], NULL) = 0",
        call(1, "execve", List.of(strings(1, Extent.PARTLY_UNREADABLE, "ls\0")), 0, POINTER, 0),
        0);
    check(
        "execve(NULL, [\"\", \"\"], NULL) = 0",
        call(1, "execve", List.of(strings(1, Extent.WHOLE, "\0\0")), 0, POINTER, 0),
        0);
    check(
        "execve(NULL, [], NULL) = 0",
        call(1, "execve", List.of(strings(1, Extent.WHOLE, "")), 0, POINTER, 0),
        0);
  }

  @Test
  void connectShowsThePeer() {
    check(
        "connect(3, {sa_family=AF_INET, sa_data=\"\\0P\\177\\0\\0\\1\"}, 16) = -1 ECONNREFUSED (Connection refused)",
        call(
            1,
            "connect",
            List.of(bytes(1, Form.SOCKADDR, 2, 0, 0, 80, 127, 0, 0, 1)),
            3,
            POINTER,
            16),
        -111);
  }

  @Test
  void whatTheKernelWroteIsShownOnReturn() {
    check(
        "accept(3, {sa_family=AF_UNIX}, 0x7ffe12345678) = 4",
        call(1, "accept", List.of(), 3, POINTER, POINTER),
        4,
        bytes(1, Form.SOCKADDR, 1, 0));
    check(
        "pipe2([3, 260], O_CLOEXEC) = 0",
        call(1, "pipe2", List.of(), POINTER, 0x80000),
        0,
        bytes(0, Form.MEMORY, 3, 0, 0, 0, 4, 1, 0, 0));
    check(
        "getcwd(\"/tmp\", 4096) = 5",
        call(1, "getcwd", List.of(), POINTER, 4096),
        5,
        bytes(0, Form.MEMORY, '/', 't', 'm', 'p', 0));
    check(
        "pipe2(0x7ffe12345678, 0) = -1 EMFILE (Too many open files)",
        call(1, "pipe2", List.of(), POINTER, 0),
        -24);
  }

  @Test
  void aMessageThatWasNotReadWholeIsAPointer() {
    check(
        "sendmsg(3, 0x7ffe12345678, 0) = 12",
        call(
            1,
            "sendmsg",
            List.of(bytes(1, Form.SOCKADDR, 2, 0, 0, 53, 9, 9, 9, 9), bytes(1, Form.MEMORY, 1, 2)),
            3,
            POINTER,
            0),
        12);
    check(
        "sendmsg(3, 0x7ffe12345678, 0) = 12",
        call(1, "sendmsg", List.of(bytes(1, Form.MEMORY, 1, 2)), 3, POINTER, 0),
        12);
  }

  @Test
  void anIncompleteStringEndsInDotsAndAnUnreadableOneIsItsPointer() {
    Capture truncated = new Capture(0, Form.STRING, Extent.TRUNCATED, ByteString.of("/aaa"));
    check("chdir(\"/aaa\"...) = 0", call(1, "chdir", List.of(truncated), POINTER), 0);
    Capture unreadable = new Capture(0, Form.STRING, Extent.UNREADABLE, ByteString.EMPTY);
    check("chdir(0x1) = -1 EFAULT (Bad address)", call(1, "chdir", List.of(unreadable), 1), -14);
  }

  @Test
  void numbersAreAsWideAsTheirKind() {
    check(
        "lseek(3, 5000000000, SEEK_SET) = 5000000000",
        call(1, "lseek", List.of(), 3, 5_000_000_000L, 0),
        5_000_000_000L);
    check(
        "mmap(NULL, 18446744073709551615, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffe12345678",
        call(1, "mmap", List.of(), 0, -1, 3, 0x22, 0xffff_ffffL, 0),
        POINTER);
    check("kill(-1, SIGTERM) = 0", call(1, "kill", List.of(), -1, 15), 0);
    check("kill(7, 0) = 0", call(1, "kill", List.of(), 7, 0), 0);
    check(
        "fchown(3, -1, 4294967294) = 0",
        call(1, "fchown", List.of(), 3, 0xffff_ffffL, 0xffff_fffeL),
        0);
    check("umask(022) = 002", call(1, "umask", List.of(), 022), 2);
  }

  @Test
  void callOfI386HasThirtyTwoBitRegisters() {
    SyscallEntered lseek = call(Abi.I386, 1, 19, List.of(), 3, 0xffff_ffffL, 1);
    check("lseek(3, -1, SEEK_CUR) = -1 EINVAL (Invalid argument)", lseek, -22);
    SyscallEntered brk = call(Abi.I386, 1, 45, List.of(), 0);
    check("brk(NULL) = 0xf0000000", brk, 0xffff_ffff_f000_0000L);
  }

  @Test
  void anUnknownCallShowsSixRegisters() {
    check(
        "syscall_0x40000027(0x1, 0x2, 0, 0, 0, 0xffffffffffffffff) = -1 ENOSYS"
            + " (Function not implemented)",
        call(Abi.X86_64, 1, 0x40000027, List.of(), 1, 2, 0, 0, 0, -1),
        -38);
  }

  @ParameterizedTest
  @CsvSource({
    "512,ERESTARTSYS (To be restarted if SA_RESTART is set)",
    "513,ERESTARTNOINTR (To be restarted)",
    "514,ERESTARTNOHAND (To be restarted if no handler)",
    "516,ERESTART_RESTARTBLOCK (Interrupted by signal)"
  })
  void anInterruptedCallShowsItsRestartCode(int code, String name) {
    assertEquals(
        "read(0, NULL, 1) = ? " + name,
        TEXT.interrupted(
            call(1, "read", List.of(), 0, 0, 1), new SyscallInterrupted(1, 0, 1, code, 5)));
  }

  @Test
  void aCallThatDoesNotReturnIsUnfinishedUnlessItNeverCan() {
    assertEquals(
        "read(0, NULL, 1 <unfinished ...>", TEXT.unfinished(call(1, "read", List.of(), 0, 0, 1)));
    assertEquals("exit_group(3) = ?", TEXT.unfinished(call(1, "exit_group", List.of(), 3)));
  }

  @Test
  void anyCallIsPrintableAscii() {
    Random random = new Random(5);
    for (Abi abi : Abi.values()) {
      for (int number = 0; number < 480; number++) {
        for (int round = 0; round < 20; round++) {
          long[] args = random.longs(6).toArray();
          SyscallEntered call = call(abi, 1, number, hostile(random), args);
          Capture[] written = hostile(random).toArray(new Capture[0]);
          QuotedTextTest.assertPrintable(
              TEXT.returned(call, result(1, random.nextLong(), written)));
          QuotedTextTest.assertPrintable(TEXT.unfinished(call));
        }
      }
    }
  }

  private static List<Capture> hostile(Random random) {
    List<Capture> captures = new ArrayList<>();
    for (int argument = 0; argument < 6; argument++) {
      for (Form form : Form.values()) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        Extent extent = random.nextBoolean() ? Extent.WHOLE : Extent.TRUNCATED;
        captures.add(new Capture(argument, form, extent, ByteString.copyOf(bytes)));
      }
    }
    return captures;
  }
}
