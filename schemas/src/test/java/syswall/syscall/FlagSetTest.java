package syswall.syscall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of numbers against strace's notation and against the headers of the machine. */
class FlagSetTest {
  /** What strace 6.1 writes for the same number at a call that takes it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // flags
        "at_flags; 0x100; AT_SYMLINK_NOFOLLOW",
        "at_flags; 0; 0",
        "at_flags; 0x9900; AT_SYMLINK_NOFOLLOW|AT_NO_AUTOMOUNT|AT_EMPTY_PATH|AT_RECURSIVE",
        "mmap_prot; 0; PROT_NONE",
        "mmap_prot; 0x3; PROT_READ|PROT_WRITE",
        "mmap_prot; 0xf00; 0xf00 /* PROT_??? */",
        "access_mode; 0; F_OK",
        "access_mode; 7; R_OK|W_OK|X_OK",
        "access_mode; 15; R_OK|W_OK|X_OK|0x8",
        "access_mode; 8; 0x8 /* ?_OK */",
        "statx_mask; 0x17ff; STATX_BASIC_STATS|STATX_MNT_ID",
        "poll_events; 0x41; POLLIN|POLLRDNORM",
        "epoll_events; 0x80000001; EPOLLIN|EPOLLET",
        "epoll_events; -2147483647; EPOLLIN|EPOLLET",
        "sigaction_flags; 0x14000000; SA_RESTORER|SA_RESTART",
        "wait_options; 3; WNOHANG|WSTOPPED",
        "wait_options; 0x80000000; __WCLONE",
        "msg_flags; 0x4040; MSG_DONTWAIT|MSG_NOSIGNAL",
        "unshare_flags; 0x20000080; CLONE_NEWTIME|CLONE_NEWPID",
        "clone3_flags; 0x300000080; CLONE_NEWTIME|CLONE_CLEAR_SIGHAND|CLONE_INTO_CGROUP",
        "rename_flags; 8; 0x8 /* RENAME_?? */",
        // values
        "seek_whence; 2; SEEK_END",
        "seek_whence; 7; 0x7 /* SEEK_??? */",
        "seek_whence; -1; 0xffffffff /* SEEK_??? */",
        "epoll_op; 0; 0 /* EPOLL_CTL_??? */",
        "rusage_who; -1; RUSAGE_CHILDREN",
        "rusage_who; 0xffffffff; RUSAGE_CHILDREN",
        "si_user; -6; SI_TKILL",
        "si_user; 4294967290; SI_TKILL",
        "si_segv; 10; 0xa",
        "reboot_cmd; 0xfee1dead; 0xfee1dead /* LINUX_REBOOT_CMD_??? */",
        "prctl_option; 0x59616d61; PR_SET_PTRACER",
        "so_option; 20; SO_RCVTIMEO_OLD",
        "quotactl_cmd; 0x80000101; QCMD(Q_SYNC, GRPQUOTA)",
        "ioctl_request; 0x5401; TCGETS",
        "ioctl_request; 0x541b; FIONREAD",
        "ioctl_request; 0x80045430; TIOCGPTN",
        "ioctl_request; 0xffffffff80045430; TIOCGPTN",
        "ioctl_request; 0x40049409; BTRFS_IOC_CLONE or FICLONE",
        "ioctl_request; 0x12345678; _IOC(_IOC_NONE, 0x56, 0x78, 0x1234)",
        "ioctl_request; 0xdeadbeef; _IOC(_IOC_READ|_IOC_WRITE, 0xbe, 0xef, 0x1ead)",
        "ioctl_request; 0x80045499; _IOC(_IOC_READ, 0x54, 0x99, 0x4)",
        "ioctl_request; 0x40045499; _IOC(_IOC_WRITE, 0x54, 0x99, 0x4)",
        "ioctl_request; 0x5499; _IOC(_IOC_NONE, 0x54, 0x99, 0)",
        // fields
        "open_flags; 0; O_RDONLY",
        "open_flags; 0x241; O_WRONLY|O_CREAT|O_TRUNC",
        "open_flags; 0x90800; O_RDONLY|O_NONBLOCK|O_CLOEXEC|O_DIRECTORY",
        "open_flags; 0x410002; O_RDWR|O_TMPFILE",
        "open_flags; 0x101401; O_WRONLY|O_APPEND|O_SYNC",
        "open_flags; 0x1401; O_WRONLY|O_APPEND|O_DSYNC",
        "open_flags; 3; O_ACCMODE",
        "open_flags; 0x80000000; O_RDONLY|0x80000000",
        "mmap_flags; 0; MAP_FILE",
        "mmap_flags; 0x22; MAP_PRIVATE|MAP_ANONYMOUS",
        "mmap_flags; 0x5; 0x5 /* MAP_??? */",
        "mmap_flags; 0x1400002; MAP_PRIVATE|0x1400000",
        "mmap_flags; 0x54040022; MAP_PRIVATE|MAP_ANONYMOUS|MAP_HUGETLB|21<<MAP_HUGE_SHIFT",
        "clone_flags; 0; 0",
        "clone_flags; 17; SIGCHLD",
        "clone_flags; 0x100; CLONE_VM",
        "clone_flags; 0x1200011; CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD",
        "clone_flags; 0x400011; 0x400000 /* CLONE_??? */|SIGCHLD",
        "clone_flags; 0x400132; CLONE_VM|0x400000|SIGRT_18",
        "socket_type; 0x80801; SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK",
        "socket_type; 0; 0",
        "socket_type; 0x80000; SOCK_CLOEXEC",
        "socket_type; 7; 0x7 /* SOCK_??? */",
        "futex_op; 0; FUTEX_WAIT",
        "futex_op; 129; FUTEX_WAKE_PRIVATE",
        "futex_op; 0x189; FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME",
        "futex_op; 0x7f; 0x7f /* FUTEX_??? */",
        "personality; 0xffffffff; 0xffffffff",
        "personality; 0x40008; PER_LINUX32|ADDR_NO_RANDOMIZE",
        "statx_flags; 0x1800; AT_STATX_SYNC_AS_STAT|AT_NO_AUTOMOUNT|AT_EMPTY_PATH",
        "ipc_cmd; 0x100; IPC_64|IPC_RMID",
        "file_type; 0100000; S_IFREG",
        // bits that are written as a number
        "ipc_flags; 0; 000",
        "ipc_flags; 0600; 0600",
        "ipc_flags; 01777; IPC_CREAT|0777",
        "ipc_flags; 01044; IPC_CREAT|044",
        "shmget_flags; 0x54000a04; IPC_CREAT|SHM_HUGETLB|21<<SHM_HUGE_SHIFT|004",
        "swap_flags; 0x8005; SWAP_FLAG_PREFER|5",
        "swap_flags; 0; 0",
      })
  void numbersAreWrittenAsStraceDoes(String set, String number, String expected) {
    assertEquals(expected, text(FlagSet.of(set), number(number)));
  }

  private static long number(String text) {
    return text.startsWith("0x")
        ? Long.parseUnsignedLong(text.substring(2), 16)
        : Long.parseLong(text, text.startsWith("0") ? 8 : 10);
  }

  private static String text(FlagSet set, long number) {
    StringBuilder out = new StringBuilder("f(");
    set.append(number, out);
    return out.substring(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open_flags access_mode at_flags at_remove at_access statx_flags statx_mask",
        "mmap_prot mmap_flags mremap_flags msync_flags madvise mlock_flags mlockall_flags",
        "clone_flags unshare_flags socket_family socket_type socket_protocol msg_flags",
        "shutdown_how socket_level so_option tcp_option ip_option ipv6_option accept_flags",
        "fcntl_cmd fd_flags lock_type flock_op seek_whence ioctl_request futex_op",
        "epoll_op epoll_events epoll_flags poll_events eventfd_flags timerfd_flags",
        "signalfd_flags inotify_flags inotify_mask pipe2_flags dup3_flags memfd_flags",
        "getrandom_flags sigmask_how sigaction_flags sigaltstack_flags wait_options",
        "waitid_type clock_id timer_flags rlimit_resource rusage_who priority_which",
        "sched_policy prctl_option arch_prctl_option seccomp_operation seccomp_flags",
        "rename_flags xattr_flags mount_flags umount_flags fallocate_mode fadvise",
        "sync_range_flags splice_flags rwf_flags close_range_flags membarrier_cmd rseq_flags",
        "ptrace_request ipc_flags ipc_cmd shm_flags personality quotactl_cmd keyctl_op bpf_cmd",
        "perf_flags io_uring_setup_flags io_uring_enter_flags io_uring_register_op kcmp_type",
        "resolve_flags file_type landlock_flags pidfd_flags mempolicy_mode swap_flags",
        "reboot_cmd term_action cap_version",
        "si_user si_segv si_bus si_fpe si_ill si_trap si_chld",
      })
  void everySetOfTheTableOfCallsExists(String names) {
    for (String name : names.split(" ", -1)) {
      assertEquals(name, FlagSet.of(name).name());
      assertSame(FlagSet.of(name), FlagSet.of(name));
    }
  }

  @Test
  void anUnknownSetIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> FlagSet.of("opne_flags"));
  }

  @ParameterizedTest
  @CsvSource({
    "open_flags,O_CREAT,0x40",
    "open_flags,O_RDWR,2",
    "open_flags,O_RDONLY,0",
    "mmap_prot,PROT_NONE,0",
    "mmap_flags,MAP_PRIVATE,2",
    "mmap_flags,21<<MAP_HUGE_SHIFT,0x54000000",
    "clone_flags,SIGCHLD,17",
    "futex_op,FUTEX_WAKE_PRIVATE,129",
    "rusage_who,RUSAGE_CHILDREN,0xffffffff",
    "ioctl_request,BTRFS_IOC_CLONE,0x40049409",
    "ioctl_request,FICLONE,0x40049409",
  })
  void aSymbolHasItsNumber(String set, String symbol, String number) {
    assertTrue(FlagSet.of(set).knows(symbol));
    assertEquals(number(number), FlagSet.of(set).numberOf(symbol));
  }

  @ParameterizedTest
  @CsvSource({"open_flags,O_CREATE", "open_flags,O_???", "ioctl_request,or", "ipc_flags,-"})
  void anUnknownSymbolIsRefused(String set, String symbol) {
    assertFalse(FlagSet.of(set).knows(symbol));
    assertThrows(IllegalArgumentException.class, () -> FlagSet.of(set).numberOf(symbol));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s/flag/0x1/B", // a bit that has a name
        "s/value/-1/B/s/value/0xffffffff/C", // the same number, with and without a sign's extension
        "s/field:0xf/0x1/B/s/field:0xf/0x1/C",
        "s/field:0xf/0x10/B", // outside the mask
        "s/field:0xf/0x1/B/s/field:0x18/0x8/C", // a bit in two fields
        "s/field:15/0x1/B",
        "s/field/0x1/B",
        "s/flag:0x1/0x2/B",
        "s/flag/0x0/B",
        "s/flag/0y1/B",
        "s/flag//B",
        "s/flag/0x2/",
        "s/flag/0x2",
        "s/flag/0x2/B/more",
        "s/octal:0x7/0x1/-",
        "s/unknown/-/S_???/s/unknown/-/T_???",
        "s/unknown/0x1/S_???",
        "s/bits/0x2/B",
      })
  void aBrokenRowIsRefusedWithFileAndLine(String cells) {
    StringBuilder rows = new StringBuilder("# a comment\ns\tflag\t0x1\tA\n");
    List<String> columns = Arrays.asList(cells.split("/", -1));
    int rowsAfterFirst = columns.size() == 8 ? 2 : 1;
    for (int row = 0; row < rowsAfterFirst; row++) {
      int end = row + 1 == rowsAfterFirst ? columns.size() : 4;
      rows.append(String.join("\t", columns.subList(4 * row, end))).append('\n');
    }
    BufferedReader source = new BufferedReader(new StringReader(rows.toString()));
    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () -> TsvResource.read("flags.tsv", source, new FlagRows()));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith("flags.tsv:" + (2 + rowsAfterFirst) + ": "), message);
  }

  @Test
  void partsOfASetAreWrittenInTheOrderOfTheirRows() throws IOException {
    FlagRows rows = new FlagRows();
    String table =
        """
        s	field:0xf0	0x10	F
        s	flag	0x2	B
        t	value	0x1	ONE
        s	flag	0x1	A
        s	field:0xf00	0x100	G
        s	decimal:0xf000	-	-
        s	unknown	-	S_???
        """;
    TsvResource.read("flags.tsv", new BufferedReader(new StringReader(table)), rows);
    Map<String, FlagSet> sets = rows.sets();
    FlagSet set = Objects.requireNonNull(sets.get("s"));
    FlagSet values = Objects.requireNonNull(sets.get("t"));
    assertEquals("F|B|A|0x4|G|28672", text(set, 0x7117));
    assertEquals("0x20 /* S_??? */|0x4|0x200 /* S_??? */|0", text(set, 0x224));
    assertEquals("0x4 /* S_??? */|61440", text(set, 0xf004));
    assertEquals("0x2", text(values, 2));
    assertEquals("0x100000001", text(values, 0x1_0000_0001L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "open_flags; linux/fcntl.h; O_CREAT O_EXCL O_SYNC O_TMPFILE O_LARGEFILE O_CLOEXEC O_WRONLY",
        "mmap_flags; linux/mman.h; MAP_SHARED MAP_ANONYMOUS MAP_FIXED_NOREPLACE MAP_HUGETLB",
        "clone_flags; linux/sched.h; CLONE_VM CLONE_THREAD CLONE_NEWUSER CLONE_IO",
        "socket_family; sys/socket.h; AF_UNIX AF_INET6 AF_NETLINK AF_VSOCK",
        "so_option; asm/socket.h; SO_REUSEADDR SO_PEERCRED SO_RCVTIMEO_NEW",
        "msg_flags; sys/socket.h; MSG_PEEK MSG_NOSIGNAL MSG_CMSG_CLOEXEC",
        "fcntl_cmd; linux/fcntl.h; F_GETFL F_SETLKW F_OFD_SETLK F_DUPFD_CLOEXEC F_ADD_SEALS",
        "epoll_events; sys/epoll.h; EPOLLIN EPOLLRDHUP EPOLLONESHOT EPOLLET",
        "prctl_option; linux/prctl.h; PR_SET_NAME PR_SET_NO_NEW_PRIVS PR_SET_VMA",
        "mount_flags; linux/mount.h; MS_RDONLY MS_BIND MS_REC MS_LAZYTIME",
        "sigaction_flags; asm/signal.h; SA_RESTORER SA_RESTART SA_SIGINFO",
        "bpf_cmd; linux/bpf.h; BPF_MAP_CREATE BPF_PROG_LOAD BPF_LINK_CREATE",
        "ioctl_request; asm/ioctls.h; TCGETS TCSETSF TIOCGWINSZ FIONREAD FIONBIO TIOCGPTN FIOCLEX",
        "ioctl_request; linux/fs.h; FICLONE FS_IOC_GETFLAGS BLKGETSIZE64 FITRIM",
        "ioctl_request; linux/sockios.h; SIOCGIFCONF SIOCGIFHWADDR SIOCETHTOOL SIOCATMARK",
        "ioctl_request; linux/random.h; RNDGETENTCNT RNDADDENTROPY",
        "ioctl_request; linux/perf_event.h; PERF_EVENT_IOC_ENABLE PERF_EVENT_IOC_ID",
      })
  void symbolsHaveTheNumbersOfTheHeaders(
      String set, String header, String symbols, @TempDir Path directory)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "gcc is not installed");
    StringBuilder source =
        new StringBuilder("#define _GNU_SOURCE 1\n#include <stddef.h>\n#include <linux/ioctl.h>\n");
    source.append("#include <").append(header).append(">\n");
    for (String symbol : symbols.split(" ", -1)) {
      long number = FlagSet.of(set).numberOf(symbol);
      source.append(
          String.format(
              Locale.ROOT,
              "_Static_assert((unsigned)(%s) == 0x%xu, \"%s\");%n",
              symbol,
              number,
              symbol));
    }
    Path file = Files.writeString(directory.resolve("symbols.c"), source);
    Process gcc =
        new ProcessBuilder("/usr/bin/gcc", "-fsyntax-only", file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("", output);
    assertEquals(0, gcc.waitFor());
  }
}
