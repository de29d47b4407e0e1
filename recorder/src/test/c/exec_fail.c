/* execve(2) that fails leaves the program as it was: not there, not executable, no known format. */
#include "tracee.h"

static void execute(const char *path, char **envp) {
  char *argv[] = {"one", "", "\xff three", 0};
  ENTER(execve, P(path), P(argv), P(envp));
  say("capture 0 whole %q", path);
  say("capture 1 whole %q %q %q", argv[0], argv[1], argv[2]);
  say("return %l", raw(__NR_execve, P(path), P(argv), P(envp), 0, 0, 0));
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv;
  execute("/nonexistent/program", envp);
  execute("/", envp);
  long fd = quiet(__NR_open, P("no-format"), O_WRONLY | O_CREAT, 0755);
  quiet(__NR_write, fd, P("neither ELF nor script"), 22);
  quiet(__NR_close, fd, 0, 0);
  execute("no-format", envp);
  CALL(getppid, 1);
  return 0;
}
