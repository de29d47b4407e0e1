/* Signals that are blocked and still pending at the end are never delivered. */
#include "tracee.h"

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  unsigned long all = ~0UL;
  CALL(rt_sigprocmask, SIG_BLOCK, P(&all), 0, 8);
  CALL(kill, self_pid(), SIGTERM);
  CALL(kill, self_pid(), SIGUSR1);
  CALL(tgkill, self_pid(), self_tid(), SIGSEGV);
  return 2;
}
