/* Descriptors of every kind: made, copied, marked and closed in all ways that there are. */
#include "state.h"

static void copies(void) {
  int file = create("file");
  int copy = CHECK(dup(file));
  CHECK(dup2(file, 20));
  CHECK(dup2(20, 20));
  CHECK(dup3(file, 21, O_CLOEXEC));
  CHECK(dup3(copy, 20, 0));
  int above = CHECK(fcntl(file, F_DUPFD, 30));
  int closing = CHECK(fcntl(file, F_DUPFD_CLOEXEC, 30));
  CHECK(fcntl(above, F_SETFD, FD_CLOEXEC));
  CHECK(fcntl(closing, F_SETFD, 0));
  CHECK(ioctl(closing, FIOCLEX));
  CHECK(ioctl(closing, FIONCLEX));
  CHECK(write(file, "0123456789", 10));
  CHECK(lseek(copy, 2, SEEK_SET));
  char bytes[4];
  CHECK(read(20, bytes, 3));
  CHECK(pread(file, bytes, 2, 7));
  CHECK(pwrite(file, bytes, 2, 20));
  CHECK(lseek(file, -1, SEEK_END));
  CHECK(lseek(file, 3, SEEK_CUR));
  struct iovec parts[2] = {{bytes, 1}, {bytes + 1, 2}};
  CHECK(writev(file, parts, 2));
  CHECK(lseek(file, 0, SEEK_SET));
  CHECK(readv(file, parts, 2));
  CHECK(preadv2(file, parts, 2, -1, 0));
  CHECK(pwritev(file, parts, 2, 3));
  CHECK(fcntl(file, F_SETFL, O_APPEND));
  CHECK(write(file, "end", 3));
  CHECK(ftruncate(file, 1));
  if (close(99) != -1 || dup2(99, 5) != -1) CHECK(-1);
  CHECK(close(copy));
  CHECK(close(20));
  CHECK(unlink("file"));
  CHECK(close(file));
  CHECK(close_range(21, 40, 0));
}

static void ranges(void) {
  for (int i = 0; i < 8; i++) CHECK(open("/dev/null", O_RDONLY));
  CHECK(dup2(3, 100));
  CHECK(close_range(4, 6, CLOSE_RANGE_CLOEXEC));
  CHECK(close_range(5, 7, 0));
  CHECK(close_range(9, ~0U, CLOSE_RANGE_CLOEXEC));
  CHECK(close_range(9, ~0U, CLOSE_RANGE_UNSHARE));
  if (close_range(8, 3, 0) != -1) CHECK(-1);
  CHECK(close_range(3, ~0U, CLOSE_RANGE_CLOEXEC | CLOSE_RANGE_UNSHARE));
  CHECK(close_range(3, ~0U, 0));
}

static void pipes_and_sockets(void) {
  int ends[2];
  CHECK(pipe(ends));
  CHECK(write(ends[1], "ab", 2));
  CHECK(close(ends[0]));
  CHECK(pipe2(ends, O_CLOEXEC | O_NONBLOCK));
  CHECK(dup(ends[1]));
  CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
  CHECK(dup(ends[0]));
  CHECK(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends));
  CHECK(shutdown(ends[0], SHUT_RDWR));
  CHECK(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  CHECK(socket(AF_INET, SOCK_DGRAM, 0));
  MAY(socket(AF_NETLINK, SOCK_RAW, 0));
  CHECK(mkfifo("fifo", 0600));
  int fifo = CHECK(open("fifo", O_RDWR));
  CHECK(unlink("fifo"));
  CHECK(dup(fifo));
  CHECK(close_range(3, ~0U, 0));
}

static void events(void) {
  sigset_t none;
  sigemptyset(&none);
  int counter = CHECK(eventfd(1, EFD_CLOEXEC));
  CHECK(syscall(SYS_eventfd, 1));
  int epoll = CHECK(epoll_create1(EPOLL_CLOEXEC));
  CHECK(epoll_create(1));
  struct epoll_event event = {.events = EPOLLIN};
  CHECK(epoll_ctl(epoll, EPOLL_CTL_ADD, counter, &event));
  event.events = EPOLLOUT;
  CHECK(epoll_ctl(epoll, EPOLL_CTL_MOD, counter, &event));
  CHECK(epoll_wait(epoll, &event, 1, 0));
  CHECK(close(counter));
  CHECK(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC));
  int signals = CHECK(signalfd(-1, &none, SFD_CLOEXEC));
  CHECK(signalfd(signals, &none, 0));
  CHECK(signalfd(-1, &none, 0));
  int watch = CHECK(inotify_init1(IN_CLOEXEC));
  CHECK(inotify_init());
  CHECK(inotify_add_watch(watch, ".", IN_CREATE));
  int memory = CHECK(memfd_create("memory", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  CHECK(memfd_create("memory", 0));
  CHECK(write(memory, "x", 1));
  CHECK(syscall(SYS_pidfd_open, getpid(), 0));
  MAY(syscall(SYS_userfaultfd, O_CLOEXEC));
  MAY(syscall(SYS_fanotify_init, 1, 0));
  MAY(syscall(SYS_memfd_secret, 0));
  MAY(syscall(SYS_fsopen, "tmpfs", 1));
  MAY(syscall(SYS_landlock_create_ruleset, NULL, 0, 1));
  char ring[120] = {0};
  MAY(syscall(SYS_io_uring_setup, 1, ring));
  char attribute[112] = {1, 0, 0, 0, 112};
  MAY(syscall(SYS_perf_event_open, attribute, 0, -1, -1, 8));
  CHECK(close_range(3, ~0U, 0));
}

int main(void) {
  enter_home();
  copies();
  ranges();
  pipes_and_sockets();
  events();
  leave_home();
  return 0;
}
