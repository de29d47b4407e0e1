/* Descriptors that go from process to process through sockets, and by pidfd_getfd(2). */
#include "state.h"

#define MOST 4

/* Sends a byte with descriptors. */
static void give(int to, const int *descriptors, int count) {
  char byte = 'x';
  struct iovec part = {&byte, 1};
  char control[CMSG_SPACE(MOST * sizeof(int))] = {0};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  if (count > 0) {
    message.msg_control = control;
    message.msg_controllen = CMSG_SPACE(count * sizeof(int));
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(count * sizeof(int));
    memcpy(CMSG_DATA(header), descriptors, count * sizeof(int));
  }
  CHECK(sendmsg(to, &message, 0));
}

/* Receives bytes, and of the descriptors as many as fit in so many ints. */
static void take(int from, size_t bytes, int room, int flags) {
  char buffer[8];
  struct iovec part = {buffer, bytes};
  char control[CMSG_SPACE(MOST * sizeof(int))];
  struct msghdr message = {
      .msg_iov = &part,
      .msg_iovlen = 1,
      .msg_control = control,
      .msg_controllen = room == 0 ? 0 : CMSG_LEN(room * sizeof(int))};
  CHECK(recvmsg(from, &message, flags));
}

/* The receiver of everything that main gives. */
static void receive(int from, int flags) {
  take(from, 1, 1, flags);
  take(from, 1, 4, flags | MSG_CMSG_CLOEXEC);
  take(from, 1, 2, flags); /* of four: two are cut off */
  take(from, 1, 0, flags); /* no room for any */
  take(from, 1, 4, flags); /* none sent */
  take(from, 1, 4, flags | MSG_PEEK);
  take(from, 1, 4, flags);
  char byte;
  CHECK(read(from, &byte, 1)); /* read(2) loses what comes with the byte */
  take(from, 1, 4, flags); /* a descriptor that its sender has closed */
  MAY(lseek(3, 1, SEEK_CUR)); /* the sender's offset, too */
  MAY(lseek(4, 1, SEEK_CUR));
}

static void send_all(int to) {
  int file = create("sent");
  CHECK(write(file, "abcdef", 6));
  int ends[2];
  CHECK(pipe2(ends, O_CLOEXEC));
  int four[4] = {file, ends[0], ends[1], CHECK(eventfd(0, 0))};
  give(to, four, 1);
  give(to, four, 4);
  give(to, four, 4);
  give(to, four, 2);
  give(to, four, 0);
  give(to, four + 1, 1);
  give(to, four, 3);
  CHECK(lseek(file, 1, SEEK_SET));
  int closed = CHECK(socket(AF_UNIX, SOCK_STREAM, 0));
  give(to, &closed, 1);
  CHECK(close(closed));
  for (int i = 0; i < 4; i++) CHECK(close(four[i]));
  CHECK(unlink("sent"));
}

static void over_a_pair(int type) {
  int pair[2];
  CHECK(socketpair(AF_UNIX, type, 0, pair));
  pid_t child = CHECK(fork());
  if (child == 0) {
    CHECK(close(pair[0]));
    receive(pair[1], 0);
    _exit(0);
  }
  CHECK(close(pair[1]));
  send_all(pair[0]);
  await(child);
  CHECK(close(pair[0]));
}

static void over_a_connection(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
  int listener = CHECK(socket(AF_UNIX, SOCK_STREAM, 0));
  CHECK(bind(listener, (struct sockaddr *)&address, sizeof address));
  CHECK(listen(listener, 1));
  pid_t child = CHECK(fork());
  if (child == 0) {
    CHECK(close(listener));
    int client = CHECK(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    CHECK(connect(client, (struct sockaddr *)&address, sizeof address));
    receive(client, 0);
    _exit(0);
  }
  int server = CHECK(accept4(listener, NULL, NULL, SOCK_CLOEXEC));
  send_all(server);
  await(child);
  CHECK(unlink("socket"));
  CHECK(close(server));
  CHECK(close(listener));
}

/* One recvmsg(2) for the bytes of several sendmsg(2), and recvmmsg(2) for several messages. */
static void several_at_once(void) {
  int pair[2];
  CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
  int file = create("several");
  int null = CHECK(open("/dev/null", O_RDONLY));
  give(pair[0], &file, 0);
  give(pair[0], &file, 1);
  give(pair[0], &null, 1);
  take(pair[1], 8, 4, 0);
  take(pair[1], 8, 4, MSG_DONTWAIT);
  CHECK(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair));
  give(pair[0], &file, 1);
  give(pair[0], &null, 1);
  char bytes[2], control[2][CMSG_SPACE(sizeof(int))];
  struct iovec parts[2] = {{bytes, 1}, {bytes + 1, 1}};
  struct mmsghdr messages[2] = {0};
  for (int i = 0; i < 2; i++) {
    messages[i].msg_hdr.msg_iov = &parts[i];
    messages[i].msg_hdr.msg_iovlen = 1;
    messages[i].msg_hdr.msg_control = control[i];
    messages[i].msg_hdr.msg_controllen = sizeof control[i];
  }
  CHECK(recvmmsg(pair[1], messages, 2, 0, NULL));
  for (int i = 0; i < 2; i++) parts[i].iov_len = 1;
  give(pair[1], &pair[0], 1); /* a socket through itself */
  take(pair[0], 1, 1, 0);
  CHECK(unlink("several"));
  CHECK(close_range(3, ~0U, 0));
}

static void by_pidfd(void) {
  int file = create("fetched");
  int ends[2];
  CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
  pid_t child = CHECK(fork());
  if (child == 0) {
    char byte;
    CHECK(dup2(file, 50));
    CHECK(close(file));
    CHECK(write(ends[1], "x", 1));
    CHECK(lseek(50, 7, SEEK_SET));
    CHECK(read(ends[1], &byte, 1));
    _exit(0);
  }
  char byte;
  CHECK(read(ends[0], &byte, 1));
  int pidfd = CHECK(syscall(SYS_pidfd_open, child, 0));
  int fetched = syscall(SYS_pidfd_getfd, pidfd, 50, 0);
  if (fetched != -1) CHECK(fcntl(fetched, F_SETFD, 0));
  MAY(syscall(SYS_pidfd_getfd, pidfd, ends[1], 0));
  MAY(syscall(SYS_pidfd_getfd, pidfd, 99, 0));
  CHECK(write(ends[0], "x", 1));
  await(child);
  CHECK(unlink("fetched"));
  CHECK(close_range(3, ~0U, 0));
}

int main(void) {
  enter_home();
  over_a_pair(SOCK_STREAM);
  over_a_pair(SOCK_DGRAM);
  over_a_pair(SOCK_SEQPACKET);
  over_a_connection();
  several_at_once();
  by_pidfd();
  leave_home();
  return 0;
}
