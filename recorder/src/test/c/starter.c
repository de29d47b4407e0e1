/* Runs a command in one of the situations that a program can be started in. */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

static void block_and_ignore(void) {
  sigset_t blocked;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGUSR1);
  sigaddset(&blocked, SIGTERM);
  sigaddset(&blocked, SIGRTMIN + 3);
  sigprocmask(SIG_SETMASK, &blocked, 0);
  int ignored[] = {SIGPIPE, SIGQUIT, SIGHUP, SIGINT, SIGTSTP, SIGCHLD, SIGRTMAX};
  for (unsigned i = 0; i < sizeof ignored / sizeof *ignored; i++) signal(ignored[i], SIG_IGN);
}

static void limit(int resource, rlim_t soft) {
  struct rlimit limits;
  getrlimit(resource, &limits);
  limits.rlim_cur = soft;
  if (setrlimit(resource, &limits)) err(125, "setrlimit");
}

int main(int argc, char **argv) {
  static char *none[] = {0};
  static char *weird[] = {"NO_VALUE", "TWICE=1", "=", "TWICE=2", "BYTES=\xff\xc3(\x01", "", "Z", 0};
  const char *situation = argv[1];
  char **command = argv + 2;
  if (!strcmp(situation, "descriptors")) {
    int fd = open("/etc/hostname", O_RDONLY);
    dup2(fd, 7);
    dup2(fd, 200);
    close(fd);
    close(0);
  } else if (!strcmp(situation, "arguments")) {
    static char *extra[] = {"a\xff\xe9" "b", "", " ", "-v", "--", "\n", "@file", 0};
    command = calloc(argc + 8, sizeof *command);
    memcpy(command, argv + 2, (argc - 2) * sizeof *command);
    memcpy(command + argc - 2, extra, sizeof extra);
  } else if (!strcmp(situation, "signals")) {
    block_and_ignore();
  } else if (!strcmp(situation, "limits")) {
    limit(RLIMIT_NOFILE, 1000);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_STACK, 1 << 20);
    umask(0137);
    if (nice(5) < 0) err(125, "nice");
  } else if (!strcmp(situation, "affinity")) {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    sched_setaffinity(0, sizeof one, &one);
  } else if (!strcmp(situation, "no-environment")) {
    environ = none;
  } else if (!strcmp(situation, "weird-environment")) {
    environ = weird;
  } else if (strcmp(situation, "plain")) {
    errx(125, "no situation %s", situation);
  }
  execv(command[0], command);
  err(125, "%s", command[0]);
}
