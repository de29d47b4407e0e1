/* Threads that wait, each in another call, until there is input: then each says whether its call
   succeeded. The sleeper says whether it slept for as long as it was to. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int to_read[2], to_poll[2], to_epoll[2], to_receive[2];
static int semaphore, word;

static void say(const char *name, int ok) {
  char line[80];
  int length = snprintf(line, sizeof line, "%s %s\n", name, ok ? "ok" : strerror(errno));
  write(1, line, length);
}

static void *reading(void *p) {
  char byte;
  say("read", read(to_read[0], &byte, 1) == 1);
  return p;
}

static void *polling(void *p) {
  struct pollfd fd = {to_poll[0], POLLIN, 0};
  say("poll", poll(&fd, 1, -1) == 1);
  return p;
}

static void *epolling(void *p) {
  int epoll = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN};
  epoll_ctl(epoll, EPOLL_CTL_ADD, to_epoll[0], &event);
  say("epoll", epoll_wait(epoll, &event, 1, 3600000) == 1);
  return p;
}

static void *receiving(void *p) {
  char byte;
  struct timeval hour = {3600, 0};
  setsockopt(to_receive[0], SOL_SOCKET, SO_RCVTIMEO, &hour, sizeof hour);
  say("recv", recv(to_receive[0], &byte, 1, 0) == 1);
  return p;
}

static void *locking(void *p) {
  struct timespec hour = {3600, 0};
  say("futex", syscall(SYS_futex, &word, FUTEX_WAIT, 0, &hour, 0, 0) == 0);
  return p;
}

static void *semaphoring(void *p) {
  struct sembuf down = {0, -1, 0};
  say("semop", semop(semaphore, &down, 1) == 0);
  return p;
}

static void *signalled(void *p) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  say("sigtimedwait", sigwaitinfo(&set, 0) == SIGUSR1);
  return p;
}

static void *sleeping(void *p) {
  struct timespec wanted = {2, 0}, left = {0, 0}, from, to;
  clock_gettime(CLOCK_MONOTONIC, &from);
  int result = nanosleep(&wanted, &left);
  clock_gettime(CLOCK_MONOTONIC, &to);
  double slept = to.tv_sec - from.tv_sec + (to.tv_nsec - from.tv_nsec) / 1e9;
  say("nanosleep", result == 0 && slept >= 2);
  return p;
}

int main(void) {
  void *(*all[])(void *) = {reading,  polling,     epolling,  receiving,
                            locking,  semaphoring, signalled, sleeping};
  enum { THREADS = sizeof all / sizeof *all };
  pthread_t threads[THREADS];
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &set, 0);
  semaphore = semget(IPC_PRIVATE, 1, 0600);
  if (pipe(to_read) || pipe(to_poll) || pipe(to_epoll) || semaphore < 0 ||
      socketpair(AF_UNIX, SOCK_STREAM, 0, to_receive))
    return 1;
  for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], 0, all[i], 0);
  char byte;
  say("input", read(0, &byte, 1) == 1);
  struct sembuf up = {0, 1, 0};
  write(to_read[1], "x", 1);
  write(to_poll[1], "x", 1);
  write(to_epoll[1], "x", 1);
  write(to_receive[1], "x", 1);
  syscall(SYS_futex, &word, FUTEX_WAKE, 1, 0, 0, 0);
  semop(semaphore, &up, 1);
  kill(getpid(), SIGUSR1);
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i], 0);
  semctl(semaphore, 0, IPC_RMID);
  return 0;
}
