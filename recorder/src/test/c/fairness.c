/*
 * Threads that make calls without a pause: others must still get theirs done. The kernel reports
 * stops of younger threads first (wait(2) walks the newest-first list), so the busy are youngest.
 */
#include "tracee.h"

enum { OTHERS = 4, BUSY = 12, CALLS = 1000 };
static char stacks[OTHERS + BUSY][STACK];
static int leader, running = OTHERS;

static void modest(long index) {
  started(leader);
  for (int i = 0; i < CALLS; i++) CALL(getppid, index, i);
  __atomic_sub_fetch(&running, 1, __ATOMIC_SEQ_CST);
  leave_thread();
}

static void busy(long index) {
  (void)index;
  started(leader);
  while (__atomic_load_n(&running, __ATOMIC_SEQ_CST)) quiet(__NR_getppid, 0, 0, 0);
  leave_thread();
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  leader = self_tid();
  int tids[OTHERS + BUSY];
  for (int i = 0; i < OTHERS + BUSY; i++)
    tids[i] = THREAD(stacks[i] + STACK, i < OTHERS ? modest : busy, i);
  for (int i = 0; i < OTHERS + BUSY; i++)
    while (state_of(leader, tids[i])) quiet(__NR_sched_yield, 0, 0, 0);
  return 0;
}
