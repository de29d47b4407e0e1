/* Signals handled, ignored, sent with a value by another process, and one that kills. */
#include "tracee.h"

#include <asm/resource.h>

static int victim, status;
static long wait_for[6];

static void handler(int signal) {
  CALL(getppid, signal);
  ENTER(rt_sigreturn);
  say("return 0");
}

static void kill_self(int signal) {
  ENTER(kill, victim, signal);
  say("return 0");
  say("signal %d 0 from %d", signal, victim);
  raw(__NR_kill, victim, signal, 0, 0, 0, 0);
}

static int fault(void) {
  say("signal %d 1 from 0", SIGSEGV);
  say("exited %x", (long)SIGSEGV);
  *(volatile int *)16 = 1;
  return 1;
}

static int queue(void) {
  struct {
    int signo, error, code, padding, pid, uid;
    long value, rest[12];
  } info = {SIGUSR2, 0, -1, 0, self_tid(), 4321, 99, {0}};
  await_state(victim, victim, 'S');
  say_of(victim, "interrupted 512");
  say_of(victim, "signal %d -1 from %d", SIGUSR2, self_tid());
  CALL(rt_sigqueueinfo, victim, SIGUSR2, P(&info));
  return 0;
}

static void woken(int signal) {
  CALL(getppid, signal);
  ENTER(rt_sigreturn);
  say("return %l", (long)__NR_wait4);
  say_enter("wait4", wait_for);
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  victim = self_tid();
  handle(SIGUSR1, handler, 0);
  handle(SIGUSR2, woken, SA_RESTART);
  handle(SIGHUP, SIG_IGN, 0);
  kill_self(SIGUSR1);
  kill_self(SIGHUP);
  const unsigned long no_core[2] = {0, 0};
  CALL(setrlimit, RLIMIT_CORE, P(no_core));
  int faulted = reap(child(fault));
  wait_for[0] = child(queue), wait_for[1] = P(&status), wait_for[2] = __WALL;
  say_enter("wait4", wait_for);
  say("return %l", with(__NR_wait4, wait_for));
  return faulted == SIGSEGV ? 0 : 1;
}
