/* Files by their names: opening, making, moving, asking about and removing them. */
#include "told.h"

#include <dirent.h>
#include <linux/openat2.h>
#include <sys/sysmacros.h>

static int pid, uid, gid;

static void opening(void) {
  TELL(CALL(open, "/dev/null", O_RDONLY), "open(\"/dev/null\", O_RDONLY)");
  TELL(CALL(open, "none", O_RDWR | O_NONBLOCK), "open(\"none\", O_RDWR|O_NONBLOCK)");
  TELL(CALL(open, "made", O_WRONLY | O_CREAT | O_EXCL | O_TRUNC, 0640),
       "open(\"made\", O_WRONLY|O_CREAT|O_EXCL|O_TRUNC, 0640)");
  TELL(CALL(openat, AT_FDCWD, "/dev/null", O_RDONLY | O_CLOEXEC),
       "openat(AT_FDCWD, \"/dev/null\", O_RDONLY|O_CLOEXEC)");
  TELL(CALL(openat, AT_FDCWD, ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NOCTTY),
       "openat(AT_FDCWD, \".\", O_RDONLY|O_NOCTTY|O_NOFOLLOW|O_DIRECTORY)");
  TELL(CALL(openat, AT_FDCWD, ".", O_TMPFILE | O_RDWR, 0600),
       "openat(AT_FDCWD, \".\", O_RDWR|O_TMPFILE, 0600)");
  TELL(CALL(openat, AT_FDCWD, ".", O_PATH), "openat(AT_FDCWD, \".\", O_RDONLY|O_PATH)");
  TELL(CALL(openat, AT_FDCWD, "made", O_WRONLY | O_APPEND | O_SYNC | O_NOATIME),
       "openat(AT_FDCWD, \"made\", O_WRONLY|O_APPEND|O_SYNC|O_NOATIME)");
  TELL(CALL(openat, 99, "a", O_RDWR | O_DSYNC), "openat(99, \"a\", O_RDWR|O_DSYNC)");
  TELL(CALL(openat, -1, "a", O_ACCMODE), "openat(-1, \"a\", O_ACCMODE)");
  struct open_how how = {.flags = O_RDONLY | O_CLOEXEC, .resolve = RESOLVE_NO_SYMLINKS};
  TELL(CALL(openat2, AT_FDCWD, "made", &how, sizeof how),
       "openat2(AT_FDCWD, \"made\", {flags=O_RDONLY|O_CLOEXEC, resolve=RESOLVE_NO_SYMLINKS}, 24)");
  TELL(CALL(creat, "other", 0600), "creat(\"other\", 0600)");
  TELL(CALL(open, NULL, O_RDONLY), "open(NULL, O_RDONLY)");
  TELL(CALL(open, "", O_RDONLY), "open(\"\", O_RDONLY)");
  TELL(CALL(open, 1L, O_RDONLY), "open(0x1, O_RDONLY)");
  for (int fd = 3; fd < 12; fd++) TELL(CALL(close, fd), "close(%d)", fd);
}

/* Names are text of the C language, and however long. */
static void names(void) {
  TELL(CALL(access, "tab\tline\nquote\"back\\slash", F_OK),
       "access(\"tab\\tline\\nquote\\\"back\\\\slash\", F_OK)");
  TELL(CALL(access, "\303\244\1\0012\377", R_OK), "access(\"\\303\\244\\1\\0012\\377\", R_OK)");
  TELL(CALL(access, "/told/a/path/that/is/longer/than/the/limit/of/other/text", W_OK | X_OK),
       "access(\"/told/a/path/that/is/longer/than/the/limit/of/other/text\", W_OK|X_OK)");
  static char long_name[5000];
  memset(long_name, 'x', 4999);
  TELL(CALL(access, long_name, R_OK | W_OK), "access(\"%.4095s\"..., R_OK|W_OK)", long_name);
}

static const struct name statx_mask[] = {
    {STATX_TYPE, "STATX_TYPE"},     {STATX_MODE, "STATX_MODE"},     {STATX_NLINK, "STATX_NLINK"},
    {STATX_UID, "STATX_UID"},       {STATX_GID, "STATX_GID"},       {STATX_ATIME, "STATX_ATIME"},
    {STATX_MTIME, "STATX_MTIME"},   {STATX_CTIME, "STATX_CTIME"},   {STATX_INO, "STATX_INO"},
    {STATX_SIZE, "STATX_SIZE"},     {STATX_BLOCKS, "STATX_BLOCKS"}, {STATX_BTIME, "STATX_BTIME"},
    {STATX_MNT_ID, "STATX_MNT_ID"}, {0, 0}};

/* All of the basic ones together have a name of their own. */
static const char *mask(unsigned value) {
  if ((value & STATX_BASIC_STATS) != STATX_BASIC_STATS) return flags(value, statx_mask);
  unsigned more = value & ~STATX_BASIC_STATS;
  return text("STATX_BASIC_STATS%s%s", more ? "|" : "", more ? flags(more, statx_mask) : "");
}

static void questions(void) {
  struct stat st;
  TELL(CALL(stat, "made", &st), "stat(\"made\", {st_mode=S_IFREG|0640, st_size=0, ...})");
  TELL(CALL(stat, "none", &st), "stat(\"none\", %p)", (void *)&st);
  TELL(CALL(stat, "none", NULL), "stat(\"none\", NULL)");
  TELL(CALL(stat, "/dev/null", &st),
       "stat(\"/dev/null\", {st_mode=S_IFCHR|0666, st_rdev=makedev(0x1, 0x3), ...})");
  TELL(CALL(lstat, "/proc/self", &st),
       "lstat(\"/proc/self\", {st_mode=S_IFLNK|0777, st_size=0, ...})");
  TELL(CALL(newfstatat, AT_FDCWD, ".", &st, 0),
       "newfstatat(AT_FDCWD, \".\", {st_mode=S_IFDIR|0%o, st_size=%ld, ...}, 0)",
       st.st_mode & 07777, st.st_size);
  TELL(CALL(newfstatat, AT_FDCWD, "", &st, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW),
       "newfstatat(AT_FDCWD, \"\", {st_mode=S_IFDIR|0%o, st_size=%ld, ...}, "
       "AT_SYMLINK_NOFOLLOW|AT_EMPTY_PATH)",
       st.st_mode & 07777, st.st_size);
  struct statx stx;
  TELL(CALL(statx, AT_FDCWD, "made", AT_STATX_SYNC_AS_STAT, STATX_SIZE | STATX_MODE, &stx),
       "statx(AT_FDCWD, \"made\", AT_STATX_SYNC_AS_STAT, STATX_MODE|STATX_SIZE, "
       "{stx_mask=%s, stx_attributes=%s, stx_mode=S_IFREG|0640, stx_size=0, ...})",
       mask(stx.stx_mask), stx.stx_attributes ? "?" : "0");
  TELL(CALL(statx, AT_FDCWD, "none", AT_SYMLINK_NOFOLLOW | AT_STATX_DONT_SYNC, STATX_ALL, &stx),
       "statx(AT_FDCWD, \"none\", AT_STATX_DONT_SYNC|AT_SYMLINK_NOFOLLOW, STATX_ALL, %p)",
       (void *)&stx);
  TELL(CALL(access, "made", F_OK), "access(\"made\", F_OK)");
  TELL(CALL(faccessat, AT_FDCWD, "made", R_OK | W_OK),
       "faccessat(AT_FDCWD, \"made\", R_OK|W_OK)");
  TELL(CALL(faccessat2, AT_FDCWD, "made", R_OK, AT_EACCESS),
       "faccessat2(AT_FDCWD, \"made\", R_OK, AT_EACCESS)");
  char buffer[4096];
  TELL(CALL(readlink, "/proc/self", buffer, sizeof buffer), "readlink(\"/proc/self\", \"%d\", 4096)",
       pid);
  TELL(CALL(readlink, "made", buffer, 16L), "readlink(\"made\", %p, 16)", buffer);
  TELL(CALL(getcwd, buffer, sizeof buffer), "getcwd(\"%s\", 4096)", buffer);
  TELL(CALL(getcwd, buffer, 1L), "getcwd(%p, 1)", buffer);
  TELL(CALL(statfs, "none", buffer), "statfs(\"none\", %p)", buffer);
}

static void making(void) {
  TELL(CALL(mkdir, "dir", 0755), "mkdir(\"dir\", 0755)");
  TELL(CALL(mkdirat, AT_FDCWD, "dir/sub", 0700), "mkdirat(AT_FDCWD, \"dir/sub\", 0700)");
  TELL(CALL(mkdir, "none/sub", 0777), "mkdir(\"none/sub\", 0777)");
  TELL(CALL(mknod, "fifo", S_IFIFO | 0600), "mknod(\"fifo\", S_IFIFO|0600)");
  TELL(CALL(mknodat, AT_FDCWD, "plain", S_IFREG | 0644, 0),
       "mknodat(AT_FDCWD, \"plain\", S_IFREG|0644)");
  TELL(CALL(mknod, "none/null", S_IFCHR | 0666, makedev(1, 3)),
       "mknod(\"none/null\", S_IFCHR|0666, makedev(0x1, 0x3))");
  TELL(CALL(link, "made", "hard"), "link(\"made\", \"hard\")");
  TELL(CALL(linkat, AT_FDCWD, "made", AT_FDCWD, "hard2", AT_SYMLINK_FOLLOW),
       "linkat(AT_FDCWD, \"made\", AT_FDCWD, \"hard2\", AT_SYMLINK_FOLLOW)");
  TELL(CALL(symlink, "made", "soft"), "symlink(\"made\", \"soft\")");
  TELL(CALL(symlinkat, "a target of some forty letters in length", AT_FDCWD, "soft2"),
       "symlinkat(\"a target of some forty letters in length\", AT_FDCWD, \"soft2\")");
  char buffer[64];
  TELL(CALL(readlinkat, AT_FDCWD, "soft", buffer, sizeof buffer),
       "readlinkat(AT_FDCWD, \"soft\", \"made\", 64)");
  TELL(CALL(readlink, "soft2", buffer, sizeof buffer),
       "readlink(\"soft2\", \"a target of some forty letters i\"..., 64)");
  TELL(CALL(rename, "hard", "dir/moved"), "rename(\"hard\", \"dir/moved\")");
  TELL(CALL(renameat, AT_FDCWD, "hard2", AT_FDCWD, "hard3"),
       "renameat(AT_FDCWD, \"hard2\", AT_FDCWD, \"hard3\")");
  TELL(CALL(renameat2, AT_FDCWD, "hard3", AT_FDCWD, "plain", RENAME_NOREPLACE),
       "renameat2(AT_FDCWD, \"hard3\", AT_FDCWD, \"plain\", RENAME_NOREPLACE)");
  TELL(CALL(renameat2, AT_FDCWD, "none", 7, "none", RENAME_EXCHANGE | RENAME_WHITEOUT),
       "renameat2(AT_FDCWD, \"none\", 7, \"none\", RENAME_EXCHANGE|RENAME_WHITEOUT)");
}

static void changing(void) {
  TELL(CALL(chmod, "made", 04711), "chmod(\"made\", 04711)");
  TELL(CALL(fchmodat, AT_FDCWD, "made", 0600), "fchmodat(AT_FDCWD, \"made\", 0600)");
  TELL(CALL(chown, "made", uid, -1), "chown(\"made\", %d, -1)", uid);
  TELL(CALL(lchown, "soft", uid, gid), "lchown(\"soft\", %d, %d)", uid, gid);
  TELL(CALL(fchownat, AT_FDCWD, "soft", -1, gid, AT_SYMLINK_NOFOLLOW),
       "fchownat(AT_FDCWD, \"soft\", -1, %d, AT_SYMLINK_NOFOLLOW)", gid);
  TELL(CALL(truncate, "made", 5000L), "truncate(\"made\", 5000)");
  struct timespec times[2] = {{0, UTIME_OMIT}, {0, UTIME_NOW}};
  TELL(CALL(utimensat, AT_FDCWD, "made", times, AT_SYMLINK_NOFOLLOW),
       "utimensat(AT_FDCWD, \"made\", [UTIME_OMIT, UTIME_NOW], AT_SYMLINK_NOFOLLOW)");
  TELL(CALL(utimensat, AT_FDCWD, "made", NULL, 0), "utimensat(AT_FDCWD, \"made\", NULL, 0)");
  TELL_WHOLE(CALL(umask, 077), "umask(077) = 022");
}

static void attributes(void) {
  char value[64];
  TELL(CALL(setxattr, "made", "user.told", "some value", 10L, 1 /* XATTR_CREATE */),
       "setxattr(\"made\", \"user.told\", \"some value\", 10, XATTR_CREATE)");
  TELL(CALL(lsetxattr, "none", "user.told", "a\0b", 3L, 0),
       "lsetxattr(\"none\", \"user.told\", \"a\\0b\", 3, 0)");
  TELL(CALL(getxattr, "none", "user.told", value, sizeof value),
       "getxattr(\"none\", \"user.told\", %p, 64)", value);
  TELL(CALL(lgetxattr, "made", "user.none", value, 16L),
       "lgetxattr(\"made\", \"user.none\", %p, 16)", value);
  TELL(CALL(listxattr, "none", value, sizeof value), "listxattr(\"none\", %p, 64)", value);
  TELL(CALL(removexattr, "made", "user.none"), "removexattr(\"made\", \"user.none\")");
}

static void removing(void) {
  TELL(CALL(chdir, "dir"), "chdir(\"dir\")");
  TELL(CALL(chdir, ".."), "chdir(\"..\")");
  int fd = TELL(CALL(open, "dir", O_RDONLY | O_DIRECTORY), "open(\"dir\", O_RDONLY|O_DIRECTORY)");
  TELL(CALL(fchdir, fd), "fchdir(%d)", fd);
  TELL(CALL(unlinkat, fd, "moved", 0), "unlinkat(%d, \"moved\", 0)", fd);
  TELL(CALL(unlinkat, fd, "sub", AT_REMOVEDIR), "unlinkat(%d, \"sub\", AT_REMOVEDIR)", fd);
  TELL(CALL(chdir, "/"), "chdir(\"/\")");
  TELL(CALL(rmdir, "/told/none"), "rmdir(\"/told/none\")");
  TELL(CALL(unlink, "/"), "unlink(\"/\")");
}

static void prepare(void) {
  pid = getpid();
  uid = getuid();
  gid = getgid();
}

static void narrate(void) {
  opening();
  names();
  making();
  questions();
  changing();
  attributes();
  removing();
}
