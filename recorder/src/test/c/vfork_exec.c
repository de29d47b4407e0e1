/* vfork(2) and execve(2): the parent is held until the child runs its new program. */
#include "tracee.h"

static int tracee(int argc, char **argv, char **envp) {
  if (argc > 1) {
    say("executed %q %q %q", argv[0], argv[0], argv[1]);
    say("return 0");
    CALL(getppid, argc);
    return 5;
  }
  block_sigchld();
  char *again[] = {argv[0], "again", 0};
  int parent = self_tid();
  ENTER(vfork);
  long pid = raw(__NR_vfork, 0, 0, 0, 0, 0, 0);
  if (pid == 0) {
    say("started process %d by %d %x", self_tid(), parent, (long)(CLONE_VM | CLONE_VFORK));
    ENTER(execve, P(argv[0]), P(again), P(envp));
    say("capture 0 whole %q", argv[0]);
    say("capture 1 whole %q %q", again[0], again[1]);
    raw(__NR_execve, P(argv[0]), P(again), P(envp), 0, 0, 0);
    leave(1);
  }
  say("return %l", pid);
  return reap(pid) == 5 << 8 ? 0 : 1;
}
