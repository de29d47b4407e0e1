/* A process that goes on when its first thread has ended. */
#include <pthread.h>
#include <unistd.h>

static void *going_on(void *p) {
  while (1) pause();
  return p;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, 0, going_on, 0);
  pthread_exit(0);
}
