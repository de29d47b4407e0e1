/* A program that wants to be traced by its parent is told EPERM: it has a tracer. */
#include "tracee.h"

#include <linux/ptrace.h>

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  return CALL(ptrace, PTRACE_TRACEME) == -1 ? 0 : 1;
}
