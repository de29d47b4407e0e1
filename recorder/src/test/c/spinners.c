/*
 * Threads that are busy with calls, and then only compute: ends when it saw them on two CPUs at
 * once. Which CPU it is on, a thread learns without a call (vdso(7)). Needs two CPUs.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

static volatile int on[2] = {-1, -1};

static void *spin(void *which) {
  long self = (long)which;
  for (int i = 0; i < 500; i++) getppid();
  for (;;) {
    int other = on[!self];
    on[self] = sched_getcpu();
    if (other >= 0 && other != on[self]) return 0;
  }
}

int main(void) {
  pthread_t thread;
  for (int i = 0; i < 500; i++) getppid();
  if (pthread_create(&thread, 0, spin, (void *)1)) return 1;
  spin(0);
  return pthread_join(thread, 0);
}
