/*
 * Seccomp filters of the program's own: what they refuse is recorded as what they answer, in the
 * process, its children and its next threads, and what they leave to a tracer is refused, for the
 * program has none that would say otherwise.
 */
#include "tracee.h"

#include <linux/filter.h>
#include <linux/prctl.h>
#include <linux/seccomp.h>

#define JUMP_IF(nr, skip) {BPF_JMP | BPF_JEQ | BPF_K, 0, skip, nr}
#define ANSWER(answer) {BPF_RET | BPF_K, 0, 0, answer}

static struct sock_filter filter[] = {
    {BPF_LD | BPF_W | BPF_ABS, 0, 0, 0},
    JUMP_IF(__NR_getppid, 1), ANSWER(SECCOMP_RET_ERRNO | 7),
    JUMP_IF(__NR_getpgrp, 1), ANSWER(SECCOMP_RET_TRACE | 1),
    JUMP_IF(__NR_getuid, 1),  ANSWER(SECCOMP_RET_TRACE | 2),
    ANSWER(SECCOMP_RET_ALLOW),
};
static struct sock_fprog program = {LENGTH(filter), filter};

static int refused(void) {
  return CALL(getppid, 1) != -7 || CALL(getpgrp, 2) != -38 || CALL(getuid, 3) != -38;
}

static int by_seccomp(void) {
  if (CALL(getppid, 4) < 0 || CALL(seccomp, SECCOMP_SET_MODE_FILTER, 0, P(&program)) != 0) return 1;
  int pid = child(refused);
  return reap(pid) != 0 || refused();
}

static int by_prctl(void) {
  if (CALL(getppid, 5) < 0 || CALL(prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, P(&program)) != 0)
    return 1;
  int pid = child(refused);
  return reap(pid) != 0 || refused();
}

/* A filter that is none changes nothing. */
static int by_mistake(void) {
  return CALL(seccomp, SECCOMP_SET_MODE_FILTER, 0, 0) != -14 || CALL(getppid, 6) < 0;
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  block_sigchld();
  CALL(prctl, PR_SET_NO_NEW_PRIVS, 1);
  int failed = reap(child(by_seccomp)) | reap(child(by_prctl)) | reap(child(by_mistake));
  return failed || CALL(getppid, 7) < 0;
}
