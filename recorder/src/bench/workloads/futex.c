// Four threads pass a turn around so many times: futex TURNS. Each turn is a wake-up and a wait.
#include <pthread.h>
#include <stdlib.h>

enum { THREADS = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t next[THREADS];
static long turn, turns;

static void *take_turns(void *arg) {
  long self = (long)arg;
  pthread_mutex_lock(&lock);
  while (turn < turns) {
    if (turn % THREADS == self) {
      turn++;
      pthread_cond_signal(&next[turn % THREADS]);
    } else {
      pthread_cond_wait(&next[self], &lock);
    }
  }
  for (int i = 0; i < THREADS; i++) pthread_cond_signal(&next[i]);
  pthread_mutex_unlock(&lock);
  return NULL;
}

int main(int argc, char **argv) {
  pthread_t threads[THREADS];
  if (argc != 2) return 2;
  turns = atol(argv[1]);
  for (long i = 0; i < THREADS; i++) pthread_cond_init(&next[i], NULL);
  for (long i = 0; i < THREADS; i++)
    if (pthread_create(&threads[i], NULL, take_turns, (void *)i)) return 1;
  for (long i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  return turn == turns ? 0 : 1;
}
