/* The first thread ends before another one: the process ends with the last. */
#include "tracee.h"

static char stack[STACK];
static int leader;

static void survivor(long unused) {
  (void)unused;
  started(leader);
  await_state(leader, leader, 'Z');
  for (int i = 0; i < 10; i++) CALL(getppid, i);
  say_of(leader, "exited 0x700");
  leave(7);
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  leader = self_tid();
  THREAD(stack + STACK, survivor, 0);
  ENTER(exit, 3);
  raw(__NR_exit, 3, 0, 0, 0, 0, 0);
  return 1;
}
