/* Job control: a parent that waits with WUNTRACED and WCONTINUED sees its child stop and go on. */
#include "tracee.h"

static int sleep_for_ever(void) {
  ENTER(pause);
  raw(__NR_pause, 0, 0, 0, 0, 0, 0);
  return 1;
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  block_sigchld();
  int status = 0, self = self_tid(), pid = child(sleep_for_ever);
  await_state(pid, pid, 'S');
  say_of(pid, "interrupted 514");
  say_of(pid, "signal %d 0 from %d", SIGSTOP, self);
  say_of(pid, "stopped %d", SIGSTOP);
  CALL(kill, pid, SIGSTOP);
  CALL(wait4, pid, P(&status), WUNTRACED | __WALL);
  int failed = status != (SIGSTOP << 8 | 0x7f);
  say_of(pid, "continued");
  say_of(pid, "signal %d 0 from %d", SIGCONT, self);
  say_of(pid, "enter pause 0x0 0x0 0x0 0x0 0x0 0x0");
  CALL(kill, pid, SIGCONT);
  CALL(wait4, pid, P(&status), WCONTINUED | __WALL);
  failed |= status != 0xffff;
  await_state(pid, pid, 'S');
  say_of(pid, "interrupted 514");
  say_of(pid, "signal %d 0 from %d", SIGTERM, self);
  say_of(pid, "exited %x", (long)SIGTERM);
  CALL(kill, pid, SIGTERM);
  return failed | (reap(pid) != SIGTERM);
}
