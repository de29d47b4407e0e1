/* Descriptor tables and directories that processes and threads share, part with and pass on. */
#include "state.h"

static char stack[65536];

static void *in_thread(void *argument) {
  int *ends = argument;
  char byte;
  CHECK(read(ends[0], &byte, 1));
  CHECK(open("/dev/zero", O_RDONLY | O_CLOEXEC));
  CHECK(chdir("/usr"));
  CHECK(close(ends[0]));
  return NULL;
}

static void threads(void) {
  int ends[2];
  pthread_t thread;
  CHECK(pipe(ends));
  if (pthread_create(&thread, NULL, in_thread, ends) != 0) CHECK(-1);
  CHECK(open("/dev/null", O_WRONLY));
  CHECK(write(ends[1], "x", 1));
  if (pthread_join(thread, NULL) != 0) CHECK(-1);
  CHECK(chdir(home));
  CHECK(close_range(3, ~0U, 0));
}

static void *in_own_table(void *argument) {
  (void)argument;
  CHECK(unshare(CLONE_FILES | CLONE_FS));
  CHECK(open("/dev/full", O_RDONLY));
  CHECK(chdir("/"));
  CHECK(close_range(3, 5, CLOSE_RANGE_UNSHARE));
  return NULL;
}

static void parted_threads(void) {
  pthread_t thread;
  CHECK(open("/dev/null", O_RDONLY));
  if (pthread_create(&thread, NULL, in_own_table, NULL) != 0) CHECK(-1);
  if (pthread_join(thread, NULL) != 0) CHECK(-1);
  CHECK(open("/dev/null", O_RDONLY));
  CHECK(close_range(3, ~0U, 0));
}

static int in_child(void *argument) {
  (void)argument;
  CHECK(open("/dev/zero", O_RDONLY));
  CHECK(close(3));
  CHECK(chdir("/etc"));
  return 0;
}

/* A process that shares with its creator what the flags say. */
static void clones(int flags) {
  int file = create("cloned");
  await(CHECK(clone(in_child, stack + sizeof stack, flags | SIGCHLD, NULL)));
  CHECK(open("/dev/null", O_RDONLY));
  CHECK(chdir(home));
  MAY(close(file));
  CHECK(unlink("cloned"));
  CHECK(close_range(3, ~0U, 0));
}

/* A process that shares the table leaves it by close_range(2). */
static int in_leaver(void *argument) {
  (void)argument;
  CHECK(close_range(3, 3, CLOSE_RANGE_UNSHARE));
  CHECK(open("/dev/zero", O_RDONLY));
  return 0;
}

static void leavers(void) {
  CHECK(open("/dev/null", O_RDONLY));
  CHECK(open("/dev/null", O_RDONLY));
  await(CHECK(clone(in_leaver, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL)));
  CHECK(close(4));
  CHECK(close_range(3, ~0U, 0));
}

static void pidfds(void) {
  int by_clone3 = -1, by_clone = -1;
  struct clone_args args = {
      .flags = CLONE_PIDFD, .pidfd = (unsigned long)&by_clone3, .exit_signal = SIGCHLD};
  pid_t child = CHECK(syscall(SYS_clone3, &args, sizeof args));
  if (child == 0) _exit(0);
  await(child);
  child = CHECK(clone(in_child, stack + sizeof stack, CLONE_PIDFD | SIGCHLD, NULL, &by_clone));
  await(child);
  CHECK(close(by_clone3));
  CHECK(close(by_clone));
}

/* Executes /bin/true, which keeps some descriptors and loses others. */
static void execs(int by_vfork) {
  int ends[2];
  CHECK(pipe2(ends, O_CLOEXEC));
  CHECK(dup(ends[0]));
  CHECK(open("/dev/null", O_RDONLY | O_CLOEXEC));
  int kept = CHECK(open("/dev/zero", O_RDONLY));
  CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
  pid_t child = CHECK(by_vfork ? vfork() : fork());
  if (child == 0) {
    execl("/missing", "missing", NULL);
    execl("/bin/true", "true", NULL);
    _exit(1);
  }
  await(child);
  CHECK(dup(kept));
  CHECK(close_range(3, ~0U, 0));
}

static void *in_executor(void *argument) {
  (void)argument;
  CHECK(open("/dev/full", O_RDONLY));
  execl("/bin/true", "true", NULL);
  return NULL;
}

/* A thread that is not the first executes a program, and takes over its process. */
static void executes_from_a_thread(void) {
  CHECK(open("/dev/null", O_RDONLY | O_CLOEXEC));
  pid_t child = CHECK(fork());
  if (child == 0) {
    pthread_t thread;
    pthread_create(&thread, NULL, in_executor, NULL);
    for (;;) pause();
  }
  await(child);
}

/* An execve(2) parts with a table that others share. */
static int in_sharing_executor(void *argument) {
  (void)argument;
  CHECK(open("/dev/zero", O_RDONLY));
  execl("/bin/true", "true", NULL);
  return 1;
}

static void executes_with_a_shared_table(void) {
  CHECK(open("/dev/null", O_RDONLY | O_CLOEXEC));
  await(CHECK(clone(in_sharing_executor, stack + sizeof stack, CLONE_FILES | SIGCHLD, NULL)));
  CHECK(open("/dev/null", O_RDONLY));
  CHECK(close_range(3, ~0U, 0));
}

/* Threads that open and close at the same time get each other's numbers. */
static void *busily(void *argument) {
  (void)argument;
  for (int i = 0; i < 12; i++) CHECK(close(CHECK(open("/dev/null", O_RDONLY))));
  return NULL;
}

static void races(void) {
  pthread_t crowd[2];
  for (int i = 0; i < 2; i++) pthread_create(&crowd[i], NULL, busily, NULL);
  for (int i = 0; i < 2; i++) pthread_join(crowd[i], NULL);
  CHECK(open("/dev/null", O_RDONLY));
  CHECK(close_range(3, ~0U, 0));
}

int main(void) {
  enter_home();
  threads();
  parted_threads();
  clones(0);
  clones(CLONE_FILES);
  clones(CLONE_FS);
  clones(CLONE_FILES | CLONE_FS);
  leavers();
  pidfds();
  execs(0);
  execs(1);
  executes_from_a_thread();
  executes_with_a_shared_table();
  races();
  leave_home();
  return 0;
}
