/* Processes: making them, waiting for them, their ids, limits and ways. */
#include "told.h"

#include <asm/prctl.h>
#include <linux/capability.h>
#include <linux/futex.h>
#include <linux/membarrier.h>
#include <sched.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>

/* Keeps SIGCHLD from being delivered. */
static void prepare(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigprocmask(SIG_BLOCK, &set, NULL);
}

/* Only the parent tells; a child ends at once. */
static int forked(int code) {
  int child = CALL(fork);
  if (child == 0) CALL(exit_group, code);
  put("fork() = %d\n", child);
  return child;
}

static void children(void) {
  int status;
  int child = forked(3);
  TELL(CALL(wait4, child, &status, 0, NULL),
       "wait4(%d, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL)", child);
  child = CALL(clone, SIGCHLD, 0, 0, 0, 0);
  if (child == 0) {
    CALL(kill, getpid(), SIGKILL);
    CALL(exit_group, 1);
  }
  put("clone(child_stack=NULL, flags=SIGCHLD) = %d\n", child);
  TELL(CALL(wait4, -1, &status, WCONTINUED | __WALL, NULL),
       "wait4(-1, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL}], WCONTINUED|__WALL, NULL)");
  child = forked(0);
  siginfo_t info = {0};
  TELL(CALL(waitid, P_PID, child, &info, WEXITED | WNOWAIT, NULL),
       "waitid(P_PID, %d, {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=%d, si_uid=%d, "
       "si_status=0, si_utime=0, si_stime=0}, WEXITED|WNOWAIT, NULL)",
       child, child, info.si_uid);
  struct rusage usage;
  TELL(CALL(wait4, child, &status, WNOHANG, &usage),
       "wait4(%d, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], WNOHANG, "
       "{ru_utime=%s, ru_stime=%s, ...})",
       child, timeval(&usage.ru_utime), timeval(&usage.ru_stime));
  TELL(CALL(wait4, -1, &status, 0, NULL), "wait4(-1, %p, 0, NULL)", (void *)&status);
  TELL(CALL(waitid, P_ALL, 0, NULL, WEXITED, NULL), "waitid(P_ALL, 0, NULL, WEXITED, NULL)");
}

static void programs(void) {
  char *arguments[] = {"an argument", "quote\"", NULL}, *environment[] = {"A=1", "B=2", NULL};
  TELL(CALL(execve, "/told/none", arguments, environment),
       "execve(\"/told/none\", [\"an argument\", \"quote\\\"\"], %p /* 2 vars */)",
       (void *)environment);
  TELL(CALL(execve, "/", arguments + 2, NULL), "execve(\"/\", [], NULL)");
  TELL(CALL(execveat, 99, "none", arguments, environment + 1, AT_SYMLINK_NOFOLLOW),
       "execveat(99, \"none\", [\"an argument\", \"quote\\\"\"], %p /* 1 var */, "
       "AT_SYMLINK_NOFOLLOW)",
       (void *)(environment + 1));
}

static void ids(void) {
  int pid = TELL(CALL(getpid), "getpid()");
  TELL(CALL(gettid), "gettid()");
  TELL(CALL(getppid), "getppid()");
  TELL(CALL(getuid), "getuid()");
  TELL(CALL(geteuid), "geteuid()");
  TELL(CALL(getgid), "getgid()");
  TELL(CALL(getegid), "getegid()");
  unsigned a, b, c;
  TELL(CALL(getresuid, &a, &b, &c), "getresuid([%u], [%u], [%u])", a, b, c);
  TELL(CALL(setresuid, -1, -1, -1), "setresuid(-1, -1, -1)");
  TELL(CALL(getresgid, &a, &b, &c), "getresgid([%u], [%u], [%u])", a, b, c);
  TELL(CALL(setresgid, -1, -1, -1), "setresgid(-1, -1, -1)");
  TELL(CALL(setreuid, -1, -1), "setreuid(-1, -1)");
  TELL(CALL(setfsuid, -1), "setfsuid(-1)");
  TELL(CALL(getgroups, 0, NULL), "getgroups(0, NULL)");
  TELL(CALL(getgroups, -1, NULL), "getgroups(-1, NULL)");
  TELL(CALL(setpgid, 0, 0), "setpgid(0, 0)");
  TELL(CALL(getpgid, pid), "getpgid(%d)", pid);
  TELL(CALL(getpgrp), "getpgrp()");
  TELL(CALL(getsid, 0), "getsid(0)");
  TELL(CALL(setsid), "setsid()");
  int word = 0;
  TELL(CALL(set_tid_address, &word), "set_tid_address(%p)", (void *)&word);
}

static void ways(void) {
  char name[16];
  TELL(CALL(prctl, PR_SET_NAME, "a name"), "prctl(PR_SET_NAME, \"a name\")");
  TELL(CALL(prctl, PR_GET_NAME, name), "prctl(PR_GET_NAME, \"a name\")");
  TELL_WHOLE(CALL(prctl, PR_GET_DUMPABLE),
             "prctl(PR_GET_DUMPABLE) = 1 (SUID_DUMP_USER)");
  TELL(CALL(prctl, PR_SET_PDEATHSIG, SIGTERM), "prctl(PR_SET_PDEATHSIG, SIGTERM)");
  TELL(CALL(prctl, PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L),
       "prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)");
  unsigned long base;
  TELL(CALL(arch_prctl, ARCH_GET_FS, &base), "arch_prctl(ARCH_GET_FS, [%#lx])", base);
  TELL(CALL(arch_prctl, 0x9999, 1L), "arch_prctl(0x9999 /* ARCH_??? */, 0x1)");
  TELL_WHOLE(CALL(personality, 0xffffffff), "personality(0xffffffff) = 0 (PER_LINUX)");
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2] = {{0}};
  TELL(CALL(capset, &header, data),
       "capset({version=_LINUX_CAPABILITY_VERSION_3, pid=0}, "
       "{effective=0, permitted=0, inheritable=0})");
  TELL(CALL(capget, &header, data),
       "capget({version=_LINUX_CAPABILITY_VERSION_3, pid=0}, "
       "{effective=0, permitted=0, inheritable=0})");
  TELL_WHOLE(CALL(membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0),
             "membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0) = 0");
}

static void scheduling(void) {
  int pid = TELL(CALL(getpid), "getpid()");
  unsigned cpu, node;
  TELL(CALL(getcpu, &cpu, &node, NULL), "getcpu([%u], [%u], NULL)", cpu, node);
  TELL(CALL(sched_yield), "sched_yield()");
  TELL_WHOLE(CALL(sched_getscheduler, 0), "sched_getscheduler(0) = 0 (SCHED_OTHER)");
  struct sched_param param = {0};
  TELL(CALL(sched_getparam, pid, &param), "sched_getparam(%d, [0])", pid);
  TELL(CALL(sched_setscheduler, 0, SCHED_BATCH, &param), "sched_setscheduler(0, SCHED_BATCH, [0])");
  TELL(CALL(sched_get_priority_max, SCHED_FIFO), "sched_get_priority_max(SCHED_FIFO)");
  TELL(CALL(sched_get_priority_min, SCHED_RR), "sched_get_priority_min(SCHED_RR)");
  struct timespec time;
  TELL(CALL(sched_rr_get_interval, 0, &time), "sched_rr_get_interval(0, %s)", timespec(&time));
  unsigned long mask[16] = {1};
  TELL(CALL(sched_setaffinity, 0, 8L, mask), "sched_setaffinity(0, 8, [0])");
  TELL(CALL(sched_getaffinity, 0, sizeof mask, mask), "sched_getaffinity(0, 128, [0])");
  TELL(CALL(getpriority, PRIO_PROCESS, 0), "getpriority(PRIO_PROCESS, 0)");
  TELL(CALL(setpriority, PRIO_PROCESS, 0, 5), "setpriority(PRIO_PROCESS, 0, 5)");
  TELL_WHOLE(CALL(ioprio_get, 1, 0),
             "ioprio_get(IOPRIO_WHO_PROCESS, 0) = 0 (IOPRIO_PRIO_VALUE(IOPRIO_CLASS_NONE, 0))");
}

static const char *limit(unsigned long value) {
  if (value == RLIM_INFINITY) return "RLIM64_INFINITY";
  return value > 1024 && value % 1024 == 0 ? text("%lu*1024", value / 1024) : text("%lu", value);
}

static void usage(void) {
  struct rlimit old, lower = {100, 200};
  TELL(CALL(prlimit64, 0, RLIMIT_STACK, NULL, &old),
       "prlimit64(0, RLIMIT_STACK, NULL, {rlim_cur=%s, rlim_max=%s})", limit(old.rlim_cur),
       limit(old.rlim_max));
  TELL(CALL(getrlimit, RLIMIT_NOFILE, &old), "getrlimit(RLIMIT_NOFILE, {rlim_cur=%s, rlim_max=%s})",
       limit(old.rlim_cur), limit(old.rlim_max));
  TELL(CALL(setrlimit, RLIMIT_NOFILE, &lower),
       "setrlimit(RLIMIT_NOFILE, {rlim_cur=100, rlim_max=200})");
  TELL(CALL(prlimit64, 0, RLIMIT_NOFILE, &lower, &old),
       "prlimit64(0, RLIMIT_NOFILE, {rlim_cur=100, rlim_max=200}, {rlim_cur=100, rlim_max=200})");
  struct rusage used;
  TELL(CALL(getrusage, RUSAGE_SELF, &used), "getrusage(RUSAGE_SELF, {ru_utime=%s, ru_stime=%s, ...})",
       timeval(&used.ru_utime), timeval(&used.ru_stime));
  TELL(CALL(getrusage, 99, &used), "getrusage(0x63 /* RUSAGE_??? */, %p)", (void *)&used);
  struct sysinfo info;
  TELL(CALL(sysinfo, &info),
       "sysinfo({uptime=%ld, loads=[%lu, %lu, %lu], totalram=%lu, freeram=%lu, sharedram=%lu, "
       "bufferram=%lu, totalswap=%lu, freeswap=%lu, procs=%hu, totalhigh=%lu, freehigh=%lu, "
       "mem_unit=%u})",
       info.uptime, info.loads[0], info.loads[1], info.loads[2], info.totalram, info.freeram,
       info.sharedram, info.bufferram, info.totalswap, info.freeswap, info.procs, info.totalhigh,
       info.freehigh, info.mem_unit);
  struct utsname system;
  TELL(CALL(uname, &system), "uname({sysname=\"Linux\", nodename=\"%s\", ...})", system.nodename);
  struct tms times;
  TELL(CALL(times, &times),
       "times({tms_utime=%ld, tms_stime=%ld, tms_cutime=%ld, tms_cstime=%ld})", times.tms_utime,
       times.tms_stime, times.tms_cutime, times.tms_cstime);
  TELL_WHOLE(CALL(getrandom, told, 0L, GRND_NONBLOCK | GRND_RANDOM),
             "getrandom(\"\", 0, GRND_NONBLOCK|GRND_RANDOM) = %ld", result);
  TELL(CALL(getrandom, NULL, 4L, 0), "getrandom(NULL, 4, 0)");
}

static void locks(void) {
  int word = 7;
  struct timespec time = {0, 1000};
  TELL(CALL(futex, &word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1), "futex(%p, FUTEX_WAKE_PRIVATE, 1)",
       (void *)&word);
  TELL(CALL(futex, &word, FUTEX_WAIT, 8, NULL), "futex(%p, FUTEX_WAIT, 8, NULL)", (void *)&word);
  TELL(CALL(futex, &word, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 7, &time),
       "futex(%p, FUTEX_WAIT_PRIVATE, 7, {tv_sec=0, tv_nsec=1000})", (void *)&word);
  TELL(CALL(futex, &word, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME, 8, NULL,
            NULL, FUTEX_BITSET_MATCH_ANY),
       "futex(%p, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 8, NULL, "
       "FUTEX_BITSET_MATCH_ANY)",
       (void *)&word);
  TELL(CALL(futex, &word, FUTEX_REQUEUE, 1, 2L, &word, 0),
       "futex(%p, FUTEX_REQUEUE, 1, 2, %p)", (void *)&word, (void *)&word);
  static long list[3];
  TELL(CALL(set_robust_list, list, 24L), "set_robust_list(%p, 24)", (void *)list);
}

static void narrate(void) {
  children();
  programs();
  ids();
  ways();
  scheduling();
  usage();
  locks();
}
