// An HTTP server of four threads, and four clients of it; a connection for each request.
//   http serve REQUESTS PORT-FILE PAGE   answers so many requests, then ends
//   http load REQUESTS PORT-FILE         makes so many, at the port that it reads there
#include <arpa/inet.h>
#include <err.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { THREADS = 4, DEADLINE_S = 300 };

static struct sockaddr_in address = {.sin_family = AF_INET};
static const char *page;
static long requests;
static int server;

static void *serve(void *unused) {
  char request[1024], head[64];
  (void)unused;
  for (long i = 0; i < requests / THREADS; i++) {
    struct stat stat;
    int client = accept(server, NULL, NULL);
    if (client < 0) err(1, "accept");
    if (read(client, request, sizeof request) <= 0) err(1, "read");
    int file = open(page, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &stat)) err(1, "%s", page);
    int length = snprintf(head, sizeof head, "HTTP/1.0 200 OK\r\nContent-Length: %ld\r\n\r\n",
                          (long)stat.st_size);
    if (send(client, head, length, MSG_MORE) != length) err(1, "send");
    if (sendfile(client, file, NULL, stat.st_size) != stat.st_size) err(1, "sendfile");
    close(file);
    close(client);
  }
  return NULL;
}

static void *load(void *unused) {
  static const char request[] = "GET / HTTP/1.0\r\n\r\n";
  char answer[4096];
  // A reset at the end: connections that wait for stray packets would be in the way of the next run,
  // for tracers that look up addresses.
  struct linger reset = {.l_onoff = 1};
  (void)unused;
  for (long i = 0; i < requests / THREADS; i++) {
    ssize_t got, all = 0;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    if (connect(fd, (struct sockaddr *)&address, sizeof address)) err(1, "connect");
    if (write(fd, request, sizeof request - 1) < 0) err(1, "write");
    while ((got = read(fd, answer, sizeof answer)) > 0) all += got;
    if (got < 0 || all == 0) err(1, "no answer");
    close(fd);
  }
  return NULL;
}

static void in_threads(void *(*work)(void *)) {
  pthread_t threads[THREADS];
  for (int i = 0; i < THREADS; i++)
    if (pthread_create(&threads[i], NULL, work, NULL)) errx(1, "no thread");
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
}

int main(int argc, char **argv) {
  int serves = argc == 5 && strcmp(argv[1], "serve") == 0;
  if (!serves && !(argc == 4 && strcmp(argv[1], "load") == 0)) return 2;
  requests = atol(argv[2]);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  alarm(DEADLINE_S); // neither outlives the other for long
  FILE *port = fopen(argv[3], serves ? "w" : "r");
  if (!port) err(1, "%s", argv[3]);
  if (serves) {
    page = argv[4];
    socklen_t length = sizeof address;
    server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(server, (struct sockaddr *)&address, length) || listen(server, 128) ||
        getsockname(server, (struct sockaddr *)&address, &length))
      err(1, "listen");
    fprintf(port, "%d\n", ntohs(address.sin_port));
    fclose(port);
    in_threads(serve);
  } else {
    int number;
    if (fscanf(port, "%d", &number) != 1) errx(1, "no port");
    address.sin_port = htons(number);
    fclose(port);
    in_threads(load);
  }
  return 0;
}
