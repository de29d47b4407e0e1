/*
 * What the programs are made of whose state is compared with the kernel's: each works in a new
 * directory of its own, which it leaves empty, and ends with the line number of a call that failed.
 */
#ifndef STATE_H
#define STATE_H

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* Makes a call that must not fail. */
#define CHECK(call)                                              \
  ({                                                             \
    long result = (call);                                        \
    if (result == -1) {                                          \
      fprintf(stderr, "%s:%d: %m\n", __FILE__, __LINE__);        \
      _exit(1);                                                  \
    }                                                            \
    result;                                                      \
  })

/* Makes a call that old kernels, containers or ordinary users may be refused. */
#define MAY(call) ((void)((call) == -1))

static char home[] = "/tmp/syswall-state-XXXXXX";

static inline void enter_home(void) {
  if (mkdtemp(home) == NULL) CHECK(-1);
  CHECK(chdir(home));
}

static inline void leave_home(void) {
  CHECK(chdir("/"));
  CHECK(rmdir(home));
}

static inline int create(const char *path) {
  return CHECK(open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
}

/* Waits for a child that must end well. */
static inline void await(pid_t child) {
  int status = 0;
  CHECK(waitpid(child, &status, __WALL));
  if (status != 0) CHECK(-1);
}

#endif
