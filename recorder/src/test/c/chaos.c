/*
 * Families that fork, make threads and exec without end, each killed at a moment that nobody
 * chose, by SIGKILL, by exit_group or by its own exec. What happens differs from run to run; what
 * must be true of its journal does not. It narrates nothing.
 */
#include "tracee.h"

enum { FAMILIES = 60, SMALL = 32768 };
static char stacks[4][SMALL];
static char **arguments, **environment;

static void forker(long unused) {
  (void)unused;
  for (;;) {
    long pid = quiet(__NR_fork, 0, 0, 0);
    if (pid == 0) quiet(__NR_exit, 0, 0, 0);
    quiet(__NR_wait4, -1, 0, WNOHANG | __WALL);
  }
}

static void brief(long unused) {
  (void)unused;
  for (;;) quiet(__NR_exit, 0, 0, 0);
}

/* The threads share a stack: they leave before they could mind. */
static void thread_maker(long unused) {
  (void)unused;
  for (;;) {
    clone_thread(THREAD_FLAGS, stacks[3] + SMALL, brief, 0);
    quiet(__NR_sched_yield, 0, 0, 0);
  }
}

static void executor(long unused) {
  (void)unused;
  char *again[] = {arguments[0], "again", 0};
  for (int i = 0; i < 5; i++) quiet(__NR_getppid, 0, 0, 0);
  quiet(__NR_execve, P(arguments[0]), P(again), P(environment));
}

static void family(int number) {
  clone_thread(THREAD_FLAGS, stacks[0] + SMALL, forker, 0);
  clone_thread(THREAD_FLAGS, stacks[1] + SMALL, thread_maker, 0);
  if (number % 2) clone_thread(THREAD_FLAGS, stacks[2] + SMALL, executor, 0);
  for (int i = 0; i < 20; i++) quiet(__NR_getppid, 0, 0, 0);
  if (number % 4 == 2) quiet(__NR_exit_group, 1, 0, 0);
  forker(0);
}

static int tracee(int argc, char **argv, char **envp) {
  arguments = argv;
  environment = envp;
  if (argc > 1) family(2);
  for (int i = 0; i < FAMILIES; i++) {
    long pid = quiet(__NR_fork, 0, 0, 0);
    if (pid == 0) family(i);
    for (int j = 0; j < 100 + 10 * i; j++) quiet(__NR_getppid, 0, 0, 0);
    quiet(__NR_kill, pid, SIGKILL, 0);
    quiet(__NR_wait4, pid, 0, __WALL);
  }
  quiet(__NR_exit_group, 0, 0, 0);
  return 0;
}
