/*
 * Ten thousand calls with arguments that make no sense: every number of the table, and some of
 * none, with wild pointers, strings without an end, and lengths of nothing and of everything. The
 * same in every run. It must not run as root, who could do harm with some of them.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

enum { CALLS = 10000, GAP = 336, BEHIND_GAP = 424, LAST_NUMBER = 469, PAGE = 4096, ROOM = 4 * PAGE };

/*
 * Nothing else is near, or the kernel would write into what this program needs; and both lie where
 * i386 calls find them too. Behind each is a page that is not mapped.
 */
static unsigned char *const buffer = (unsigned char *)0x10000000;
static unsigned char *const edge = (unsigned char *)0x20000000; /* behind some text without end */

static uint64_t state = 0x9e3779b97f4a7c15;

static uint64_t next(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

static unsigned pick(unsigned n) { return (next() >> 33) % n; }

/*
 * 8 is neither a number nor a length: with it, the kernel would take a signal set, and garbage
 * could block SIGALRM, which keeps this program from waiting for ever.
 */
static long garbage(void) {
  static const long lengths[] = {0, 1, 4096, 65536, 1L << 31, (1L << 31) - 1, 1L << 32,
                                 INT64_MIN, INT64_MAX, -1};
  switch (pick(16)) {
    case 0: return 0;
    case 1: case 2: case 3: return pick(8);
    case 4: return -1 - (long)pick(3) * 99; /* -100 is AT_FDCWD, which is not among them */
    case 5: case 6: return lengths[pick(sizeof lengths / sizeof *lengths)];
    case 7: return next();
    case 8: return 0xffff888000000000 | next() >> 20; /* the kernel's own */
    case 9: return next() >> 17;                      /* a user's, of which little is mapped */
    case 10: return 0x0000800000000000 | next() >> 20; /* not canonical */
    case 11: case 12: return (long)edge - 1 - pick(64);
    case 13: return (long)buffer + ROOM - 1 - pick(16);
    default: return (long)buffer + pick(PAGE);
  }
}

/*
 * What is in memory: mostly text that names nothing, so that strings are long; at times anything,
 * with pointers among it, so that structures hold garbage too.
 */
static void fill(void) {
  unsigned kind = pick(4);
  for (size_t i = 0; i < ROOM; i += 8) {
    uint64_t word = next();
    if (kind == 0 && pick(4) == 0) word = garbage();
    if (kind >= 2) word |= 0x8080808080808080; /* neither NUL nor slash */
    memcpy(buffer + i, &word, 8);
  }
}

enum { NOBODY = 0x7ffffff0 /* no such process, identifier or operation */, UNALIGNED = 1 };

/*
 * Calls that could end, stop or multiply this program, harm another or leave something behind.
 * They are left out, or have a first argument with which they do nothing.
 */
static const struct {
  short number;
  char left_out;
  long first;
} rules[] = {
    {SYS_exit, 1, 0}, {SYS_exit_group, 1, 0}, {SYS_fork, 1, 0}, {SYS_vfork, 1, 0},
    {SYS_pause, 1, 0}, {SYS_rt_sigreturn, 1, 0}, {SYS_reboot, 1, 0}, {SYS_vhangup, 1, 0},
    {SYS_sync, 1, 0}, {SYS_syncfs, 1, 0}, {SYS_alarm, 1, 0},
    {335 /* uretprobe */, 1, 0},
    {SYS_clone, 0, 0x10000 /* CLONE_THREAD, not allowed alone */}, {SYS_clone3, 0, 0},
    {SYS_kill, 0, NOBODY}, {SYS_tkill, 0, NOBODY}, {SYS_tgkill, 0, NOBODY},
    {SYS_rt_sigqueueinfo, 0, NOBODY}, {SYS_rt_tgsigqueueinfo, 0, NOBODY},
    {SYS_pidfd_send_signal, 0, -1}, {SYS_pidfd_getfd, 0, -1}, {SYS_process_mrelease, 0, -1},
    {SYS_process_madvise, 0, -1}, {SYS_setns, 0, -1}, {SYS_unshare, 0, 1},
    {SYS_ptrace, 0, NOBODY}, {SYS_prctl, 0, NOBODY}, {SYS_arch_prctl, 0, NOBODY},
    {SYS_seccomp, 0, NOBODY}, {SYS_personality, 0, 0xffffffff},
    {SYS_setrlimit, 0, NOBODY}, {SYS_prlimit64, 0, NOBODY}, {SYS_setitimer, 0, NOBODY},
    {SYS_setpriority, 0, NOBODY}, {SYS_ioprio_set, 0, NOBODY},
    {SYS_sched_setscheduler, 0, NOBODY}, {SYS_sched_setparam, 0, NOBODY},
    {SYS_sched_setaffinity, 0, NOBODY}, {SYS_sched_setattr, 0, NOBODY},
    {SYS_migrate_pages, 0, NOBODY}, {SYS_move_pages, 0, NOBODY},
    {SYS_process_vm_readv, 0, NOBODY}, {SYS_process_vm_writev, 0, NOBODY},
    {SYS_mmap, 0, UNALIGNED}, {SYS_munmap, 0, UNALIGNED}, {SYS_mprotect, 0, UNALIGNED},
    {SYS_mremap, 0, UNALIGNED}, {SYS_madvise, 0, UNALIGNED}, {SYS_brk, 0, UNALIGNED},
    {SYS_pkey_mprotect, 0, UNALIGNED}, {SYS_remap_file_pages, 0, UNALIGNED},
    {SYS_shmdt, 0, UNALIGNED}, {462 /* mseal */, 0, UNALIGNED},
    {SYS_shmget, 1, 0}, {SYS_semget, 1, 0}, {SYS_msgget, 1, 0}, {SYS_mq_open, 0, UNALIGNED},
    {SYS_shmat, 0, NOBODY}, {SYS_semop, 0, NOBODY}, {SYS_semtimedop, 0, NOBODY},
    {SYS_msgsnd, 0, NOBODY}, {SYS_msgrcv, 0, NOBODY},
    {SYS_socket, 0, 1 /* AF_UNIX */}, {SYS_socketpair, 0, 1},
};

/* Numbers of i386 that need no rule. */
static const short numbers32[] = {
    3 /* read */, 4 /* write */, 5 /* open */, 10 /* unlink */, 11 /* execve */, 19 /* lseek */,
    30 /* utime */, 33 /* access */, 54 /* ioctl */, 85 /* readlink */, 102 /* socketcall */,
    122 /* uname */, 140 /* _llseek */, 142 /* select */, 145 /* readv */, 146 /* writev */,
    162 /* nanosleep */, 168 /* poll */, 183 /* getcwd */, 195 /* stat64 */, 221 /* fcntl64 */,
    240 /* futex */, 268 /* statfs64 */, 300 /* fstatat64 */, 362 /* connect */, 370 /* sendmsg */,
    372 /* recvmsg */, 999};

/* x32 numbers, which most kernels refuse, are among these. */
static const int unknown[] = {470, 511, 600, 1000, 0x40000400, 0x7fffffff, -1, -38, INT32_MIN};

static void call(long number, const long a[6]) {
  register long r10 __asm__("r10") = a[3];
  register long r8 __asm__("r8") = a[4];
  register long r9 __asm__("r9") = a[5];
  __asm__ volatile("syscall"
                   : "+a"(number)
                   : "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
}

static void call32(long number, const long a[6]) {
  __asm__ volatile("int $0x80"
                   : "+a"(number)
                   : "b"(a[0]), "c"(a[1]), "d"(a[2]), "S"(a[3]), "D"(a[4])
                   : "r8", "r9", "r10", "r11", "memory");
}

static int allow(long number, long a[6]) {
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    if (rules[i].number != number) continue;
    if (rules[i].left_out) return 0;
    a[0] = rules[i].first;
  }
  return 1;
}

static void nothing(int signal) { (void)signal; }

static int map(void *at, size_t length) {
  return mmap(at, length, PROT_READ | PROT_WRITE,
              MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) != at;
}

static int prepare(void) {
  if (map(buffer, ROOM) || map(edge - PAGE, PAGE)) return -1;
  memset(edge - PAGE, 'u', PAGE);
  int null = open("/dev/null", O_RDWR);
  if (null < 0 || chdir("/") != 0) return -1;
  for (int fd = 0; fd < 3; fd++)
    if (dup2(null, fd) < 0) return -1;
  close_range(3, ~0u, 0);
  for (int signal = 1; signal < 32; signal++) {
    static const int faults = 1 << SIGSEGV | 1 << SIGBUS | 1 << SIGILL | 1 << SIGFPE |
                              1 << SIGTRAP | 1 << SIGABRT | 1 << SIGKILL | 1 << SIGSTOP;
    struct sigaction action = {.sa_handler = nothing};
    if (!(faults >> signal & 1) && sigaction(signal, &action, NULL) != 0) return -1;
  }
  static const struct rlimit small = {1 << 20, 1 << 20}, memory = {1 << 26, 1 << 26},
                             descriptors = {64, 64}, none = {0, 0};
  if (setrlimit(RLIMIT_FSIZE, &small) || setrlimit(RLIMIT_AS, &memory) ||
      setrlimit(RLIMIT_NOFILE, &descriptors) || setrlimit(RLIMIT_CORE, &none))
    return -1;
  /* whatever waits is interrupted soon: the handler restarts nothing */
  struct itimerval often = {{0, 2000}, {0, 2000}};
  return setitimer(ITIMER_REAL, &often, NULL);
}

int main(void) {
  if (geteuid() == 0) {
    fputs("garbage: not as root\n", stderr);
    return 2;
  }
  if (prepare() != 0) {
    perror("garbage");
    return 3;
  }
  long number = 0;
  for (int made = 0; made < CALLS;) {
    long a[6];
    if (pick(4) == 0) fill();
    for (int i = 0; i < 6; i++) a[i] = garbage();
    if (made % 16 == 15) {
      call32(numbers32[pick(sizeof numbers32 / sizeof *numbers32)], a);
      made++;
    } else if (made % 64 == 0) {
      call(unknown[pick(sizeof unknown / sizeof *unknown)], a);
      made++;
    } else {
      if (allow(number, a)) call(number, a), made++;
      if (++number == GAP) number = BEHIND_GAP;
      if (number > LAST_NUMBER) {
        number = 0;
        close_range(3, ~0u, 0);
      }
    }
  }
  struct itimerval never = {{0, 0}, {0, 0}};
  setitimer(ITIMER_REAL, &never, NULL);
  return 0;
}
