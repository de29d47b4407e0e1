/* A signal in a blocked read(2): EINTR without SA_RESTART, the same call again with it. */
#include "tracee.h"

static int fd[2];
static char byte;

static void fail_with_eintr(int signal) {
  (void)signal;
  ENTER(rt_sigreturn);
  say("return -4");
}

static void restart(int signal) {
  (void)signal;
  ENTER(rt_sigreturn);
  say("return %l", (long)__NR_read);
  ENTER(read, fd[0], P(&byte), 1);
}

static int reader(void) {
  handle(SIGUSR1, fail_with_eintr, 0);
  handle(SIGUSR2, restart, SA_RESTART);
  ENTER(read, fd[0], P(&byte), 1);
  long first = raw(__NR_read, fd[0], P(&byte), 1, 0, 0, 0);
  ENTER(read, fd[0], P(&byte), 1);
  long second = raw(__NR_read, fd[0], P(&byte), 1, 0, 0, 0);
  say("return %l", second);
  return first != -4 || second != 1;
}

static void interrupt(int pid, int signal) {
  await_state(pid, pid, 'S');
  say_of(pid, "interrupted 512");
  say_of(pid, "signal %d 0 from %d", signal, self_tid());
  CALL(kill, pid, signal);
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  CALL(pipe, P(fd));
  int pid = child(reader);
  interrupt(pid, SIGUSR1);
  interrupt(pid, SIGUSR2);
  await_state(pid, pid, 'S');
  CALL(write, fd[1], P("x"), 1);
  return reap(pid);
}
