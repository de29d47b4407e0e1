// Makes path calls of many kinds on last components of many kinds, and prints the outcome of each.
// Two runs in empty directories must print the same, whoever watches one of them.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utime.h>

#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif

static char longest[PATH_MAX + 16];

static const char *paths[] = {
    "file", "file/", "file/.", "file/..", "./file", "d/../file", "d//file", "file/x", "file/x/y",
    "d", "d/", "d/.", "d/..", "d/./", "d/../", "d/sub", "d/sub/", "d/sub/..", "empty", "empty/",
    "empty/.", "none", "none/", "none/.", "none/..", "none/x", "none/../file", "d/none", "d/none/",
    "to_file", "to_file/", "to_file/.", "to_file/x", "to_dir", "to_dir/", "to_dir/.", "to_dir/..",
    "to_dir/sub", "to_dir/none", "to_none", "to_none/", "to_none/.", "to_none_in_dir",
    "to_none_in_none", "loop", "loop/", "loop/x", "chain", "chain/", "to_slash_file",
    "to_slash_dir", "to_dots", "closed/in", "closed", "closed/", "closed/..", "closed/none", "fifo", "fifo/",
    "new\nline", "", ".", "./", "..", "../", "/", "//", "/.", "/..", "/proc/self", "/proc/self/",
    "/proc/self/cwd", "/proc/self/cwd/", "/proc/self/cwd/file", "/proc/self/cwd/none",
    "/proc/self/root", "/proc/self/fd/9", "/proc/self/fd/9/", "/proc/self/fd/9/x",
    "/proc/self/fd/8", "/proc/self/fd/8/", "/proc/self/fd/8/file", "/proc/self/fd/7",
    "/proc/self/fd/7/", "/proc/self/fd/6", "/proc/self/fd/6/", "/proc/self/fd/99", "/proc/self/fd/5", "/proc/self/fd/5/", "/proc/self/fd/5/x", "/proc/self/fd/5/..", "/proc/self/none", "/proc/self/exe", "/proc/self/exe/",
    "/proc/thread-self/cwd", "/proc/99999999/cwd", "/dev/null", "/dev/null/", "/dev/fd/9",
    "/dev/stdin", "/dev/stdin/", longest,
};
#define PATHS ((int)(sizeof paths / sizeof *paths))

static const int open_flags[] = {
    O_RDONLY, O_WRONLY, O_RDWR, O_PATH, O_RDONLY | O_DIRECTORY, O_RDONLY | O_NOFOLLOW,
    O_PATH | O_NOFOLLOW, O_PATH | O_DIRECTORY, O_WRONLY | O_CREAT, O_WRONLY | O_CREAT | O_EXCL, O_WRONLY | O_CREAT | O_NOFOLLOW,
    O_RDWR | O_CREAT | O_TRUNC, O_RDONLY | O_CREAT | O_DIRECTORY, O_RDWR | O_TMPFILE,
    O_RDONLY | O_TMPFILE, O_WRONLY | O_TMPFILE | O_EXCL, O_RDONLY | O_TRUNC, 3, O_RDONLY | O_EXCL,
    O_RDONLY | O_NOFOLLOW | O_DIRECTORY, O_WRONLY | O_APPEND, O_PATH | O_CREAT,
    O_RDONLY | O_LARGEFILE | 0x40000000,
};

static int delete(const char *path, const struct stat *is, int type, struct FTW *at) {
  (void)is;
  (void)type;
  return at->level == 0 ? 0 : remove(path);
}

static void file(const char *name) {
  int fd = open(name, O_CREAT | O_WRONLY | O_TRUNC, 0600);
  if (fd < 0 || write(fd, "f", 1) != 1 || close(fd) != 0) exit(3);
}

/* Makes the working directory what it was in the beginning. */
static void clear(void) {
  static const char *links[][2] = {
      {"file", "to_file"}, {"d", "to_dir"}, {"none", "to_none"}, {"d/none", "to_none_in_dir"},
      {"none/none", "to_none_in_none"}, {"loop", "loop"}, {"to_to_file", "chain"},
      {"to_file", "to_to_file"}, {"file/", "to_slash_file"}, {"d/", "to_slash_dir"},
      {"d/..", "to_dots"}};
  chmod("closed", 0700);
  chmod("made", 0700);
  chmod("empty", 0700);
  chmod("file", 0700);
  chmod("d", 0700);
  nftw(".", delete, 16, FTW_DEPTH | FTW_PHYS);
  int failed = mkdir("d", 0700) | mkdir("d/sub", 0755) | mkdir("empty", 0700) |
               mkdir("closed", 0700) | mkfifo("fifo", 0600);
  file("file");
  file("closed/in");
  file("new\nline");
  for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
    failed |= symlink(links[i][0], links[i][1]);
  }
  if (failed | chmod("closed", 0)) exit(3);
}

static void opened(const char *call, long fd, const char *path, int flags) {
  int error = errno;
  struct stat is;
  if (fd >= 0 && fstat((int)fd, &is) == 0) {
    printf("%s %#o '%s' ok %o %ld %#x\n", call, flags, path, is.st_mode, S_ISREG(is.st_mode) && *path != '/' ? (long)is.st_size : 0,
           fcntl((int)fd, F_GETFL));
    close((int)fd);
  } else {
    printf("%s %#o '%s' %s\n", call, flags, path, strerrorname_np(error));
  }
}

static void opens(int start, const char *path, int flags) {
  if ((flags & (O_TRUNC | O_ACCMODE)) && strstr(path, "exe")) return;
  flags |= O_NONBLOCK * !(flags & O_PATH);
  struct open_how how = {.flags = (unsigned)flags & ~0x40000000u, .mode = flags & (O_CREAT | 020000000) ? 0640 : 0};
  long valid = syscall(SYS_openat2, AT_FDCWD, "empty", &how, sizeof how);
  if (valid >= 0) close((int)valid);
  if (valid < 0 && errno == EINVAL) return; /* of two mistakes either may be told first */
  opened("open", syscall(SYS_openat, start, path, flags, 0640), path, flags);
  opened("openat2", syscall(SYS_openat2, start, path, &how, sizeof how), path, flags);
  if (flags & O_CREAT) return;
  how.resolve = RESOLVE_NO_SYMLINKS;
  opened("no links", syscall(SYS_openat2, start, path, &how, sizeof how), path, flags);
  how.resolve = RESOLVE_NO_MAGICLINKS;
  opened("no magic", syscall(SYS_openat2, start, path, &how, sizeof how), path, flags);
}

static const char *with;
static struct stat before;

static int type_of(int result, const struct stat *is) {
  return result < 0 ? result : (int)(is->st_mode & S_IFMT) + (is->st_ino == before.st_ino);
}

/* Outcome of a call by its number; CALLS when there is no more. */
static long make(int call, int start, const char *path, const char *other) {
  struct stat is;
  struct statx statx_is;
  struct statfs fs;
  char text[256] = {0};
  struct { struct file_handle head; char rest[128]; } handle = {.head.handle_bytes = 128};
  int mount;
  struct timespec times[2] = {{1, 1}, {2, 2}};
  struct timeval long_times[2] = {{1, 1}, {2, 2}};
  static const char value[] = "v";
#define CALL(what) if (call-- == 0) return (with = #what, (what))
  CALL(type_of(stat(path, &is), &is));
  CALL(type_of(lstat(path, &is), &is));
  CALL(type_of(fstatat(start, path, &is, AT_SYMLINK_NOFOLLOW), &is));
  CALL(type_of(fstatat(start, path, &is, AT_EMPTY_PATH), &is));
  CALL(statx(start, path, 0, STATX_BASIC_STATS, &statx_is));
  CALL(statx(start, path, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH, STATX_BASIC_STATS, &statx_is));
  CALL(syscall(SYS_access, path, R_OK));
  CALL(syscall(SYS_faccessat, start, path, W_OK));
  CALL(syscall(SYS_faccessat2, start, path, F_OK, AT_SYMLINK_NOFOLLOW));
  CALL(syscall(SYS_faccessat2, start, path, F_OK, AT_EMPTY_PATH));
  CALL((strcmp(path, "/proc/self") ? syscall(SYS_readlink, path, text, sizeof text) > 0 ? text[0] : -1 : 0));
  CALL((strcmp(path, "/proc/self") ? syscall(SYS_readlinkat, start, path, text, sizeof text) > 0 ? text[0] : -1 : 0));
  CALL(statfs(path, &fs));
  CALL(name_to_handle_at(start, path, &handle.head, &mount, 0));
  CALL(name_to_handle_at(start, path, &handle.head, &mount, AT_SYMLINK_FOLLOW));
  CALL(name_to_handle_at(start, path, &handle.head, &mount, AT_EMPTY_PATH));
  CALL(chdir(path) == 0 ? chdir(other) : -1);
  CALL(inotify_add_watch(4, path, IN_MODIFY) >= 0 ? 0 : -1);
  CALL(inotify_add_watch(4, path, IN_MODIFY | IN_DONT_FOLLOW) >= 0 ? 0 : -1);
  CALL(inotify_add_watch(4, path, IN_MODIFY | IN_ONLYDIR) >= 0 ? 0 : -1);
  CALL(getxattr(path, "user.x", text, 0));
  CALL(lgetxattr(path, "user.x", text, 0));
  CALL(listxattr(path, text, 0) >= 0 ? 0 : -1);
  CALL(llistxattr(path, text, 0) >= 0 ? 0 : -1);
  if (*path == '/' && strncmp(path, "/proc/self/cwd", 14) != 0) return LONG_MIN; /* nothing of the system's is changed */
  CALL(setxattr(path, "user.x", value, 1, 0));
  CALL(lsetxattr(path, "user.x", value, 1, 0));
  CALL(removexattr(path, "user.y"));
  CALL(lremovexattr(path, "user.y"));
  CALL(truncate(path, 1));
  CALL(utime(path, NULL));
  CALL(utimes(path, long_times));
  CALL(syscall(SYS_futimesat, start, path, long_times));
  CALL(utimensat(start, path, times, 0));
  CALL(utimensat(start, path, times, AT_SYMLINK_NOFOLLOW));
  CALL(utimensat(start, path, times, AT_EMPTY_PATH));
  CALL(chmod(path, 0755));
  CALL(syscall(SYS_fchmodat, start, path, 0755));
  CALL(syscall(SYS_fchmodat2, start, path, 0755, AT_SYMLINK_NOFOLLOW));
  CALL(syscall(SYS_fchmodat2, start, path, 0755, AT_EMPTY_PATH));
  CALL(chown(path, -1, -1));
  CALL(lchown(path, -1, -1));
  CALL(fchownat(start, path, -1, -1, AT_EMPTY_PATH));
  CALL(fchownat(start, path, -1, -1, AT_SYMLINK_NOFOLLOW));
  if (strcmp(path, "/proc/self/cwd") == 0 || strcmp(path, "/proc/self/cwd/") == 0) return LONG_MIN;
  CALL(mkdir(path, 0755));
  CALL(mkdirat(start, path, 0755));
  CALL(mknod(path, S_IFREG | 0644, 0));
  CALL(mknodat(start, path, S_IFIFO | 0644, 0));
  CALL(symlink("file", path));
  CALL(symlinkat("d", start, path));
  CALL(link("file", path));
  CALL(link("d", path));
  CALL(link(path, "made"));
  CALL(link(path, "made/"));
  CALL(link("to_file", path));
  CALL(linkat(start, path, AT_FDCWD, "made", AT_SYMLINK_FOLLOW));
  CALL(linkat(start, path, AT_FDCWD, "made", AT_EMPTY_PATH));
  CALL(linkat(AT_FDCWD, "/proc/self/fd/9", start, path, AT_SYMLINK_FOLLOW));
  CALL(unlink(path));
  CALL(unlinkat(start, path, 0));
  if (strcmp(path, "..") == 0 || strcmp(path, "../") == 0) return LONG_MIN;
  CALL(rmdir(path));
  CALL(unlinkat(start, path, AT_REMOVEDIR));
  CALL(rename(path, "made"));
  CALL(rename(path, "made/"));
  CALL(rename(path, "made/."));
  CALL(rename(path, "empty"));
  CALL(rename(path, "to_dir"));
  CALL(rename(path, path));
  CALL(rename(path, "file"));
  CALL(rename("file", path));
  CALL(rename("d", path));
  CALL(rename("to_file", path));
  CALL(rename("none", path));
  CALL(renameat2(start, path, AT_FDCWD, "file", RENAME_EXCHANGE));
  CALL(renameat2(start, path, AT_FDCWD, "d", RENAME_NOREPLACE));
  return LONG_MIN;
}

static void on_all(int start, const char *name, const char *back) {
  for (int call = 0, more = 1; more; call++) {
    more = 0;
    for (int i = 0; i < PATHS; i++) {
      memset(&before, 0, sizeof before);
      errno = 0;
      long result = make(call, start, paths[i], back);
      if (result == LONG_MIN) continue;
      int error = errno;
      more = 1;
      printf("%s: %.60s '%.40s' %ld %s\n", name, with, paths[i], result,
             result < 0 ? strerrorname_np(error) : "");
      if (call > 24 && result >= 0) clear();
    }
  }
}

static void print(const char *call, long result) {
  printf("%s %ld %s\n", call, result, strerrorname_np(errno));
}

static void without_path(int fd) {
  struct timespec times[2] = {{1, 1}, {2, 2}};
  struct stat is;
  struct statx more;
#define NONE(what) (errno = 0, print(#what, (long)(what)))
  NONE(futimens(fd, times));
  NONE(syscall(SYS_futimesat, fd, NULL, NULL));
  NONE(syscall(SYS_utimensat, fd, NULL, times, 0));
  NONE(syscall(SYS_utimensat, AT_FDCWD, NULL, times, 0));
  NONE(syscall(SYS_utimensat, fd, NULL, times, AT_SYMLINK_NOFOLLOW));
  NONE(syscall(SYS_newfstatat, fd, NULL, &is, AT_EMPTY_PATH));
  NONE(syscall(SYS_newfstatat, fd, NULL, &is, 0));
  NONE(syscall(SYS_statx, fd, NULL, AT_EMPTY_PATH, STATX_MODE, &more));
  NONE(syscall(SYS_fchownat, fd, NULL, -1, -1, AT_EMPTY_PATH));
  NONE(syscall(SYS_openat, fd, NULL, 0));
  NONE(syscall(SYS_stat, 1L, &is));
  NONE(syscall(SYS_openat, -1, "file", 0));
  NONE(syscall(SYS_openat, 9, "file", 0));
  NONE(syscall(SYS_openat, 77, "/none", 0));
  NONE(syscall(SYS_openat, 77, "/dev/null", 0) >= 0);
  NONE(syscall(SYS_openat, 77, "none", 0));
  NONE(syscall(SYS_unlinkat, 9, "file", 0));
  NONE(syscall(SYS_openat2, AT_FDCWD, "file", NULL, 24));
  struct { struct open_how how; long tail; } longer = {{.flags = 0}, 0}, wrong = {{.flags = 0}, 1};
  int one = (int)syscall(SYS_openat2, AT_FDCWD, "file", &longer, sizeof longer);
  printf("longer open_how %d\n", one >= 0);
  if (one >= 0) close(one);
  NONE(syscall(SYS_openat2, AT_FDCWD, "file", &wrong, sizeof wrong));
  NONE(syscall(SYS_openat2, AT_FDCWD, "file", &longer, 8));
  NONE(syscall(SYS_openat2, AT_FDCWD, "file", &longer, 5000));
  NONE(syscall(SYS_fanotify_mark, fd, 1, 2L, fd, NULL));
}

/* A working directory that is gone, and one whose path is nearly too long. */
static void in_odd_directories(void) {
  fflush(stdout);
  if (fork() == 0) {
    mkdir("gone", 0755);
    if (chdir("gone") != 0 || rmdir("../gone") != 0) exit(4);
    NONE(open("x", O_RDONLY));
    NONE(open("x", O_CREAT | O_WRONLY, 0644));
    NONE(mkdir("y", 0755));
    NONE(access("x", F_OK));
    fflush(stdout);
    _exit(0);
  }
  wait(NULL);
  if (fork() == 0) {
    char name[201];
    memset(name, 'l', 200);
    name[200] = 0;
    for (int i = 0; i < 15; i++) {
      int fd;
      if (mkdir(name, 0755) != 0 || chdir(name) != 0) break;
      NONE((fd = open(name, O_CREAT | O_RDWR, 0600)) >= 0);
      NONE(unlink(name));
      if (fd >= 0) close(fd);
    }
    fflush(stdout);
    _exit(0);
  }
  wait(NULL);
}

int main(int argc, char **argv) {
  umask(022);
  memset(longest, 'x', sizeof longest - 1);
  setvbuf(stdout, NULL, _IOFBF, 1 << 16);
  (void)argc;
  (void)argv;
  if (mkdir("here", 0755) != 0 || chdir("here") != 0) return 3;
  clear();
  int null = open("/dev/null", O_RDWR), watch = inotify_init1(0), ends[2];
  if (pipe(ends) != 0 || dup2(watch, 4) != 4) return 3;
  dup2(ends[0], 6);
  dup2(ends[1], 5);
  dup2(null, 7);
  dup2(open(".", O_RDONLY | O_DIRECTORY), 8);
  dup2(open("file", O_RDONLY), 9);
  for (unsigned flags = 0; flags < sizeof open_flags / sizeof *open_flags; flags++) {
    for (int i = 0; i < PATHS; i++) {
      opens(AT_FDCWD, paths[i], open_flags[flags]);
      if (open_flags[flags] & (O_CREAT | O_TRUNC)) fflush(stdout), unlink("none"), unlink("d/none"), truncate("file", 2);
    }
    fflush(stdout);
    clear();
  }
  dup2(open(".", O_RDONLY | O_DIRECTORY), 8);
  dup2(open("file", O_RDONLY), 9);
  on_all(8, "directory", "/proc/self/fd/8");
  dup2(open("file", O_RDONLY), 9);
  without_path(9);
  in_odd_directories();
  return 0;
}
