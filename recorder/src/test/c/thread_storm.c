/* 2,000 threads that end as soon as they begin: some stop before their creator's event. */
#include "tracee.h"

enum { THREADS = 2000, SMALL = 16384 };
static char stacks[THREADS][SMALL];
static int tids[THREADS], leader;

static void body(long index) {
  (void)index;
  started(leader);
  leave_thread();
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  leader = self_tid();
  for (int i = 0; i < THREADS; i++) tids[i] = THREAD(stacks[i] + SMALL, body, i);
  for (int i = 0; i < THREADS; i++)
    while (state_of(leader, tids[i])) quiet(__NR_sched_yield, 0, 0, 0);
  return 0;
}
