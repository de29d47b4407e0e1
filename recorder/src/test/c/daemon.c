/* A daemon by double fork: its parents are gone and the program has its exit code long before. */
#include "tracee.h"

static int fd[2];
static char byte;

/* Returns when all ancestors are gone: they alone held the pipe's other end. */
static int serve(void) {
  CALL(close, fd[1]);
  CALL(read, fd[0], P(&byte), 1);
  for (int i = 0; i < 20; i++) CALL(getppid, i);
  return 9;
}

static int detach(void) {
  CALL(setsid);
  child(serve);
  return 0;
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  CALL(pipe, P(fd));
  reap(child(detach));
  return 5;
}
