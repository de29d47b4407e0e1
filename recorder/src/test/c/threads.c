/* 80 threads that live at the same time, each with its own calls. */
#include "tracee.h"

enum { THREADS = 80, CALLS = 50 };
static char stacks[THREADS][STACK];
static int tids[THREADS], leader, arrived;

static void body(long index) {
  started(leader);
  __atomic_add_fetch(&arrived, 1, __ATOMIC_SEQ_CST);
  while (__atomic_load_n(&arrived, __ATOMIC_SEQ_CST) < THREADS) quiet(__NR_sched_yield, 0, 0, 0);
  for (int i = 0; i < CALLS; i++) CALL(getppid, index, i);
  leave_thread();
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  leader = self_tid();
  for (int i = 0; i < THREADS; i++) tids[i] = THREAD(stacks[i] + STACK, body, i);
  for (int i = 0; i < THREADS; i++)
    while (state_of(leader, tids[i])) quiet(__NR_sched_yield, 0, 0, 0);
  return 0;
}
