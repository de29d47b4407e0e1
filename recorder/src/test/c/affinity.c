/*
 * Which CPUs may I run on? Asked at many moments, in all ways, by threads and children that are
 * busy with calls; prints each answer. Needs two CPUs.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BUSY = 200 };

static void busy(int calls) {
  for (int i = 0; i < calls; i++) getppid();
}

static void tell(const char *who, pid_t pid) {
  cpu_set_t set;
  if (sched_getaffinity(pid, sizeof set, &set)) {
    perror(who);
    return;
  }
  printf("%s:", who);
  for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
    if (CPU_ISSET(cpu, &set)) printf(" %d", cpu);
  printf("\n");
  fflush(stdout);
}

static void tell_status(const char *path) {
  char line[256];
  FILE *status = fopen(path, "r");
  while (status && fgets(line, sizeof line, status))
    if (!strncmp(line, "Cpus_allowed", 12)) printf("%s: %s", path, line);
  if (status) fclose(status);
  fflush(stdout);
}

static void child(void) {
  tell("child", 0);
  busy(BUSY);
  tell("busy child", 0);
  tell_status("/proc/self/status");
  _exit(0);
}

static void by_all_means(void) {
  for (int calls = 1; calls < BUSY; calls += 1 + calls / 4) {
    busy(calls);
    tell("self", 0);
  }
  busy(BUSY);
  tell_status("/proc/self/status");
  busy(BUSY);
  tell_status("/proc/thread-self/status");
  busy(BUSY);
  pid_t pid = fork();
  if (!pid) child();
  waitpid(pid, 0, 0);
  tell("self", getpid());
  busy(BUSY);
  fflush(stdout);
  if (system("nproc; nproc --all; taskset -p $$ | sed 's/.*: //'")) exit(1);
  int ready[2];
  if (pipe(ready)) exit(1);
  pid = fork();
  if (!pid)
    for (;;) {
      busy(BUSY);
      if (write(ready[1], "", 1) != 1) exit(1);
    }
  char byte;
  for (int i = 0; i < 10; i++) {
    if (read(ready[0], &byte, 1) != 1) exit(1);
    tell("other", pid);
  }
  kill(pid, SIGKILL);
  waitpid(pid, 0, 0);
}

int main(void) {
  cpu_set_t all, one;
  if (sched_getaffinity(0, sizeof all, &all)) return 1;
  by_all_means();
  for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
    if (!CPU_ISSET(cpu, &all)) continue;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    busy(BUSY);
    if (sched_setaffinity(0, sizeof one, &one)) return 1;
    by_all_means();
    if (sched_getcpu() != cpu) printf("not on %d\n", cpu);
    fflush(stdout);
  }
  if (sched_setaffinity(0, sizeof all, &all)) return 1;
  by_all_means();
  return 0;
}
