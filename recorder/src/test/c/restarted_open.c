// Opens a FIFO, which blocks; a handler with SA_RESTART interrupts it; then a child opens the other
// end. Prints the registers' arguments as they are behind the call, which must be the program's own.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int ready[2];

static void interrupt(int signal) {
  (void)signal;
  char byte = 'r';
  if (write(ready[1], &byte, 1) != 1) _exit(9);
}

int main(void) {
  struct sigaction action = {.sa_handler = interrupt, .sa_flags = SA_RESTART};
  sigaction(SIGALRM, &action, NULL);
  if (mkfifo("fifo", 0600) != 0 || pipe(ready) != 0) return 2;
  pid_t child = fork();
  if (child == 0) { // only once the parent was interrupted in its open
    char byte;
    close(ready[1]);
    _exit(read(ready[0], &byte, 1) == 1 && open("fifo", O_WRONLY) >= 0 ? 0 : 1);
  }
  alarm(1);
  const char *name = "fifo";
  long result = SYS_openat, rdi = AT_FDCWD, rdx = O_RDONLY;
  register long r10 __asm__("r10") = 0x777;
  const char *rsi = name;
  __asm__ volatile("syscall"
                   : "+a"(result), "+D"(rdi), "+S"(rsi), "+d"(rdx), "+r"(r10)
                   :
                   : "rcx", "r11", "memory");
  long mode = r10;
  int status = 1;
  waitpid(child, &status, 0);
  printf("%s %s %s %s %s %d\n", result >= 0 ? "opened" : "failed",
         rdi == AT_FDCWD ? "dirfd" : "?", rsi == name ? "path" : "?", rdx == O_RDONLY ? "flags" : "?",
         mode == 0x777 ? "mode" : "?", status);
  return 0;
}
