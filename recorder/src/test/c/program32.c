/* A whole 32-bit program (built with -m32): every call is one of i386. */
#include "tracee.h"

static int grandchild(void) {
  CALL(getpgrp);
  return 0;
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  CALL(getppid, 1, 2, 3, 4, 5, -6);
  CALL(close, -2);
  int fd[2];
  CALL(pipe, P(fd));
  CALL(write, fd[1], P("abc"), 3);
  reap(child(grandchild));
  return 8;
}
