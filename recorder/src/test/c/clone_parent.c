/* CLONE_PARENT: the new process is its creator's sibling, and the grandparent reaps it. */
#include "tracee.h"

static int fd[2];

static int creator(void) {
  int self = self_tid();
  ENTER(clone, CLONE_PARENT);
  long pid = raw(__NR_clone, CLONE_PARENT, 0, 0, 0, 0, 0);
  if (pid == 0) {
    say("started process %d by %d %x", self_tid(), self, (long)CLONE_PARENT);
    leave(CALL(getppid, 7) == self);
  }
  say("return %l", pid);
  CALL(write, fd[1], P(&pid), sizeof pid);
  return 0;
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  long sibling = 0;
  CALL(pipe, P(fd));
  reap(child(creator));
  CALL(read, fd[0], P(&sibling), sizeof sibling);
  return reap(sibling);
}
