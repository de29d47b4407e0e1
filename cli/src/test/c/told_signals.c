/* Signals: how they are handled, blocked, sent and waited for. */
#include "told.h"

static int pid;

/* The kernel's struct sigaction; the C library's differs. */
struct action {
  void (*handler)(int);
  unsigned long flags;
  void (*restorer)(void);
  unsigned long mask;
};

static void prepare(void) {
  struct action standard = {SIG_DFL, 0, 0, 0};
  pid = getpid();
  CALL(rt_sigaction, SIGUSR2, &standard, NULL, 8L);
}

static void handler(int signal) { (void)signal; }

/* Never runs: no handler does. */
static void restorer(void) {}

#define RESTORER 0x04000000

static unsigned long bit(int signal) { return 1UL << (signal - 1); }

static void actions(void) {
  struct action action = {handler, RESTORER | SA_RESTART | SA_NODEFER, restorer,
                          bit(SIGINT) | bit(SIGCHLD)};
  struct action old;
  TELL(CALL(rt_sigaction, SIGUSR1, &action, NULL, 8L),
       "rt_sigaction(SIGUSR1, {sa_handler=%p, sa_mask=[INT CHLD], "
       "sa_flags=SA_RESTORER|SA_RESTART|SA_NODEFER, sa_restorer=%p}, NULL, 8)",
       (void *)handler, (void *)restorer);
  TELL(CALL(rt_sigaction, SIGUSR1, NULL, &old, 8L),
       "rt_sigaction(SIGUSR1, NULL, {sa_handler=%p, sa_mask=[INT CHLD], "
       "sa_flags=SA_RESTORER|SA_RESTART|SA_NODEFER, sa_restorer=%p}, 8)",
       (void *)handler, (void *)restorer);
  struct action ignore = {SIG_IGN, 0, 0, 0};
  TELL(CALL(rt_sigaction, SIGUSR2, &ignore, &old, 8L),
       "rt_sigaction(SIGUSR2, {sa_handler=SIG_IGN, sa_mask=[], sa_flags=0}, "
       "{sa_handler=SIG_DFL, sa_mask=[], sa_flags=0}, 8)");
  struct action info = {handler, RESTORER | SA_SIGINFO | SA_ONSTACK | SA_RESETHAND, restorer,
                        ~0UL};
  TELL(CALL(rt_sigaction, 35, &info, NULL, 8L),
       "rt_sigaction(SIGRT_3, {sa_handler=%p, sa_mask=~[], "
       "sa_flags=SA_RESTORER|SA_ONSTACK|SA_RESETHAND|SA_SIGINFO, sa_restorer=%p}, NULL, 8)",
       (void *)handler, (void *)restorer);
  TELL(CALL(rt_sigaction, SIGKILL, &ignore, NULL, 8L),
       "rt_sigaction(SIGKILL, {sa_handler=SIG_IGN, sa_mask=[], sa_flags=0}, NULL, 8)");
  TELL(CALL(rt_sigaction, 99, NULL, NULL, 8L), "rt_sigaction(99, NULL, NULL, 8)");
}

static void masks(void) {
  unsigned long set = bit(SIGUSR1) | bit(SIGTERM), old;
  TELL(CALL(rt_sigprocmask, SIG_BLOCK, &set, NULL, 8L),
       "rt_sigprocmask(SIG_BLOCK, [USR1 TERM], NULL, 8)");
  TELL(CALL(rt_sigprocmask, SIG_SETMASK, NULL, &old, 8L),
       "rt_sigprocmask(SIG_SETMASK, NULL, [USR1 TERM], 8)");
  set = ~(bit(SIGSEGV) | bit(33));
  TELL(CALL(rt_sigprocmask, SIG_UNBLOCK, &set, &old, 8L),
       "rt_sigprocmask(SIG_UNBLOCK, ~[SEGV RT_1], [USR1 TERM], 8)");
  set = bit(SIGUSR1) | bit(SIGALRM) | bit(SIGRTMIN) | bit(64);
  TELL(CALL(rt_sigprocmask, SIG_SETMASK, &set, &old, 8L),
       "rt_sigprocmask(SIG_SETMASK, [USR1 ALRM RT_2 RT_32], [], 8)");
  set = 0;
  TELL(CALL(rt_sigprocmask, 99, &set, NULL, 8L),
       "rt_sigprocmask(0x63 /* SIG_??? */, [], NULL, 8)");
  TELL(CALL(rt_sigprocmask, SIG_SETMASK, &set, NULL, 16L),
       "rt_sigprocmask(SIG_SETMASK, %p, NULL, 16)", (void *)&set);
}

static void sending(void) {
  unsigned long set;
  TELL(CALL(kill, pid, SIGUSR1), "kill(%d, SIGUSR1)", pid);
  TELL(CALL(rt_sigpending, &set, 8L), "rt_sigpending([USR1], 8)");
  set = bit(SIGUSR1);
  siginfo_t info;
  TELL_WHOLE(CALL(rt_sigtimedwait, &set, &info, NULL, 8L),
             "rt_sigtimedwait([USR1], {si_signo=SIGUSR1, si_code=SI_USER, si_pid=%d, si_uid=%d}, "
             "NULL, 8) = 10 (SIGUSR1)",
             info.si_pid, info.si_uid);
  struct timespec time = {0, 1000};
  TELL(CALL(rt_sigtimedwait, &set, NULL, &time, 8L),
       "rt_sigtimedwait([USR1], NULL, {tv_sec=0, tv_nsec=1000}, 8)");
  TELL(CALL(tgkill, pid, pid, SIGUSR2), "tgkill(%d, %d, SIGUSR2)", pid, pid);
  TELL(CALL(tkill, pid, 0), "tkill(%d, 0)", pid);
  TELL(CALL(kill, 0x7fffffff, SIGTERM), "kill(2147483647, SIGTERM)");
  TELL(CALL(kill, pid, 99), "kill(%d, 99)", pid);
  TELL(CALL(tgkill, -1, -1, SIGRTMIN), "tgkill(-1, -1, SIGRT_2)");
  siginfo_t queued = {.si_signo = SIGUSR1, .si_code = SI_QUEUE};
  queued.si_pid = pid;
  queued.si_uid = 7;
  queued.si_value.sival_int = 5;
  TELL(CALL(rt_sigqueueinfo, pid, SIGUSR1, &queued),
       "rt_sigqueueinfo(%d, SIGUSR1, {si_signo=SIGUSR1, si_code=SI_QUEUE, si_pid=%d, si_uid=7, "
       "si_int=5, si_ptr=0x5})",
       pid, pid);
  TELL_WHOLE(CALL(rt_sigtimedwait, &set, &info, NULL, 8L),
             "rt_sigtimedwait([USR1], {si_signo=SIGUSR1, si_code=SI_QUEUE, si_pid=%d, si_uid=7, "
             "si_int=5, si_ptr=0x5}, NULL, 8) = 10 (SIGUSR1)",
             pid);
}

static void stacks(void) {
  static char space[65536];
  stack_t stack = {space, 0, sizeof space}, old;
  TELL(CALL(sigaltstack, NULL, &old), "sigaltstack(NULL, {ss_sp=NULL, ss_flags=SS_DISABLE, "
                                      "ss_size=0})");
  TELL(CALL(sigaltstack, &stack, NULL), "sigaltstack({ss_sp=%p, ss_flags=0, ss_size=65536}, NULL)",
       (void *)space);
  stack.ss_flags = SS_DISABLE;
  TELL(CALL(sigaltstack, &stack, &old),
       "sigaltstack({ss_sp=%p, ss_flags=SS_DISABLE, ss_size=65536}, "
       "{ss_sp=%p, ss_flags=0, ss_size=65536})",
       (void *)space, (void *)space);
  stack.ss_flags = 0;
  stack.ss_size = 1;
  TELL(CALL(sigaltstack, &stack, NULL), "sigaltstack({ss_sp=%p, ss_flags=0, ss_size=1}, NULL)",
       (void *)space);
}

static void narrate(void) {
  actions();
  masks();
  sending();
  stacks();
}
