/* fork(2): parent and child go on independently, the parent learns the child's code. */
#include "tracee.h"

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  block_sigchld();
  int parent = self_tid();
  ENTER(fork);
  long pid = raw(__NR_fork, 0, 0, 0, 0, 0, 0);
  if (pid == 0) {
    say("started process %d by %d 0x0", self_tid(), parent);
    CALL(getppid, 1, 2, 3, 4, 5, -6);
    leave(42);
  }
  say("return %l", pid);
  return reap(pid) == 42 << 8 ? 3 : 1;
}
