/* Descriptors and what goes through them. */
#include "told.h"

#include <dirent.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/uio.h>

static void prepare(void) {
  require(open("data", O_RDWR | O_CREAT | O_TRUNC, 0644) == 3, "data");
  require(mkdir("dir", 0755) == 0 && open("dir", O_RDONLY | O_DIRECTORY) == 4, "dir");
}

static void bytes(void) {
  char buffer[256];
  TELL(CALL(write, 3, "hello\n", 6L), "write(3, \"hello\\n\", 6)");
  TELL(CALL(write, 3, "", 0L), "write(3, \"\", 0)");
  TELL(CALL(write, 3, NULL, 0L), "write(3, NULL, 0)");
  TELL(CALL(write, 3, 16L, 10L), "write(3, 0x10, 10)");
  TELL(CALL(write, 99, "abc", 3L), "write(99, \"abc\", 3)");
  TELL(CALL(write, 3, "exactly thirty-two letters here!", 32L),
       "write(3, \"exactly thirty-two letters here!\", 32)");
  TELL(CALL(write, 3, "thirty-three letters in this text", 33L),
       "write(3, \"thirty-three letters in this tex\"..., 33)");
  TELL(CALL(write, 3, "\0\1\7\10\11\12\13\14\15\0331\177\200\3778\0009\0007", 19L),
       "write(3, \"\\0\\1\\7\\10\\t\\n\\v\\f\\r\\0331\\177\\200\\3778\\09\\0007\", 19)");
  TELL(CALL(pwrite64, 3, "HE", 2L, 0L), "pwrite64(3, \"HE\", 2, 0)");
  TELL(CALL(pread64, 3, buffer, 5L, 0L), "pread64(3, \"HEllo\", 5, 0)");
  TELL(CALL(pread64, 3, buffer, 5L, -1L), "pread64(3, %p, 5, -1)", buffer);
  TELL(CALL(lseek, 3, 0L, SEEK_SET), "lseek(3, 0, SEEK_SET)");
  TELL(CALL(read, 3, buffer, 256L), "read(3, \"HEllo\\nexactly thirty-two letters\"..., 256)");
  TELL(CALL(read, 3, buffer, 256L), "read(3, \"\", 256)");
  TELL(CALL(read, 99, buffer, 256L), "read(99, %p, 256)", buffer);
  TELL(CALL(lseek, 3, -5L, SEEK_CUR), "lseek(3, -5, SEEK_CUR)");
  TELL(CALL(lseek, 3, 0L, SEEK_END), "lseek(3, 0, SEEK_END)");
  TELL(CALL(lseek, 3, 0L, SEEK_HOLE), "lseek(3, 0, SEEK_HOLE)");
  TELL(CALL(lseek, 3, 0L, 77), "lseek(3, 0, 0x4d /* SEEK_??? */)");
}

static void vectors(void) {
  struct iovec out[3] = {{"first ", 6}, {"second", 6}, {NULL, 0}};
  char a[4], b[64];
  struct iovec in[2] = {{a, sizeof a}, {b, sizeof b}};
  TELL(CALL(ftruncate, 3, 0L), "ftruncate(3, 0)");
  TELL(CALL(lseek, 3, 0L, SEEK_SET), "lseek(3, 0, SEEK_SET)");
  TELL(CALL(writev, 3, out, 3L),
       "writev(3, [{iov_base=\"first \", iov_len=6}, {iov_base=\"second\", iov_len=6}, "
       "{iov_base=NULL, iov_len=0}], 3)");
  TELL(CALL(writev, 3, out, 0L), "writev(3, [], 0)");
  TELL(CALL(writev, 3, NULL, 1L), "writev(3, NULL, 1)");
  TELL(CALL(pwritev, 3, out, 1L, 3L, 0L), "pwritev(3, [{iov_base=\"first \", iov_len=6}], 1, 3)");
  TELL(CALL(pwritev2, 3, out + 1, 1L, 0L, 0L, RWF_DSYNC),
       "pwritev2(3, [{iov_base=\"second\", iov_len=6}], 1, 0, RWF_DSYNC)");
  TELL(CALL(lseek, 3, 0L, SEEK_SET), "lseek(3, 0, SEEK_SET)");
  TELL(CALL(readv, 3, in, 2L),
       "readv(3, [{iov_base=\"seco\", iov_len=4}, {iov_base=\"ndst ond\", iov_len=64}], 2)");
  TELL(CALL(preadv, 3, in, 2L, 6L, 0L),
       "preadv(3, [{iov_base=\"st o\", iov_len=4}, {iov_base=\"nd\", iov_len=64}], 2, 6)");
  TELL(CALL(preadv2, 3, in, 1L, -1L, -1L, RWF_HIPRI),
       "preadv2(3, [{iov_base=\"\", iov_len=4}], 1, -1, RWF_HIPRI)");
  TELL(CALL(readv, 99, in, 2L),
       "readv(99, [{iov_base=%p, iov_len=4}, {iov_base=%p, iov_len=64}], 2)", a, b);
}

static void copies(void) {
  TELL(CALL(dup, 3), "dup(3)");
  TELL(CALL(dup2, 3, 6), "dup2(3, 6)");
  TELL(CALL(dup3, 3, 7, O_CLOEXEC), "dup3(3, 7, O_CLOEXEC)");
  TELL(CALL(dup3, 3, 3, 0), "dup3(3, 3, 0)");
  TELL(CALL(fcntl, 3, F_DUPFD, 10), "fcntl(3, F_DUPFD, 10)");
  TELL(CALL(fcntl, 3, F_DUPFD_CLOEXEC, 11), "fcntl(3, F_DUPFD_CLOEXEC, 11)");
  TELL_WHOLE(CALL(fcntl, 7, F_GETFD), "fcntl(7, F_GETFD) = 0x1 (flags FD_CLOEXEC)");
  TELL(CALL(fcntl, 3, F_GETFD), "fcntl(3, F_GETFD)");
  TELL(CALL(fcntl, 3, F_SETFD, FD_CLOEXEC), "fcntl(3, F_SETFD, FD_CLOEXEC)");
  TELL_WHOLE(CALL(fcntl, 3, F_GETFL), "fcntl(3, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)");
  TELL(CALL(fcntl, 3, F_SETFL, O_RDWR | O_APPEND | O_NONBLOCK),
       "fcntl(3, F_SETFL, O_RDWR|O_APPEND|O_NONBLOCK)");
  struct flock lock = {F_WRLCK, SEEK_SET, 0, 10, 0};
  TELL(CALL(fcntl, 3, F_SETLK, &lock),
       "fcntl(3, F_SETLK, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=0, l_len=10})");
  lock.l_type = F_RDLCK;
  TELL(CALL(fcntl, 3, F_GETLK, &lock),
       "fcntl(3, F_GETLK, {l_type=F_UNLCK, l_whence=SEEK_SET, l_start=0, l_len=10, l_pid=0})");
  TELL(CALL(fcntl, 3, 9999, 0x1234L), "fcntl(3, 0x270f /* F_??? */, 0x1234)");
  TELL(CALL(fcntl, 99, F_GETFD), "fcntl(99, F_GETFD)");
  TELL(CALL(flock, 3, LOCK_EX | LOCK_NB), "flock(3, LOCK_EX|LOCK_NB)");
  TELL(CALL(flock, 3, LOCK_UN), "flock(3, LOCK_UN)");
  TELL(CALL(close, 10), "close(10)");
  TELL(CALL(close, 10), "close(10)");
  TELL(CALL(close_range, 5, 11, 0), "close_range(5, 11, 0)");
  TELL(CALL(close_range, 100, ~0u, CLOSE_RANGE_CLOEXEC),
       "close_range(100, 4294967295, CLOSE_RANGE_CLOEXEC)");
}

static void pipes(void) {
  int p[2], q[2], n = 5;
  char buffer[16];
  TELL(CALL(pipe, p), "pipe([5, 6])");
  TELL(CALL(pipe2, q, O_CLOEXEC | O_NONBLOCK), "pipe2([7, 8], O_NONBLOCK|O_CLOEXEC)");
  TELL(CALL(pipe2, q, 1), "pipe2(%p, 0x1 /* O_??? */)", (void *)q);
  TELL(CALL(write, 6, "through", 7L), "write(6, \"through\", 7)");
  TELL(CALL(ioctl, 5, FIONREAD, &n), "ioctl(5, FIONREAD, [7])");
  TELL(CALL(tee, 5, 8, 4L, SPLICE_F_NONBLOCK), "tee(5, 8, 4, SPLICE_F_NONBLOCK)");
  long offset = 1;
  TELL(CALL(fcntl, 3, F_SETFL, O_RDWR), "fcntl(3, F_SETFL, O_RDWR)");
  TELL(CALL(splice, 5, NULL, 3, &offset, 7L, SPLICE_F_MOVE),
       "splice(5, NULL, 3, [1], 7, SPLICE_F_MOVE)");
  struct iovec out = {"memory", 6};
  TELL(CALL(vmsplice, 6, &out, 1L, SPLICE_F_GIFT),
       "vmsplice(6, [{iov_base=\"memory\", iov_len=6}], 1, SPLICE_F_GIFT)");
  TELL(CALL(read, 5, buffer, 16L), "read(5, \"memory\", 16)");
  TELL(CALL(read, 7, buffer, 16L), "read(7, \"thro\", 16)");
  TELL(CALL(read, 7, buffer, 16L), "read(7, %p, 16)", buffer);
  TELL_WHOLE(CALL(fcntl, 7, F_GETFL), "fcntl(7, F_GETFL) = 0x800 (flags O_RDONLY|O_NONBLOCK)");
  TELL(CALL(fcntl, 7, F_GETPIPE_SZ), "fcntl(7, F_GETPIPE_SZ)");
  TELL(CALL(fcntl, 7, F_SETPIPE_SZ, 4096), "fcntl(7, F_SETPIPE_SZ, 4096)");
}

static void controls(void) {
  int zero = 0;
  char buffer[64];
  TELL(CALL(ioctl, 3, TCGETS, buffer), "ioctl(3, TCGETS, %p)", buffer);
  TELL(CALL(ioctl, 3, TIOCGWINSZ, buffer), "ioctl(3, TIOCGWINSZ, %p)", buffer);
  TELL(CALL(ioctl, 3, FIONBIO, &zero), "ioctl(3, FIONBIO, [0])");
  TELL(CALL(ioctl, 3, FIOCLEX), "ioctl(3, FIOCLEX)");
  TELL(CALL(ioctl, 3, FIONCLEX), "ioctl(3, FIONCLEX)");
  TELL(CALL(ioctl, 99, TIOCGPGRP, buffer), "ioctl(99, TIOCGPGRP, %p)", buffer);
}

static void files(void) {
  struct stat st;
  long from = 0, to = 20;
  TELL(CALL(ftruncate, 3, 10L), "ftruncate(3, 10)");
  TELL(CALL(fstat, 3, &st), "fstat(3, {st_mode=S_IFREG|0644, st_size=10, ...})");
  TELL(CALL(fstat, 6, &st), "fstat(6, {st_mode=S_IFIFO|0600, st_size=0, ...})");
  TELL(CALL(fstat, 99, &st), "fstat(99, %p)", (void *)&st);
  TELL(CALL(fallocate, 3, FALLOC_FL_KEEP_SIZE, 0L, 4096L),
       "fallocate(3, FALLOC_FL_KEEP_SIZE, 0, 4096)");
  TELL(CALL(fallocate, 3, 0, 0L, 16L), "fallocate(3, 0, 0, 16)");
  TELL(CALL(fadvise64, 3, 0L, 0L, POSIX_FADV_SEQUENTIAL),
       "fadvise64(3, 0, 0, POSIX_FADV_SEQUENTIAL)");
  TELL(CALL(readahead, 3, 0L, 16L), "readahead(3, 0, 16)");
  TELL(CALL(copy_file_range, 3, &from, 3, &to, 5L, 0),
       "copy_file_range(3, [0], 3, [20], 5, 0)");
  TELL(CALL(sendfile, 6, 3, NULL, 4L), "sendfile(6, 3, NULL, 4)");
  TELL(CALL(sendfile, 8, 3, (from = 2, &from), 4L), "sendfile(8, 3, [2] => [%ld], 4)", from);
  TELL(CALL(fsync, 3), "fsync(3)");
  TELL(CALL(fdatasync, 3), "fdatasync(3)");
  TELL(CALL(sync_file_range, 3, 0L, 0L, SYNC_FILE_RANGE_WRITE),
       "sync_file_range(3, 0, 0, SYNC_FILE_RANGE_WRITE)");
  TELL(CALL(fchmod, 3, 0600), "fchmod(3, 0600)");
  TELL(CALL(fchown, 3, -1, -1), "fchown(3, -1, -1)");
  char buffer[2048];
  TELL(CALL(getdents64, 4, buffer, sizeof buffer), "getdents64(4, %p /* 2 entries */, 2048)",
       buffer);
  TELL(CALL(getdents64, 4, buffer, sizeof buffer), "getdents64(4, %p /* 0 entries */, 2048)",
       buffer);
  TELL(CALL(getdents64, 3, buffer, sizeof buffer), "getdents64(3, %p, 2048)", buffer);
  TELL(CALL(fsetxattr, 3, "user.told", "v", 1L, 2 /* XATTR_REPLACE */),
       "fsetxattr(3, \"user.told\", \"v\", 1, XATTR_REPLACE)");
  TELL(CALL(fgetxattr, 3, "user.told", buffer, 64L), "fgetxattr(3, \"user.told\", %p, 64)", buffer);
  TELL(CALL(fremovexattr, 3, "user.told"), "fremovexattr(3, \"user.told\")");
}

static void narrate(void) {
  bytes();
  vectors();
  copies();
  pipes();
  controls();
  files();
}
