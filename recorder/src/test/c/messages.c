// Sends messages on a connected socket while another thread flips the address that they name between
// none and that of the forbidden port.
//   messages MESSAGES
// Prints how many were sent with sendmsg(2) and with sendmmsg(2), and how many came to the forbidden
// port; then what sendmmsg says of three messages, sent in as many calls as it wants.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct sockaddr_in forbidden;
static struct mmsghdr messages[3];
static volatile int done;

static void *flip(void *unused) {
  while (!done) {
    *(void *volatile *)&messages[0].msg_hdr.msg_name = &forbidden;
    *(void *volatile *)&messages[0].msg_hdr.msg_name = NULL;
  }
  return unused;
}

static int bound(struct sockaddr_in *address, int port) {
  socklen_t length = sizeof *address;
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  memset(address, 0, sizeof *address);
  address->sin_family = AF_INET;
  address->sin_port = htons(port);
  address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd < 0 || bind(fd, (struct sockaddr *)address, length) != 0) exit(2);
  getsockname(fd, (struct sockaddr *)address, &length);
  return fd;
}

static int drain(int fd, char *text) {
  int count = 0, length;
  char bytes[64];
  while ((length = recv(fd, bytes, sizeof bytes, 0)) >= 0) {
    count++;
    if (text) strncat(text, bytes, length);
  }
  return count;
}

int main(int argc, char **argv) {
  static char texts[3][8] = {"a", "bc", "def"}, got[64];
  struct iovec parts[3];
  struct sockaddr_in allowed;
  long wanted = argc > 1 ? atol(argv[1]) : 0, sent[2] = {0, 0}, wrong = 0;
  int receiver = bound(&allowed, 0), other = bound(&forbidden, argc > 2 ? atoi(argv[2]) : 0);
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (connect(fd, (struct sockaddr *)&allowed, sizeof allowed) != 0) return 3;
  for (int i = 0; i < 3; i++) {
    parts[i].iov_base = texts[i];
    parts[i].iov_len = strlen(texts[i]);
    messages[i].msg_hdr.msg_iov = &parts[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  messages[0].msg_hdr.msg_namelen = sizeof forbidden;
  pthread_t thread;
  if (pthread_create(&thread, NULL, flip, NULL) != 0) return 4;
  for (long i = 0; i < wanted; i++) {
    sent[0] += sendmsg(fd, &messages[0].msg_hdr, 0) >= 0;
    sent[1] += sendmmsg(fd, messages, 1, 0) == 1;
    wrong += drain(other, NULL);
    drain(receiver, NULL);
  }
  done = 1;
  pthread_join(thread, NULL);
  printf("%s, %s, %ld wrong\n", sent[0] ? "some" : "none", sent[1] ? "some" : "none", wrong);
  messages[0].msg_hdr.msg_name = NULL;
  int next = 0;
  while (next < 3) {
    int count = sendmmsg(fd, messages + next, 3 - next, 0);
    if (count <= 0) return 5;
    next += count;
  }
  int came = drain(receiver, got);
  printf("%d came: %s, %u %u %u\n", came, got, messages[0].msg_len, messages[1].msg_len,
         messages[2].msg_len);
  messages[1].msg_hdr.msg_name = &forbidden;
  messages[1].msg_hdr.msg_namelen = sizeof forbidden;
  int first = sendmmsg(fd, messages, 2, 0);
  int second = first == 1 ? sendmmsg(fd, messages + 1, 1, 0) : 0;
  printf("%d %d, %d wrong\n", first, second, drain(other, NULL));
  return 0;
}
