/*
 * What every tracee is made of: a program without a C library, so that each of its system calls
 * stands in its source, and so that the whole journal of a run is known beforehand.
 *
 * A tracee narrates: it prints the events that it expects, "TID EVENT" a line, in order per thread,
 * and the test compares them with the journal's. The narration's own calls carry TELL in the
 * sixth argument, which they do not use; the test leaves them out.
 *
 *   started process|thread PID by CREATOR FLAGS     enter[32] NAME ARG0 .. ARG5     return RESULT
 *   capture ARG EXTENT "BYTES"                      executed "EXE" "ARGV0" ..       interrupted CODE
 *   signal NUMBER CODE from SENDER                  stopped SIGNAL / continued      exited STATUS
 */
#ifndef TRACEE_H
#define TRACEE_H

#include <asm/signal.h>
#include <asm/unistd.h>
#include <linux/fcntl.h>
#include <linux/sched.h>
#include <linux/wait.h>

#define TELL 0x7e117e11L
#define LENGTH(array) (sizeof(array) / sizeof(*(array)))
#define P(pointer) ((long)(pointer))

/* One system call, unannounced. Errors come back as the kernel gives them, -1 .. -4095. */
__attribute__((always_inline)) static inline long raw(long nr, long a, long b, long c, long d,
                                                      long e, long f) {
#ifdef __x86_64__
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "+a"(nr)
                   : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
#else
  long sixth[2] = {f, nr};
  __asm__ volatile("pushl %%ebp\n\tmovl (%%eax), %%ebp\n\tmovl 4(%%eax), %%eax\n\tint $0x80\n\tpopl %%ebp"
                   : "=a"(nr)
                   : "a"(sixth), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e)
                   : "memory");
#endif
  return nr;
}

static inline long quiet(long nr, long a, long b, long c) { return raw(nr, a, b, c, 0, 0, TELL); }

static char *put_text(char *to, const char *text) {
  while (*text) *to++ = *text++;
  return to;
}

static char *put_decimal(char *to, long value) {
  char digits[20];
  int n = 0;
  unsigned long left = value < 0 ? -(unsigned long)value : (unsigned long)value;
  do digits[n++] = '0' + left % 10;
  while (left /= 10);
  if (value < 0) *to++ = '-';
  while (n) *to++ = digits[--n];
  return to;
}

static char *put_hex(char *to, unsigned long value) {
  int shift = 8 * sizeof value - 4;
  while (shift && !(value >> shift)) shift -= 4;
  to = put_text(to, "0x");
  for (; shift >= 0; shift -= 4) *to++ = "0123456789abcdef"[value >> shift & 15];
  return to;
}

/* Bytes in quotes; whatever is not plain ASCII as \xNN. */
static char *put_quoted(char *to, const char *text) {
  *to++ = '"';
  for (; *text; text++) {
    unsigned char byte = *text;
    if (byte < ' ' || byte > '~' || byte == '"' || byte == '\\') {
      *to++ = '\\', *to++ = 'x';
      *to++ = "0123456789abcdef"[byte >> 4], *to++ = "0123456789abcdef"[byte & 15];
    } else {
      *to++ = byte;
    }
  }
  *to++ = '"';
  return to;
}

/* Narrates an event of another thread. Formats: %d int, %l long, %x long in hex, %s text, %q quoted text. */
static void say_va(int tid, const char *format, __builtin_va_list values) {
  char line[8192], *to = put_decimal(line, tid);
  *to++ = ' ';
  for (; *format; format++) {
    if (*format != '%') {
      *to++ = *format;
      continue;
    }
    switch (*++format) {
      case 'd': to = put_decimal(to, __builtin_va_arg(values, int)); break;
      case 'l': to = put_decimal(to, __builtin_va_arg(values, long)); break;
      case 'x': to = put_hex(to, __builtin_va_arg(values, long)); break;
      case 's': to = put_text(to, __builtin_va_arg(values, const char *)); break;
      case 'q': to = put_quoted(to, __builtin_va_arg(values, const char *)); break;
    }
  }
  *to++ = '\n';
  quiet(__NR_write, 1, P(line), to - line);
}

__attribute__((unused)) static void say_of(int tid, const char *format, ...) {
  __builtin_va_list values;
  __builtin_va_start(values, format);
  say_va(tid, format, values);
  __builtin_va_end(values);
}

static int self_tid(void) { return quiet(__NR_gettid, 0, 0, 0); }

__attribute__((unused)) static int self_pid(void) { return quiet(__NR_getpid, 0, 0, 0); }

/* Narrates an event of the calling thread. */
static void say(const char *format, ...) {
  __builtin_va_list values;
  __builtin_va_start(values, format);
  say_va(self_tid(), format, values);
  __builtin_va_end(values);
}

static void say_enter(const char *name, const long a[6]) {
  say("enter%s %s %x %x %x %x %x %x", sizeof(long) == 4 ? "32" : "", name, a[0], a[1], a[2], a[3],
      a[4], a[5]);
}

__attribute__((always_inline)) static inline long with(long nr, const long a[6]) {
  return raw(nr, a[0], a[1], a[2], a[3], a[4], a[5]);
}

__attribute__((unused)) static long narrated(const char *name, long nr, const long a[6]) {
  say_enter(name, a);
  long result = with(nr, a);
  say("return %l", result);
  return result;
}

/* A call with up to six arguments whose result is narrated once it is known. */
#define CALL(name, ...) narrated(#name, __NR_##name, (const long[6]){__VA_ARGS__})

/* Narrates only the entry of a call that the program then makes by itself. */
#define ENTER(name, ...) say_enter(#name, (const long[6]){__VA_ARGS__})

/* Ends the process, or the thread, with a code. */
__attribute__((noreturn, unused)) static void leave(int code) {
  ENTER(exit_group, code);
  say("exited %x", (long)code << 8);
  for (;;) raw(__NR_exit_group, code, 0, 0, 0, 0, 0);
}

__attribute__((noreturn, unused)) static void leave_thread(void) {
  ENTER(exit, 0);
  say("exited 0x0");
  for (;;) raw(__NR_exit, 0, 0, 0, 0, 0, 0);
}

/*
 * A child process that runs a function and ends with what it returns. It sends no SIGCHLD, whose
 * delivery to the parent could come at any moment; wait for it with __WALL.
 */
__attribute__((unused)) static int child(int (*run)(void)) {
  int parent = self_tid();
  ENTER(clone, 0);
  long pid = raw(__NR_clone, 0, 0, 0, 0, 0, 0);
  if (pid == 0) {
    say("started process %d by %d 0x0", self_tid(), parent);
    leave(run());
  }
  say("return %l", pid);
  return pid;
}

/* Keeps SIGCHLD, which could come at any moment, from being delivered. */
__attribute__((unused)) static void block_sigchld(void) {
  const unsigned long set[64 / 8 / sizeof(long)] = {1UL << (SIGCHLD - 1)};
  CALL(rt_sigprocmask, SIG_BLOCK, P(set), 0, sizeof set);
}

/* Waits until a child has ended; the status is the program's to narrate. */
__attribute__((unused)) static int reap(int pid) {
  int status = -1;
  CALL(wait4, pid, P(&status), __WALL, 0);
  return status;
}

/* The state letter of a thread in /proc, 0 if there is none. */
static char state_of(int pid, int tid) {
  char path[64], stat[256], *to = put_text(path, "/proc/");
  to = put_text(put_decimal(to, pid), "/task/");
  *put_text(put_decimal(to, tid), "/stat") = 0;
  long fd = quiet(__NR_open, P(path), O_RDONLY, 0);
  if (fd < 0) return 0;
  long n = quiet(__NR_read, fd, P(stat), sizeof stat - 1);
  quiet(__NR_close, fd, 0, 0);
  for (long i = 0; i < n - 2; i++)
    if (stat[i] == ')') return stat[i + 2];
  return 0;
}

/* Returns when a thread is in a state: 'S' asleep in its call, 'Z' a zombie. */
__attribute__((unused)) static void await_state(int pid, int tid, char state) {
  while (state_of(pid, tid) != state) quiet(__NR_sched_yield, 0, 0, 0);
}

__attribute__((unused)) static int same(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return *a == *b;
}

#ifdef __x86_64__
typedef void (*thread_body)(long);

/* Lays out a new thread's stack so that it starts in its body, with its argument. */
__attribute__((unused)) static long clone_thread(long flags, char *stack_end, thread_body body,
                                                 long argument) {
  long *top = (long *)((unsigned long)stack_end & ~15UL);
  *--top = argument;
  *--top = (long)body;
  long result = __NR_clone;
  register long r10 __asm__("r10") = 0;
  register long r8 __asm__("r8") = 0;
  register long r9 __asm__("r9") = 0;
  __asm__ volatile(
      "syscall\n\t"
      "test %%rax, %%rax\n\t"
      "jnz 1f\n\t"
      "xor %%ebp, %%ebp\n\t"
      "pop %%rax\n\t"
      "pop %%rdi\n\t"
      "call *%%rax\n\t"
      "ud2\n"
      "1:"
      : "+a"(result)
      : "D"(flags), "S"(top), "d"(0L), "r"(r10), "r"(r8), "r"(r9)
      : "rcx", "r11", "memory");
  return result;
}

#define THREAD_FLAGS (CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM)
#define STACK 65536

/* A new thread of this process; its body narrates started() first and calls leave_thread() last. */
#define THREAD(stack_end, body, argument)                                              \
  ({                                                                                   \
    ENTER(clone, THREAD_FLAGS, (P(stack_end) & ~15L) - 16);                            \
    long tid_ = clone_thread(THREAD_FLAGS, stack_end, body, argument);                 \
    say("return %l", tid_);                                                            \
    (int)tid_;                                                                         \
  })

__attribute__((unused)) static void started(int creator) {
  say("started thread %d by %d %x", self_pid(), creator, (long)THREAD_FLAGS);
}

/* The kernel's struct sigaction for rt_sigaction(2) on x86_64; the C library's differs. */
struct action {
  void (*handler)(int);
  unsigned long flags;
  void (*restorer)(void);
  unsigned long mask;
};

#ifndef SA_RESTORER
#define SA_RESTORER 0x04000000
#endif

/* Ends a handler with rt_sigreturn(0, 0, 0, 0, 0, 0). */
__attribute__((naked, unused)) static void restorer(void) {
  __asm__("xor %edi, %edi\n\txor %esi, %esi\n\txor %edx, %edx\n\txor %r10d, %r10d\n\t"
          "xor %r8d, %r8d\n\txor %r9d, %r9d\n\tmov $15, %eax\n\tsyscall");
}

__attribute__((unused)) static void handle(int signal, void (*handler)(int), unsigned long flags) {
  struct action action = {handler, flags | SA_RESTORER, restorer, 0};
  CALL(rt_sigaction, signal, P(&action), 0, 8);
}
#endif

/* What gcc may call by itself. */
__attribute__((used)) void *memset(void *to, int byte, unsigned long n) {
  for (volatile char *at = to; n--; at++) *at = byte;
  return to;
}

__attribute__((used)) void *memcpy(void *to, const void *from, unsigned long n) {
  volatile char *at = to;
  for (const char *source = from; n--; source++) *at++ = *source;
  return to;
}

static int tracee(int argc, char **argv, char **envp);

__attribute__((noreturn, used)) static void begin(long *stack) {
  int argc = *stack;
  char **argv = (char **)(stack + 1);
  leave(tracee(argc, argv, argv + argc + 1));
}

#ifdef __x86_64__
__asm__(".globl _start\n_start:\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall begin\n");
#else
__asm__(".globl _start\n_start:\n\tmov %esp, %eax\n\tand $-16, %esp\n\tsub $12, %esp\n\tpush %eax\n\tcall begin\n");
#endif

#endif
