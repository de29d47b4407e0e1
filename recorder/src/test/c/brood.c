/* A tree in which processes and threads are born and end all the time, until the first is killed. Who
   has a child waits for it, so that everybody descends from the first. */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void *brief(void *p) {
  getppid();
  return p;
}

static void *living(void *p) {
  pthread_t thread;
  for (int i = 0; i < 5; i++) {
    if (pthread_create(&thread, 0, brief, 0) == 0) pthread_join(thread, 0);
  }
  return p;
}

static void live(int depth) {
  pthread_t thread;
  int threaded = pthread_create(&thread, 0, living, 0) == 0;
  for (int i = 0; depth > 0 && i < 2; i++) {
    int child = i % 2 == 0 ? fork() : vfork();
    if (child == 0) {
      if (i % 2 == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        live(depth - 1);
      }
      _exit(0);
    }
    waitpid(child, 0, 0);
  }
  if (threaded) pthread_join(thread, 0);
}

static void *raising(void *p) {
  for (;;) {
    int child = fork();
    if (child == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      live(2);
      _exit(0);
    }
    waitpid(child, 0, 0);
  }
  return p;
}

int main(void) {
  pthread_t thread;
  for (int i = 0; i < 3; i++) pthread_create(&thread, 0, raising, 0);
  puts("ready");
  fflush(stdout);
  raising(0);
}
