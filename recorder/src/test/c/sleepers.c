/* 1,000 processes asleep at once; SIGKILL ends them. */
#include "tracee.h"

enum { PROCESSES = 1000 };
static int pids[PROCESSES];

static int sleep_for_ever(void) {
  ENTER(pause);
  say("exited %x", (long)SIGKILL);
  raw(__NR_pause, 0, 0, 0, 0, 0, 0);
  return 1;
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  for (int i = 0; i < PROCESSES; i++) pids[i] = child(sleep_for_ever);
  for (int i = 0; i < PROCESSES; i++) await_state(pids[i], pids[i], 'S');
  for (int i = 0; i < PROCESSES; i++) CALL(kill, pids[i], SIGKILL);
  int failed = 0;
  for (int i = 0; i < PROCESSES; i++) failed |= reap(pids[i]) != SIGKILL;
  return failed;
}
