/* SIGKILL in the middle of a blocked call: neither a result nor a delivery, only the end. */
#include "tracee.h"

static int fd[2];
static char byte;

static int reader(void) {
  ENTER(read, fd[0], P(&byte), 1);
  raw(__NR_read, fd[0], P(&byte), 1, 0, 0, 0);
  return 1;
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  CALL(pipe, P(fd));
  int pid = child(reader);
  await_state(pid, pid, 'S');
  say_of(pid, "exited %x", (long)SIGKILL);
  CALL(kill, pid, SIGKILL);
  return reap(pid) != SIGKILL;
}
