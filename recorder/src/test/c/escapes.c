// Tries to reach a file that a policy forbids, or the tracer, by all ways known.
//   escapes FORBIDDEN ALLOWED TRACER    two files in the working directory; the tracer's process id
// Prints "closed NAME" or "OPEN NAME" for each attempt. The forbidden file begins with 'f'.
#define _GNU_SOURCE
#include <errno.h>
#include <elf.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *forbidden, *allowed;
static int tracer;

/* Whether a descriptor is one of the forbidden file. */
static int reads(long fd) {
  char first = 0;
  int right = fd >= 0 && pread((int)fd, &first, 1, 0) == 1 && first == 'f';
  if (fd >= 0) close((int)fd);
  return right;
}

static void *low(size_t size) {
  return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
}

static long int80(long nr, long a, long b, long c) {
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(nr), "b"(a), "c"(b), "d"(c) : "memory");
  return (int)result;
}

static int by_open(void) { return reads(syscall(SYS_open, forbidden, O_RDONLY)); }

static int by_openat(void) { return reads(syscall(SYS_openat, AT_FDCWD, forbidden, O_RDONLY)); }

static int by_openat2(void) {
  struct open_how how = {.flags = O_RDONLY};
  return reads(syscall(SYS_openat2, AT_FDCWD, forbidden, &how, sizeof how));
}

static int by_openat2_beneath(void) {
  struct open_how how = {.flags = O_RDONLY, .resolve = RESOLVE_BENEATH};
  return reads(syscall(SYS_openat2, AT_FDCWD, forbidden, &how, sizeof how));
}

static int by_int80_open(void) {
  char *path = low(4096);
  strcpy(path, forbidden);
  return reads(int80(5, (long)path, O_RDONLY, 0));
}

static int by_int80_openat(void) {
  char *path = low(4096);
  strcpy(path, forbidden);
  return reads(int80(295, AT_FDCWD, (long)path, O_RDONLY));
}

static int by_x32(void) { return reads(syscall(0x40000000 + SYS_open, forbidden, O_RDONLY)); }

static int by_io_uring(void) {
  char params[120] = {0};
  long ring = syscall(SYS_io_uring_setup, 4, params);
  return ring >= 0;
}

static int by_dirfd(void) {
  int dir = open(".", O_RDONLY | O_DIRECTORY);
  return reads(openat(dir, forbidden, O_RDONLY));
}

static int by_symlink(void) {
  unlink("way");
  if (symlink(forbidden, "way") != 0) return 0;
  return reads(open("way", O_RDONLY));
}

static int by_dots(void) {
  char path[4096];
  mkdir("d", 0755);
  snprintf(path, sizeof path, "./d/..//./%s", forbidden);
  return reads(open(path, O_RDONLY));
}

static int by_proc_cwd(void) {
  char path[4096];
  snprintf(path, sizeof path, "/proc/self/cwd/%s", forbidden);
  int one = reads(open(path, O_RDONLY));
  snprintf(path, sizeof path, "/proc/thread-self/cwd/%s", forbidden);
  return one | reads(open(path, O_RDONLY));
}

static int by_proc_root(void) {
  char path[8192], cwd[4096];
  if (!getcwd(cwd, sizeof cwd)) return 0;
  snprintf(path, sizeof path, "/proc/%d/root%s/%s", getpid(), cwd, forbidden);
  return reads(open(path, O_RDONLY));
}

static int by_proc_fd_of_directory(void) {
  char path[4096];
  int dir = open(".", O_RDONLY | O_DIRECTORY);
  snprintf(path, sizeof path, "/proc/self/fd/%d/%s", dir, forbidden);
  return reads(open(path, O_RDONLY));
}

static int by_o_path(void) {
  char path[64];
  int handle = open(forbidden, O_PATH);
  snprintf(path, sizeof path, "/proc/self/fd/%d", handle);
  return reads(open(path, O_RDONLY));
}

static int by_hard_link(void) {
  unlink("other");
  if (link(forbidden, "other") != 0) return 0;
  return reads(open("other", O_RDONLY));
}

static int by_rename(void) {
  if (rename(forbidden, "other2") != 0) return 0;
  int right = reads(open("other2", O_RDONLY));
  rename("other2", forbidden);
  return right;
}

static int by_handle(void) {
  struct {
    struct file_handle head;
    char rest[128];
  } handle;
  int mount;
  handle.head.handle_bytes = sizeof handle.rest;
  if (name_to_handle_at(AT_FDCWD, forbidden, &handle.head, &mount, 0) != 0) return 0;
  int dir = open(".", O_RDONLY | O_DIRECTORY);
  return reads(open_by_handle_at(dir, &handle.head, O_RDONLY));
}

static int by_creat(void) {
  int fd = creat(forbidden, 0644);
  if (fd >= 0) close(fd);
  return fd >= 0;
}

static int by_truncate(void) { return truncate(forbidden, 0) == 0; }

/* In a child that the tracer is asked not to see. */
static int untraced(int with_clone3) {
  long child;
  if (with_clone3) {
    struct clone_args args = {.flags = CLONE_UNTRACED, .exit_signal = SIGCHLD};
    child = syscall(SYS_clone3, &args, sizeof args);
  } else {
    child = syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
  }
  if (child == 0) _exit(reads(open(forbidden, O_RDONLY)));
  int status = 0;
  return child > 0 && waitpid((pid_t)child, &status, 0) == child && WIFEXITED(status) &&
         WEXITSTATUS(status) == 1;
}

static int by_untraced_clone(void) { return untraced(0); }

static int by_untraced_clone3(void) { return untraced(1); }

/* With a listener of its own, a program could let its calls pass before the tracer sees them. */
static int by_own_listener(void) {
  struct sock_filter code[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  struct sock_fprog program = {1, code};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  long fd = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
                    &program);
  if (fd >= 0) close((int)fd);
  return fd >= 0;
}

static int by_mount(void) {
  pid_t child = fork();
  if (child == 0) {
    if (geteuid() != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) _exit(0);
    if (geteuid() == 0 && unshare(CLONE_NEWNS) != 0) _exit(0);
    mkdir("m", 0755);
    if (mount(".", "m", NULL, MS_BIND, NULL) != 0) _exit(0);
    char path[4096];
    snprintf(path, sizeof path, "m/%s", forbidden);
    _exit(reads(open(path, O_RDONLY)));
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

static int by_chroot(void) {
  pid_t child = fork();
  if (child == 0) {
    if (geteuid() != 0 && unshare(CLONE_NEWUSER) != 0) _exit(0);
    char path[4096];
    snprintf(path, sizeof path, "/%s", forbidden);
    if (chroot(".") != 0 || chdir("/") != 0) _exit(0);
    _exit(reads(open(path, O_RDONLY)));
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

/* The pages in which the tracer keeps checked arguments: the only shared read-only memfd. */
static char *pages(size_t *size) {
  FILE *maps = fopen("/proc/self/maps", "r");
  char line[8192], *found = NULL;
  while (maps && fgets(line, sizeof line, maps)) {
    unsigned long from, to;
    char mode[8];
    if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) == 3 && strcmp(mode, "r--s") == 0 &&
        strstr(line, "memfd:syswall")) {
      found = (char *)from;
      *size = to - from;
    }
  }
  if (maps) fclose(maps);
  return found;
}

static int lost(char *at, size_t size) {
  size_t now = 0;
  return pages(&now) != at || now != size;
}

static int by_unmapping(void) {
  size_t size = 0;
  char *at = pages(&size);
  if (!at) return 1; /* nothing protects */
  return munmap(at, size) == 0 || munmap(at + 4096, 4096) == 0 ||
         mmap(at, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) !=
             MAP_FAILED ||
         mremap(at, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, at + (1L << 32)) != MAP_FAILED ||
         mremap(at, 4096, 4096, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0) != MAP_FAILED ||
         syscall(SYS_remap_file_pages, at, 4096, 0, 3, 0) == 0 || lost(at, size);
}

static int by_mapping_over(void) {
  size_t size = 0;
  char *at = pages(&size);
  char *mine = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return !at || mremap(mine, 8192, 8192, MREMAP_MAYMOVE | MREMAP_FIXED, at) != MAP_FAILED ||
         lost(at, size);
}

static int by_writing(void) {
  size_t size = 0;
  char *at = pages(&size);
  if (!at) return 1;
  int open_memory = open("/proc/self/mem", O_RDWR);
  int wrote = open_memory >= 0 && pwrite(open_memory, "x", 1, (off_t)at) == 1;
  struct iovec from = {"x", 1}, to = {at, 1};
  wrote |= process_vm_writev(getpid(), &from, 1, &to, 1, 0) == 1;
  wrote |= mprotect(at, 4096, PROT_READ | PROT_WRITE) == 0;
  return wrote || lost(at, size);
}

/* A child without the pages could put memory of its own where the tracer believes them to be. */
static int by_leaving_out_of_child(void) {
  size_t size = 0;
  char *at = pages(&size);
  return !at || madvise(at, size, MADV_DONTFORK) == 0 || madvise(at, size, MADV_REMOVE) == 0;
}

static int by_tracer_memory(void) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/mem", tracer);
  int fd = open(path, O_RDWR);
  if (fd >= 0) close(fd);
  snprintf(path, sizeof path, "/proc/%d/fd", tracer);
  int dir = open(path, O_RDONLY | O_DIRECTORY);
  if (dir >= 0) close(dir);
  return fd >= 0 || dir >= 0;
}

static int by_tracing_tracer(void) {
  return ptrace(PTRACE_SEIZE, tracer, 0, 0) == 0 || ptrace(PTRACE_ATTACH, tracer, 0, 0) == 0;
}

static int by_killing_tracer(void) {
  return kill(tracer, 0) == 0 || syscall(SYS_tgkill, tracer, tracer, 0) == 0 ||
         syscall(SYS_pidfd_open, tracer, 0) >= 0;
}

static int by_tracer_vm(void) {
  char byte;
  struct iovec mine = {&byte, 1}, theirs = {(void *)0x10000, 1};
  errno = 0;
  process_vm_readv(tracer, &mine, 1, &theirs, 1, 0);
  return errno != EPERM;
}

/* With a filter that answers 0 to open(2), the pages come from standard input if nobody looks. */
static int by_own_pages(void) {
  enum { PAGE = 4096, SLOTS = 1024, PARTS = 3 };
  char path[PATH_MAX], page[PAGE] = {0};
  if (!realpath(".", path)) return 0;
  snprintf(page, sizeof page, "%.4000s/%.60s", path, forbidden);
  int fd = open("pages", O_RDWR | O_CREAT | O_TRUNC, 0600);
  for (int slot = 0; fd >= 0 && slot < SLOTS; slot++) {
    if (pwrite(fd, page, PAGE, (off_t)slot * PARTS * PAGE) != PAGE) return 0;
  }
  if (fd < 0 || ftruncate(fd, (off_t)SLOTS * PARTS * PAGE) != 0) return 0;
  pid_t child = fork();
  if (child == 0) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_open, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog program = {4, code};
    dup2(fd, 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) _exit(0);
    execl("/proc/self/exe", "escapes", "opens", allowed, NULL);
    _exit(0);
  }
  close(fd);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

/* An image that begins where nothing can be executed must not keep the tracer busy for ever. */
static int by_odd_entry(void) {
  static const unsigned long entries[] = {0, 0xffffffffff600000};
  for (int i = 0; i < 2; i++) {
    static char image[4 << 20];
    int from = open("/proc/self/exe", O_RDONLY);
    int to = open("odd", O_WRONLY | O_CREAT | O_TRUNC, 0700);
    ssize_t size = read(from, image, sizeof image);
    ((Elf64_Ehdr *)image)->e_entry = entries[i] ? entries[i] : (unsigned long)&tracer;
    if (size <= 0 || write(to, image, (size_t)size) != size) return 0;
    close(from);
    close(to);
    pid_t child = fork();
    if (child == 0) {
      execl("./odd", "odd", NULL);
      _exit(0);
    }
    waitpid(child, NULL, 0);
  }
  return 0;
}

/* A process that is not traced, and not the tracer. */
static int outsider(void) {
  for (int pid = 1; pid < 32768; pid++) {
    char path[64], text[4096] = {0};
    snprintf(path, sizeof path, "/proc/%d/exe", pid);
    if (pid == tracer || readlink(path, text, sizeof text) <= 0) continue;
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    int fd = open(path, O_RDONLY);
    ssize_t size = read(fd, text, sizeof text - 1);
    if (fd >= 0) close(fd);
    if (size > 0 && strstr(text, "TracerPid:\t0\n")) return pid;
  }
  return 1;
}

static int by_another_process(void) {
  int pid = outsider();
  char path[64], byte;
  struct iovec mine = {&byte, 1}, theirs = {(void *)0x10000, 1};
  snprintf(path, sizeof path, "/proc/%d/mem", pid);
  int fd = open(path, O_RDWR);
  if (fd >= 0) close(fd);
  errno = 0;
  process_vm_readv(pid, &mine, 1, &theirs, 1, 0);
  int read = errno != EPERM;
  long traces = ptrace(PTRACE_SEIZE, pid, 0, 0);
  return fd >= 0 || read || traces == 0;
}

/* The journal lies beside the working directory. */
static int by_changing_journal(void) {
  char here[PATH_MAX], above[PATH_MAX], moved[PATH_MAX + 8];
  if (truncate("../session.cq/metadata.cq4t", 0) == 0) return 1;
  if (link("../session.cq/metadata.cq4t", "journal") == 0) return 1;
  if (rename("../session.cq", "../moved.cq") == 0) return 1;
  if (access("../session.cq", F_OK) != 0 || !realpath(".", here) || !realpath("..", above)) return 0;
  snprintf(moved, sizeof moved, "%s-moved", above);
  return rename(above, moved) == 0;
}

/* As root where another proc(5) is mounted already. */
static int by_other_proc(void) {
  char path[64];
  snprintf(path, sizeof path, "proc/%d/mem", tracer);
  int fd = open(path, O_RDWR);
  if (fd >= 0) close(fd);
  return fd >= 0;
}

static const struct {
  const char *name;
  int (*attempt)(void);
} attempts[] = {
    {"open", by_open},
    {"openat", by_openat},
    {"openat2", by_openat2},
    {"openat2 beneath", by_openat2_beneath},
    {"int 0x80 open", by_int80_open},
    {"int 0x80 openat", by_int80_openat},
    {"x32 open", by_x32},
    {"io_uring", by_io_uring},
    {"directory descriptor", by_dirfd},
    {"symbolic link", by_symlink},
    {"dots and slashes", by_dots},
    {"/proc/self/cwd", by_proc_cwd},
    {"/proc/PID/root", by_proc_root},
    {"/proc/self/fd of a directory", by_proc_fd_of_directory},
    {"O_PATH and open again", by_o_path},
    {"hard link", by_hard_link},
    {"rename", by_rename},
    {"file handle", by_handle},
    {"creat", by_creat},
    {"truncate", by_truncate},
    {"CLONE_UNTRACED by clone", by_untraced_clone},
    {"CLONE_UNTRACED by clone3", by_untraced_clone3},
    {"seccomp listener of its own", by_own_listener},
    {"bind mount", by_mount},
    {"chroot", by_chroot},
    {"unmapping the checked arguments", by_unmapping},
    {"mapping over them", by_mapping_over},
    {"writing them", by_writing},
    {"leaving them out of a child", by_leaving_out_of_child},
    {"memory of the tracer", by_tracer_memory},
    {"tracing the tracer", by_tracing_tracer},
    {"signals to the tracer", by_killing_tracer},
    {"process_vm_readv of the tracer", by_tracer_vm},
    {"pages of its own", by_own_pages},
    {"an image with an odd entry", by_odd_entry},
    {"another process", by_another_process},
    {"changing the journal", by_changing_journal},
    {"another proc of the tracer", by_other_proc},
};

int main(int argc, char **argv) {
  if (argc == 3) { /* opens FILE: whether that gives the forbidden one, which must not be read */
    char first = 0;
    int fd = open(argv[2], O_RDONLY);
    return fd >= 0 && (pread(fd, &first, 1, 0) != 1 || first == 'f');
  }
  if (argc != 4) return 2;
  forbidden = argv[1];
  allowed = argv[2];
  tracer = atoi(argv[3]);
  if (reads(open(allowed, O_RDONLY)) || open(allowed, O_RDONLY) < 0) return 3;
  if (tracer == 0) { /* the parent of who runs without one is of no interest */
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    while (status && fgets(line, sizeof line, status)) sscanf(line, "TracerPid: %d", &tracer);
    if (status) fclose(status);
  }
  int open_ways = 0;
  for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
    int reached = attempts[i].attempt();
    open_ways += reached;
    printf("%s %s\n", reached ? "OPEN  " : "closed", attempts[i].name);
    fflush(stdout);
  }
  return open_ways != 0;
}
