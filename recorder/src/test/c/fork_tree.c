/* A tree of 121 processes, three children each, four generations deep. */
#include "tracee.h"

static int generation;

static int grow(void) {
  CALL(getppid, generation);
  if (generation++ == 4) return 0;
  int children[3], failed = 0;
  for (int i = 0; i < 3; i++) children[i] = child(grow);
  for (int i = 0; i < 3; i++) failed |= reap(children[i]);
  return failed;
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  return grow();
}
