/*
 * What the programs are made of that tell the lines they expect: each makes system calls by
 * syscall(2) and knows, of each, the exact line that strace prints for it by default. Nothing is
 * written before the last call of the narrated part, which stands between two calls that fail:
 * chdir("/told-begin") and chdir("/told-end").
 *
 * A program cannot know addresses, pids and times beforehand: of these it tells what it was given.
 */
#ifndef TOLD_H
#define TOLD_H

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static char told[1 << 17];
static size_t told_length;

__attribute__((format(printf, 1, 2))) static void put(const char *format, ...) {
  va_list values;
  va_start(values, format);
  told_length += vsnprintf(told + told_length, sizeof told - told_length, format, values);
  va_end(values);
  if (told_length >= sizeof told) abort();
}

/* The result as a number, or the error. */
static void put_result(long result) {
  if (result == -1)
    put(" = -1 %s (%s)\n", strerrorname_np(errno), strerror(errno));
  else
    put(" = %ld\n", result);
}

/*
 * Makes a call, then tells it: the format is the line up to " = ", the result follows by itself.
 * What the format names is read after the call.
 */
#define TELL(call, ...)    \
  ({                       \
    long result = (call);  \
    int error = errno;     \
    put(__VA_ARGS__);      \
    errno = error;         \
    put_result(result);    \
    result;                \
  })

/* The same for calls that give an address. */
#define TELL_ADDRESS(call, ...)             \
  ({                                        \
    long result = (call);                   \
    int error = errno;                      \
    put(__VA_ARGS__);                       \
    errno = error;                          \
    result == -1 ? put_result(result) : put(" = %#lx\n", result); \
    result;                                 \
  })

/* The same where strace has more to say of the result: the format is the whole line. */
#define TELL_WHOLE(call, ...) \
  ({                          \
    long result = (call);     \
    put(__VA_ARGS__);         \
    put("\n");                \
    result;                   \
  })

#define CALL(name, ...) syscall(SYS_##name, ##__VA_ARGS__)

/* For text within a line: a few buffers in turn, so that a line can have several. */
__attribute__((format(printf, 1, 2), unused)) static const char *text(const char *format, ...) {
  static char texts[8][512];
  static unsigned turn;
  char *to = texts[turn++ % 8];
  va_list values;
  va_start(values, format);
  vsnprintf(to, sizeof texts[0], format, values);
  va_end(values);
  return to;
}

__attribute__((unused)) static const char *timespec(const struct timespec *time) {
  return text("{tv_sec=%ld, tv_nsec=%ld}", time->tv_sec, time->tv_nsec);
}

__attribute__((unused)) static const char *timeval(const struct timeval *time) {
  return text("{tv_sec=%ld, tv_usec=%ld}", time->tv_sec, time->tv_usec);
}

struct name {
  unsigned long bit;
  const char *name;
};

/* Flags by their names, in the table's order, and what has no name as a number. */
__attribute__((unused)) static const char *flags(unsigned long value, const struct name *names) {
  static char line[512];
  char *to = line;
  *to = 0;
  for (; names->name; names++)
    if (value & names->bit) {
      to += sprintf(to, "%s%s", to == line ? "" : "|", names->name);
      value &= ~names->bit;
    }
  if (value || to == line) sprintf(to, to == line ? "%#lx" : "|%#lx", value);
  return to == line && !value ? "0" : line;
}

/* Ends the program unless what it relies on is so. */
__attribute__((unused)) static void require(int so, const char *what) {
  if (so) return;
  fprintf(stderr, "%s: %s\n", what, strerror(errno));
  exit(1);
}

/* What the program does before it tells anything, and what it tells. */
static void prepare(void);
static void narrate(void);

/* Whoever started the program may have left it descriptors and blocked signals. */
int main(void) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  close_range(3, ~0u, 0);
  umask(022);
  prepare();
  CALL(chdir, "/told-begin");
  narrate();
  CALL(chdir, "/told-end");
  fwrite(told, 1, told_length, stdout);
  return 0;
}

#endif
