/* Files and directories that are opened, renamed, replaced and deleted while they are in use. */
#include "state.h"

static int openat2_of(int directory, const char *path, unsigned long flags) {
  struct open_how how = {.flags = flags, .resolve = RESOLVE_NO_MAGICLINKS};
  return CHECK(syscall(SYS_openat2, directory, path, &how, sizeof how));
}

static void opens(void) {
  CHECK(mkdir("d", 0700));
  CHECK(close(create("d/file")));
  CHECK(symlink("d", "to-d"));
  CHECK(symlink("file", "d/to-file"));
  int directory = CHECK(open("d", O_RDONLY | O_DIRECTORY));
  CHECK(openat(directory, "file", O_RDONLY));
  CHECK(openat(directory, "../d/./file", O_WRONLY | O_CLOEXEC));
  CHECK(openat(directory, "/etc/passwd", O_RDONLY));
  CHECK(open("to-d/to-file", O_RDONLY));
  CHECK(openat(AT_FDCWD, "d//to-file", O_RDONLY));
  CHECK(openat2_of(directory, "file", O_RDWR | O_CLOEXEC));
  CHECK(openat2_of(AT_FDCWD, "to-d/file", O_RDONLY));
  CHECK(open("d/file", O_PATH));
  CHECK(open("to-d", O_PATH | O_NOFOLLOW | O_CLOEXEC));
  int unnamed = open(".", O_TMPFILE | O_RDWR, 0600);
  if (unnamed != -1) CHECK(write(unnamed, "x", 1));
  CHECK(creat("created", 0600));
  CHECK(open("/proc/self/status", O_RDONLY));
  CHECK(open("/dev/fd/3", O_RDONLY));
  CHECK(open("/dev/null", O_RDWR));
  if (open("d/missing", O_RDONLY) != -1 || openat(directory, "file/x", O_RDONLY) != -1) CHECK(-1);
  CHECK(unlink("created"));
  CHECK(close_range(3, ~0U, 0));
  CHECK(unlink("to-d"));
  CHECK(unlink("d/to-file"));
  CHECK(unlink("d/file"));
  CHECK(rmdir("d"));
}

static void renames(void) {
  CHECK(mkdir("a", 0700));
  CHECK(mkdir("a/b", 0700));
  int file = create("a/b/file");
  int directory = CHECK(open("a/b", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  CHECK(rename("a/b/file", "a/b/other"));
  CHECK(rename("a", "moved"));
  CHECK(renameat(directory, "other", directory, "third"));
  CHECK(syscall(SYS_renameat2, AT_FDCWD, "moved/b", AT_FDCWD, "c", 1 /* RENAME_NOREPLACE */));
  CHECK(openat(directory, "third", O_RDONLY));
  int replaced = create("replaced");
  CHECK(rename("c/third", "replaced"));
  CHECK(openat(AT_FDCWD, "replaced", O_RDONLY));
  CHECK(mkdir("c/x", 0700));
  int x = create("c/x/1");
  CHECK(syscall(SYS_renameat2, AT_FDCWD, "c/x", AT_FDCWD, "moved", 2 /* RENAME_EXCHANGE */));
  CHECK(rename("moved/1", "moved/1"));
  CHECK(link("moved/1", "linked"));
  CHECK(open("linked", O_RDONLY));
  CHECK(unlink("moved/1"));
  CHECK(close(x));
  CHECK(close(replaced));
  CHECK(close(file));
  CHECK(unlink("linked"));
  CHECK(unlink("replaced"));
  CHECK(rmdir("c/x"));
  CHECK(unlinkat(AT_FDCWD, "c", AT_REMOVEDIR));
  CHECK(rmdir("moved"));
  CHECK(close_range(3, ~0U, 0));
}

static void deletions(void) {
  int file = create("file");
  CHECK(dup(file));
  CHECK(unlink("file"));
  int again = create("file");
  CHECK(rename("file", "file2"));
  CHECK(close(create("file")));
  CHECK(unlinkat(AT_FDCWD, "file2", 0));
  CHECK(open("file", O_RDONLY));
  CHECK(unlink("file"));
  CHECK(close(again));
  CHECK(close_range(3, ~0U, 0));
}

static void directories(void) {
  char buffer[4096];
  int top = CHECK(open(".", O_PATH | O_CLOEXEC));
  CHECK(mkdir("d", 0700));
  CHECK(mkdir("d/e", 0700));
  CHECK(symlink("d/e", "to-e"));
  CHECK(chdir("d"));
  CHECK(chdir("e"));
  CHECK(chdir("../.."));
  CHECK(chdir("to-e"));
  CHECK(chdir(".."));
  CHECK(fchdir(top));
  int directory = CHECK(open("d/e", O_RDONLY));
  CHECK(fchdir(directory));
  CHECK(syscall(SYS_getcwd, buffer, sizeof buffer));
  CHECK(close(create("here")));
  CHECK(open("here", O_RDONLY));
  CHECK(renameat(top, "d", top, "renamed"));
  CHECK(open("here", O_RDONLY));
  CHECK(unlink("here"));
  CHECK(unlinkat(top, "renamed/e", AT_REMOVEDIR));
  MAY(syscall(SYS_getcwd, buffer, sizeof buffer));
  CHECK(open(".", O_RDONLY | O_DIRECTORY));
  CHECK(fchdir(top));
  CHECK(unlink("to-e"));
  CHECK(rmdir("renamed"));
  CHECK(close_range(3, ~0U, 0));
}

/* What a file held by a child is called changes for the child, too. */
static void elsewhere(void) {
  int file = create("file");
  int go[2];
  CHECK(pipe(go));
  pid_t child = CHECK(fork());
  if (child == 0) {
    char byte;
    CHECK(read(go[0], &byte, 1));
    CHECK(lseek(file, 5, SEEK_SET));
    CHECK(close(go[0]));
    _exit(0);
  }
  CHECK(rename("file", "new-name"));
  CHECK(write(file, "abc", 3));
  CHECK(unlink("new-name"));
  CHECK(write(go[1], "x", 1));
  await(child);
  CHECK(lseek(file, 0, SEEK_CUR));
  CHECK(close_range(3, ~0U, 0));
}

static void root(void) {
  if (geteuid() != 0) return;
  pid_t child = CHECK(fork());
  if (child == 0) {
    CHECK(mkdir("root", 0700));
    CHECK(mkdir("root/in", 0700));
    CHECK(close(create("root/in/file")));
    int outside = CHECK(open("/etc", O_RDONLY | O_DIRECTORY));
    CHECK(chroot("root"));
    CHECK(open("/in/file", O_RDONLY));
    CHECK(chdir("/in"));
    CHECK(open("../../../in/file", O_RDONLY));
    CHECK(openat(outside, "passwd", O_RDONLY));
    CHECK(unlink("/in/file"));
    CHECK(chdir("/"));
    CHECK(rmdir("in"));
    _exit(0);
  }
  await(child);
  CHECK(rmdir("root"));
}

int main(void) {
  enter_home();
  opens();
  renames();
  deletions();
  directories();
  elsewhere();
  root();
  leave_home();
  return 0;
}
