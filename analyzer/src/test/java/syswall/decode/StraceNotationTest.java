package syswall.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.decode.Calls.call;
import static syswall.decode.Calls.result;
import static syswall.decode.Calls.string;
import static syswall.decode.Calls.strings;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.event.Event.SyscallEntered;

/** Lines of strace 6.1, one for each kind of argument and of structure. */
class StraceNotationTest {
  private static final long P = 0x7ffe_1000L;
  private static final CallText TEXT = new CallText(DescriptorNames.NONE, 32);

  @ParameterizedTest(name = "{0}")
  @MethodSource({"registers", "data", "structures", "sockets", "waiting", "processes"})
  void isWrittenAsStraceWritesIt(
      String line, SyscallEntered call, long result, List<Capture> written) {
    assertEquals(line, TEXT.returned(call, result(1, result, written.toArray(new Capture[0]))));
  }

  static Stream<Arguments> registers() {
    return Stream.of(
        line(
            "mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffe1000",
            call(1, "mmap", List.of(), 0, 8192, 3, 0x22, -1, 0),
            P),
        line("brk(NULL) = 0x7ffe1000", call(1, "brk", List.of(), 0), P),
        line(
            "fcntl(0, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)",
            call(1, "fcntl", List.of(), 0, 3, 77),
            0x8002),
        line("fcntl(0, F_GETFD) = 0", call(1, "fcntl", List.of(), 0, 1, 77), 0),
        line(
            "fcntl(6, F_GETFD) = 0x1 (flags FD_CLOEXEC)", call(1, "fcntl", List.of(), 6, 1, 77), 1),
        line(
            "lseek(0, 1, 0x4d /* SEEK_??? */) = -1 EINVAL (Invalid argument)",
            call(1, "lseek", List.of(), 0, 1, 0x4d),
            -22),
        line(
            "futex(0x7ffe1000, FUTEX_WAKE_PRIVATE, 1) = 0",
            call(1, "futex", List.of(), P, 129, 1, 9, 9, 9),
            0),
        line(
            "futex(0x7ffe1000, FUTEX_WAKE_OP, 1, 1, 0x7ffe1000,"
                + " FUTEX_OP_SET<<28|0<<12|FUTEX_OP_CMP_GT<<24|0x1) = 0",
            call(1, "futex", List.of(), P, 5, 1, 1, P, 0x4000001),
            0),
        line(
            "ioctl(0, _IOC(_IOC_NONE, 0x56, 0x78, 0x1234), 0x5) = -1 ENOTTY (Inappropriate ioctl for"
                + " device)",
            call(1, "ioctl", List.of(), 0, 0x12345678L, 5),
            -25),
        line(
            "shmget(IPC_PRIVATE, 4096, IPC_CREAT|0600) = 7",
            call(1, "shmget", List.of(), 0, 4096, 01600),
            7),
        line(
            "ioprio_get(IOPRIO_WHO_PROCESS, 0) = 16388 (IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4))",
            call(1, "ioprio_get", List.of(), 1, 0),
            16388),
        line(
            "time(NULL) = 1795603451 (2026-11-25T10:44:11+0000)",
            call(1, "time", List.of(), 0),
            1795603451),
        line(
            "mknodat(AT_FDCWD, \"null\", S_IFCHR|0600, makedev(0x1, 0x3)) = 0",
            call(1, "mknodat", List.of(string(1, "null")), -100, P, 020600, 0x103),
            0));
  }

  static Stream<Arguments> data() {
    return Stream.of(
        line(
            "read(3, \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"..., 33) = 33",
            call(1, "read", List.of(), 3, P, 33),
            33,
            truncated(1, Form.MEMORY, text("a".repeat(32)))),
        line(
            "write(4, 0x7ffe1000, 3) = -1 EFAULT (Bad address)",
            call(
                1,
                "write",
                List.of(new Capture(1, Form.MEMORY, Extent.UNREADABLE, ByteString.EMPTY)),
                4,
                P,
                3),
            -14),
        line(
            "getrandom(\"\\xd5\\x2a\", 2, GRND_NONBLOCK) = 2",
            call(1, "getrandom", List.of(), P, 2, 1),
            2,
            memory(0, new byte[] {(byte) 0xd5, 0x2a})),
        line(
            "readlink(\"/proc/self/exe\", \"/usr/lib/jvm/java-17-openjdk-amd\"..., 4096) = 43",
            call(1, "readlink", List.of(string(0, "/proc/self/exe")), P, P, 4096),
            43,
            memory(1, text("/usr/lib/jvm/java-17-openjdk-amd64/bin/java"))),
        line(
            "execve(\"/bin/ls\", [\"ls\", \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"...], 0x7ffe1000 /* 2"
                + " vars */) = 0",
            call(
                1,
                "execve",
                List.of(
                    string(0, "/bin/ls"),
                    strings(1, Extent.WHOLE, "ls\0" + "a".repeat(33) + "\0"),
                    strings(2, Extent.WHOLE, "A=1\0B=2\0")),
                P,
                P,
                P),
            0),
        line(
            "writev(1, [{iov_base=\"ab\", iov_len=2}, {iov_base=NULL, iov_len=0}], 2) = 2",
            call(
                1,
                "writev",
                List.of(
                    capture(1, Form.VECTOR, longs(P, 2, 0, 0)),
                    capture(1, Form.CONTENT, text("ab")),
                    capture(1, Form.CONTENT, new byte[0])),
                1,
                P,
                2),
            2));
  }

  static Stream<Arguments> structures() {
    byte[] device = new byte[144];
    ByteBuffer.wrap(device).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 020666).putLong(40, 0x103);
    byte[] file = new byte[144];
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 0101755).putLong(48, 7);
    return Stream.of(
        line(
            "fstat(0, {st_mode=S_IFCHR|0666, st_rdev=makedev(0x1, 0x3), ...}) = 0",
            call(1, "fstat", List.of(), 0, P),
            0,
            memory(1, device)),
        line(
            "fstat(3, {st_mode=S_IFREG|S_ISVTX|0755, st_size=7, ...}) = 0",
            call(1, "fstat", List.of(), 3, P),
            0,
            memory(1, file)),
        line(
            "rt_sigaction(SIGRT_2, {sa_handler=SIG_DFL, sa_mask=[RT_2],"
                + " sa_flags=SA_RESTORER|SA_RESTART, sa_restorer=0x7ffe1000}, NULL, 8) = 0",
            call(
                1,
                "rt_sigaction",
                List.of(memory(1, longs(0, 0x14000000, P, 1L << 33))),
                34,
                P,
                0,
                8),
            0),
        line(
            "rt_sigprocmask(SIG_SETMASK, ~[RTMIN RT_1], [], 8) = 0",
            call(1, "rt_sigprocmask", List.of(memory(1, longs(~(3L << 31)))), 2, P, P, 8),
            0,
            memory(2, longs(0))),
        line(
            "prlimit64(0, RLIMIT_STACK, NULL, {rlim_cur=8192*1024, rlim_max=RLIM64_INFINITY}) = 0",
            call(1, "prlimit64", List.of(), 0, 3, 0, P),
            0,
            memory(3, longs(8192 * 1024, -1))),
        line(
            "utimensat(AT_FDCWD, \"f\", [UTIME_OMIT, {tv_sec=1, tv_nsec=5} /*"
                + " 1970-01-01T00:00:01.000000005+0000 */], 0) = 0",
            call(
                1,
                "utimensat",
                List.of(string(1, "f"), memory(2, longs(0, 0x3ffffffe, 1, 5))),
                -100,
                P,
                P,
                0),
            0),
        line(
            "nanosleep({tv_sec=0, tv_nsec=18446744073709551615}, NULL) = -1 EINVAL (Invalid"
                + " argument)",
            call(1, "nanosleep", List.of(memory(0, longs(0, -1))), P, 0),
            -22),
        line(
            "openat2(3, \"f\", {flags=O_RDONLY|O_CLOEXEC, resolve=RESOLVE_BENEATH}, 24) = 4",
            call(
                1,
                "openat2",
                List.of(string(1, "f"), memory(2, longs(0x80000, 0, 8))),
                3,
                P,
                P,
                24),
            4),
        line(
            "times({tms_utime=1 /* 0.01 s */, tms_stime=0, tms_cutime=0, tms_cstime=0}) = 5",
            call(1, "times", List.of(), P),
            5,
            memory(0, longs(1, 0, 0, 0))),
        line(
            "sched_getaffinity(0, 128, [0 1 9]) = 8",
            call(1, "sched_getaffinity", List.of(), 0, 128, P),
            8,
            memory(2, longs(0x203, -1))),
        line(
            "sendfile(1, 3, [0] => [3], 3) = 3",
            call(1, "sendfile", List.of(memory(2, longs(0))), 1, 3, P, 3),
            3,
            memory(2, longs(3))));
  }

  static Stream<Arguments> sockets() {
    byte[] inet = {2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    byte[] rights = new byte[24];
    ByteBuffer.wrap(rights)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(24)
        .putInt(1)
        .putInt(1)
        .putInt(5)
        .putInt(6);
    return Stream.of(
        line(
            "socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL)) = 7",
            call(1, "socket", List.of(), 17, 3, 0x300),
            7),
        line(
            "socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 7",
            call(1, "socket", List.of(), 1, 0x80001, 0),
            7),
        line(
            "connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")},"
                + " 16) = 0",
            call(1, "connect", List.of(capture(1, Form.SOCKADDR, inet)), 3, P, 16),
            0),
        line(
            "getsockname(3, {sa_family=AF_UNIX}, [128 => 2]) = 0",
            call(1, "getsockname", List.of(memory(2, ints(128))), 3, P, P),
            0,
            capture(1, Form.SOCKADDR, new byte[] {1, 0}),
            memory(2, ints(2))),
        line(
            "getpeername(7, 0x7ffe1000, [16]) = -1 ENOTCONN (Transport endpoint is not connected)",
            call(1, "getpeername", List.of(memory(2, ints(16))), 7, P, P),
            -107),
        line(
            "setsockopt(5, SOL_TCP, TCP_NODELAY, [1], 4) = 0",
            call(1, "setsockopt", List.of(memory(3, ints(1))), 5, 6, 1, P, 4),
            0),
        line(
            "recvmsg(4, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"hi\", iov_len=10}],"
                + " msg_iovlen=1, msg_control=[{cmsg_len=24, cmsg_level=SOL_SOCKET,"
                + " cmsg_type=SCM_RIGHTS, cmsg_data=[5, 6]}], msg_controllen=24, msg_flags=0}, 0)"
                + " = 2",
            call(1, "recvmsg", List.of(), 4, P, 0),
            2,
            memory(1, longs(0, 0, P, 1, P, 24, 0)),
            capture(1, Form.VECTOR, longs(P, 10)),
            capture(1, Form.CONTENT, text("hi")),
            capture(1, Form.CONTROL, rights)));
  }

  static Stream<Arguments> waiting() {
    byte[] descriptor = {3, 0, 0, 0, 1, 0, 0, 0};
    byte[] ready = {3, 0, 0, 0, 1, 0, 1, 0};
    return Stream.of(
        line(
            "poll([{fd=3, events=POLLIN}], 1, 100) = 1 ([{fd=3, revents=POLLIN}])",
            call(1, "poll", List.of(memory(0, descriptor)), P, 1, 100),
            1,
            memory(0, ready)),
        line(
            "poll([{fd=3, events=POLLIN}], 1, 0) = 0 (Timeout)",
            call(1, "poll", List.of(memory(0, descriptor)), P, 1, 0),
            0,
            memory(0, descriptor)),
        line(
            "select(5, [3 4], NULL, NULL, {tv_sec=1, tv_usec=0}) = 1 (in [4], left {tv_sec=0,"
                + " tv_usec=7})",
            call(
                1,
                "select",
                List.of(memory(1, longs(0x18)), memory(4, longs(1, 0))),
                5,
                P,
                0,
                0,
                P),
            1,
            memory(1, longs(0x10)),
            memory(4, longs(0, 7))),
        line(
            "epoll_wait(5, [{events=EPOLLIN, data={u32=9, u64=9}}], 10, -1) = 1",
            call(1, "epoll_wait", List.of(), 5, P, 10, 0xffff_ffffL),
            1,
            memory(1, new byte[] {1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0})),
        line(
            "epoll_wait(5, [], 10, 0) = 0",
            call(1, "epoll_wait", List.of(), 5, P, 10, 0),
            0,
            memory(1, new byte[0])));
  }

  static Stream<Arguments> processes() {
    byte[] child = new byte[128];
    ByteBuffer.wrap(child)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0, 17)
        .putInt(8, 2)
        .putInt(16, 50)
        .putInt(24, 9);
    return Stream.of(
        line(
            "clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD,"
                + " child_tidptr=0x7ffe1000) = 50",
            call(1, "clone", List.of(), 0x1200011, 0, 0, P, 0),
            50),
        line(
            "clone3({flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD, stack=0x7ffe1000,"
                + " stack_size=0x9000}, 88) = 50",
            call(
                1,
                "clone3",
                List.of(memory(0, longs(0x4100, 0, 0, 0, 17, P, 0x9000, 0, 0, 0, 0))),
                P,
                88),
            50),
        line(
            "wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 50",
            call(1, "wait4", List.of(), -1, P, 0, 0),
            50,
            memory(1, ints(0x300))),
        line(
            "wait4(-1, 0x7ffe1000, WNOHANG, NULL) = 0",
            call(1, "wait4", List.of(), -1, P, 1, 0),
            0,
            memory(1, ints(0))),
        line(
            "waitid(P_PID, 50, {si_signo=SIGCHLD, si_code=CLD_KILLED, si_pid=50, si_uid=0,"
                + " si_status=SIGKILL, si_utime=0, si_stime=0}, WEXITED|WNOWAIT, NULL) = 0",
            call(1, "waitid", List.of(), 1, 50, P, 0x1000004, 0),
            0,
            memory(2, child)),
        line(
            "prctl(PR_SET_NAME, \"Reference Handl\"...) = 0",
            call(1, "prctl", List.of(string(1, "Reference Handler")), 15, P),
            0),
        line(
            "ptrace(PTRACE_CONT, 7, NULL, SIGKILL) = -1 ESRCH (No such process)",
            call(1, "ptrace", List.of(), 7, 7, 0, 9),
            -3));
  }

  private static Arguments line(String line, SyscallEntered call, long result, Capture... written) {
    return Arguments.of(line, call, result, List.of(written));
  }

  private static Capture memory(int argument, byte[] bytes) {
    return capture(argument, Form.MEMORY, bytes);
  }

  private static Capture capture(int argument, Form form, byte[] bytes) {
    return new Capture(argument, form, Extent.WHOLE, ByteString.copyOf(bytes));
  }

  private static Capture truncated(int argument, Form form, byte[] bytes) {
    return new Capture(argument, form, Extent.TRUNCATED, ByteString.copyOf(bytes));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] longs(long... values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      buffer.putLong(value);
    }
    return buffer.array();
  }

  private static byte[] ints(int... values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      buffer.putInt(value);
    }
    return buffer.array();
  }
}
