/* A server under load, for a recorder to come and go: any error, EINTR too, ends it. Its first line is
   the server's process; then one for each 100 requests that were answered. With an argument it makes
   calls again, as programs that know signal(7) do, which the kernel never does. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int retries;
static int listening;
static struct sockaddr_un address = {.sun_family = AF_UNIX};
static socklen_t length;

static void must(int ok, const char *what) {
  if (!ok) {
    printf("%s failed: %s\n", what, strerror(errno));
    fflush(stdout);
    kill(0, SIGKILL);
  }
}

#define AGAIN(call) \
  ({ \
    long result; \
    do { \
      result = (call); \
    } while (retries && result < 0 && errno == EINTR); \
    result; \
  })

static void answer(int connection) {
  char request[4];
  must(recv(connection, request, sizeof request, 0) == sizeof request, "recv");
  must(memcmp(request, "ping", 4) == 0, "request");
  must(send(connection, "pong", 4, 0) == 4, "send");
  must(close(connection) == 0, "close");
}

static void *accepting(void *unused) {
  for (;;) {
    int connection = accept(listening, 0, 0);
    must(connection >= 0, "accept");
    answer(connection);
  }
  return unused;
}

static void *polling(void *unused) {
  int epoll = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN | EPOLLEXCLUSIVE};
  must(epoll_ctl(epoll, EPOLL_CTL_ADD, listening, &event) == 0, "epoll_ctl");
  for (;;) {
    must(AGAIN(epoll_wait(epoll, &event, 1, 20)) >= 0, "epoll_wait");
    struct timeval second = {1, 0};
    int pair[2];
    char byte;
    must(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0, "socketpair");
    must(setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &second, sizeof second) == 0, "setsockopt");
    must(write(pair[1], "x", 1) == 1, "write");
    must(AGAIN(recv(pair[0], &byte, 1, 0)) == 1, "recv with timeout");
    close(pair[0]);
    close(pair[1]);
  }
  return unused;
}

static int requests;

static void *asking(void *unused) {
  for (;;) {
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    must(connect(s, (struct sockaddr *)&address, length) == 0, "connect");
    must(send(s, "ping", 4, 0) == 4, "send ping");
    char reply[4];
    must(recv(s, reply, sizeof reply, 0) == sizeof reply, "recv pong");
    must(memcmp(reply, "pong", 4) == 0, "reply");
    close(s);
    int done = __atomic_add_fetch(&requests, 1, __ATOMIC_SEQ_CST);
    if (done % 100 == 0) {
      printf("%d\n", done);
      fflush(stdout);
    }
  }
  return unused;
}

static void threads(int count, void *(*run)(void *)) {
  for (int i = 0; i < count; i++) {
    pthread_t thread;
    must(pthread_create(&thread, 0, run, 0) == 0, "pthread_create");
  }
}

int main(int argc, char **argv) {
  (void)argv;
  retries = argc > 1;
  setpgid(0, 0);
  snprintf(address.sun_path + 1, sizeof address.sun_path - 1, "served-%d", getpid());
  length = offsetof(struct sockaddr_un, sun_path) + 1 + strlen(address.sun_path + 1);
  listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  must(bind(listening, (struct sockaddr *)&address, length) == 0, "bind");
  must(listen(listening, 128) == 0, "listen");
  int server = fork();
  if (server == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    threads(3, accepting);
    polling(0);
  }
  printf("%d\n", server);
  fflush(stdout);
  threads(2, asking);
  asking(0);
}
