/* Prints all that a program inherits from whoever started it. */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

extern char **environ;

static void print_strings(const char *name, char **strings) {
  for (; *strings; strings++) {
    printf("%s ", name);
    for (char *c = *strings; *c; c++)
      printf(*c >= ' ' && *c <= '~' ? "%c" : "\\x%02x", *c & 0xff);
    puts("");
  }
}

static void print_lines(const char *path, const char *wanted[]) {
  char line[4096];
  FILE *file = fopen(path, "r");
  while (file && fgets(line, sizeof line, file))
    for (const char **name = wanted; *name; name++)
      if (!strncmp(line, *name, strlen(*name))) fputs(line, stdout);
  if (file) fclose(file);
}

static int is_descriptor(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static void print_descriptors(void) {
  struct dirent **entries;
  int n = scandir("/proc/self/fd", &entries, is_descriptor, versionsort);
  for (int i = 0; i < n; i++) {
    char path[300], target[4096] = "";
    snprintf(path, sizeof path, "/proc/self/fd/%s", entries[i]->d_name);
    if (readlink(path, target, sizeof target - 1) < 0) continue; /* scandir's own */
    printf("descriptor %s %s\n", entries[i]->d_name, target);
    snprintf(path, sizeof path, "/proc/self/fdinfo/%s", entries[i]->d_name);
    print_lines(path, (const char *[]){"flags", 0});
  }
}

int main(int argc, char **argv) {
  (void)argc;
  setvbuf(stdout, 0, _IOFBF, 1 << 16);
  static const char *status[] = {"Name:", "Umask:", "Uid:", "Gid:", "Groups:", "SigPnd:", "ShdPnd:",
                                 "SigBlk:", "SigIgn:", "SigCgt:", "CapInh:", "CapPrm:", "CapEff:",
                                 "CapBnd:", "CapAmb:", "NoNewPrivs:", "Seccomp:",
                                 "Cpus_allowed_list:", "Threads:", 0};
  print_descriptors();
  print_strings("argument", argv);
  print_strings("environment", environ);
  printf("executed as %s\n", (char *)getauxval(AT_EXECFN));
  printf("directory %s\n", getcwd(0, 0));
  printf("parent's group %d, parent's session %d\n", getpgrp() == getpgid(getppid()),
         getsid(0) == getsid(getppid()));
  printf("terminal %s, foreground %d\n", isatty(0) ? "yes" : "no", tcgetpgrp(0) == getpgrp());
  printf("nice %d, personality %x\n", getpriority(PRIO_PROCESS, 0), personality(-1u));
  int signal = 0;
  prctl(PR_GET_PDEATHSIG, &signal);
  printf("parent death signal %d, dumpable %d, slack %d\n", signal, prctl(PR_GET_DUMPABLE),
         prctl(PR_GET_TIMERSLACK));
  for (int i = 0; i < RLIMIT_NLIMITS; i++) {
    struct rlimit limit;
    getrlimit(i, &limit);
    printf("limit %d %lx %lx\n", i, limit.rlim_cur, limit.rlim_max);
  }
  print_lines("/proc/self/status", status);
  return 0;
}
