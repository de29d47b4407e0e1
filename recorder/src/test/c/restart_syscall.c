/* A stopped and continued nanosleep(2) goes on by restart_syscall(2) for what is left. */
#include "tracee.h"

#include <linux/time_types.h>

static struct __kernel_timespec hour = {3600, 0};

static int sleeper(void) {
  ENTER(nanosleep, P(&hour));
  raw(__NR_nanosleep, P(&hour), 0, 0, 0, 0, 0);
  return 1;
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  block_sigchld();
  int status = 0, self = self_tid(), pid = child(sleeper);
  await_state(pid, pid, 'S');
  say_of(pid, "interrupted 516");
  say_of(pid, "signal %d 0 from %d", SIGSTOP, self);
  say_of(pid, "stopped %d", SIGSTOP);
  CALL(kill, pid, SIGSTOP);
  CALL(wait4, pid, P(&status), WUNTRACED | __WALL);
  say_of(pid, "continued");
  say_of(pid, "signal %d 0 from %d", SIGCONT, self);
  say_of(pid, "enter restart_syscall %x 0x0 0x0 0x0 0x0 0x0", P(&hour));
  CALL(kill, pid, SIGCONT);
  await_state(pid, pid, 'S');
  say_of(pid, "interrupted 516");
  say_of(pid, "signal %d 0 from %d", SIGTERM, self);
  say_of(pid, "exited %x", (long)SIGTERM);
  CALL(kill, pid, SIGTERM);
  return reap(pid) != SIGTERM;
}
