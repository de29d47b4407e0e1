/*
 * CLONE_UNTRACED asks the kernel to hide the child from a tracer: it must be followed all the
 * same, and what the program asked for must still stand there.
 */
#include "tracee.h"

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  int parent = self_tid();
  ENTER(clone, CLONE_UNTRACED);
  long pid = raw(__NR_clone, CLONE_UNTRACED, 0, 0, 0, 0, 0);
  if (pid == 0) {
    say("started process %d by %d %x", self_tid(), parent, (long)CLONE_UNTRACED);
    CALL(getppid, 1);
    leave(4);
  }
  say("return %l", pid);
  struct clone_args args = {.flags = CLONE_UNTRACED};
  ENTER(clone3, P(&args), sizeof args);
  long second = raw(__NR_clone3, P(&args), sizeof args, 0, 0, 0, 0);
  if (second == 0) {
    say("started process %d by %d %x", self_tid(), parent, (long)CLONE_UNTRACED);
    CALL(getppid, 2);
    leave(4);
  }
  say("return %l", second);
  int failed = reap(pid) != 4 << 8 || reap(second) != 4 << 8;
  return failed || args.flags != CLONE_UNTRACED;
}
