/*
 * terminal SCRIPT COMMAND..: runs a command on a new pseudo-terminal, as the foreground job of a
 * session leader, and plays a script: "expect TEXT" waits until TEXT has appeared, "send TEXT"
 * types it, with \r, \n and ^X for control characters, "columns N" makes the terminal that wide,
 * "run COMMAND" has a shell run it. What appeared goes to standard output; the exit code is the
 * command's.
 */
#define _GNU_SOURCE
#include <err.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

static char seen[1 << 20];
static size_t length, matched;

/* Reads what has appeared; 0 when the terminal has no user any more. */
static int read_more(int terminal) {
  ssize_t n = read(terminal, seen + length, sizeof seen - 1 - length);
  if (n <= 0) return 0;
  if (write(1, seen + length, n) != n) err(125, "write");
  length += n;
  return 1;
}

static void expect(int terminal, const char *text) {
  char *found;
  while (!(found = memmem(seen + matched, length - matched, text, strlen(text))))
    if (!read_more(terminal)) errx(124, "never saw: %s", text);
  matched = found - seen + strlen(text);
}

static void type(int terminal, const char *text) {
  for (; *text; text++) {
    char key = *text;
    if (key == '^') key = *++text & 0x1f;
    if (key == '\\') key = *++text == 'r' ? '\r' : '\n';
    if (write(terminal, &key, 1) != 1) err(125, "write");
  }
}

int main(int argc, char **argv) {
  if (argc < 3) errx(125, "usage: terminal SCRIPT COMMAND..");
  FILE *script = fopen(argv[1], "re");
  if (!script) err(125, "%s", argv[1]);
  struct winsize size = {.ws_row = 24, .ws_col = 80};
  int terminal;
  pid_t leader = forkpty(&terminal, 0, 0, &size);
  if (leader == 0) {
    pid_t job = fork();
    if (job == 0) {
      signal(SIGINT, SIG_DFL); /* who starts the tests in the background ignores them */
      signal(SIGQUIT, SIG_DFL);
      execv(argv[2], argv + 2);
      err(125, "%s", argv[2]);
    }
    signal(SIGHUP, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    signal(SIGTSTP, SIG_IGN);
    int status;
    waitpid(job, &status, 0);
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  }
  char line[4096];
  alarm(30); /* a text that never appears */
  while (fgets(line, sizeof line, script)) {
    line[strcspn(line, "\n")] = 0;
    if (!strncmp(line, "expect ", 7)) expect(terminal, line + 7);
    if (!strncmp(line, "send ", 5)) type(terminal, line + 5);
    if (!strncmp(line, "run ", 4) && system(line + 4)) errx(123, "failed: %s", line + 4);
    if (!strncmp(line, "columns ", 8)) {
      size.ws_col = atoi(line + 8);
      if (ioctl(terminal, TIOCSWINSZ, &size)) err(125, "columns");
    }
  }
  while (read_more(terminal)) {
  }
  int status;
  waitpid(leader, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
