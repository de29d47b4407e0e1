/* clone3(2): flags come in a structure; a process, then a process that shares its memory. */
#include "tracee.h"

static char stack[STACK];

static int clone3(struct clone_args *args, void (*run)(int)) {
  int parent = self_tid();
  ENTER(clone3, P(args), sizeof *args);
  long pid = raw(__NR_clone3, P(args), sizeof *args, 0, 0, 0, 0);
  if (pid == 0) run(parent);
  say("return %l", pid);
  return pid;
}

static void separate(int parent) {
  say("started process %d by %d 0x0", self_tid(), parent);
  CALL(getppid, 11);
  leave(0);
}

static void sharing(int parent) {
  say("started process %d by %d %x", self_tid(), parent, (long)(CLONE_VM | CLONE_VFORK | CLONE_FILES));
  CALL(getppid, 22);
  leave(0);
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp, (void)stack;
  struct clone_args plain = {0};
  struct clone_args shared = {.flags = CLONE_VM | CLONE_VFORK | CLONE_FILES};
  return reap(clone3(&plain, separate)) | reap(clone3(&shared, sharing));
}
