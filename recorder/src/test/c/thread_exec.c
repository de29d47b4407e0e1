/*
 * execve(2) by a thread that is not the leader, while others run: it becomes the leader, and all
 * others end without a word.
 */
#include "tracee.h"

static char stacks[3][STACK];
static char **arguments, **environment;
static int leader;

static void sleeper(long unused) {
  (void)unused;
  started(leader);
  ENTER(pause);
  say("exited 0x0");
  raw(__NR_pause, 0, 0, 0, 0, 0, 0);
}

static void executor(long unused) {
  (void)unused;
  static char *again[] = {0, "again", 0, 0};
  static char former[12];
  started(leader);
  await_state(leader, leader, 'S');
  again[0] = arguments[0];
  *put_decimal(former, self_tid()) = 0;
  again[2] = former;
  ENTER(execve, P(arguments[0]), P(again), P(environment));
  say("capture 0 whole %q", arguments[0]);
  say("capture 1 whole %q %q %q", again[0], again[1], again[2]);
  raw(__NR_execve, P(arguments[0]), P(again), P(environment), 0, 0, 0);
  leave(1);
}

static int tracee(int argc, char **argv, char **envp) {
  if (argc > 1) {
    say("executed by %s %q %q %q %q", argv[2], argv[0], argv[0], argv[1], argv[2]);
    say("return 0");
    CALL(getppid, 9);
    return 6;
  }
  arguments = argv;
  environment = envp;
  leader = self_tid();
  int first = THREAD(stacks[0] + STACK, sleeper, 0);
  int second = THREAD(stacks[1] + STACK, sleeper, 0);
  await_state(leader, first, 'S');
  await_state(leader, second, 'S');
  THREAD(stacks[2] + STACK, executor, 0);
  ENTER(pause);
  raw(__NR_pause, 0, 0, 0, 0, 0, 0);
  return 1;
}
