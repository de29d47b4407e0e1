/* Paths that a hostile or broken program hands to the kernel. */
#include "tracee.h"

#include <linux/mman.h>

#define NO_MEMORY ((const char *)0x10000)
enum { PAGE = 4096, LONG = 5000, LONGEST = 4096 };

static void try(const char *path, const char *extent, const char *captured) {
  ENTER(openat, AT_FDCWD, P(path), O_RDONLY);
  if (path) say("capture 1 %s %q", extent, captured);
  say("return %l", raw(__NR_openat, AT_FDCWD, P(path), O_RDONLY, 0, 0, 0));
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  static char path[LONG + 1], prefix[LONG + 1];
  try("/nonexistent \xff\n", "whole", "/nonexistent \xff\n");
  try("", "whole", "");
  try(0, "unreadable", "");
  try(NO_MEMORY, "unreadable", "");
  try((const char *)-1L, "unreadable", "");
  char *pages = (char *)CALL(mmap, 0, 2 * PAGE, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS, -1);
  CALL(munmap, P(pages + PAGE), PAGE);
  char *end = pages + PAGE;
  memcpy(end - 6, "/fits", 6);
  try(end - 6, "whole", "/fits");
  memcpy(end - 6, "/no-en", 6);
  try(end - 6, "partly_unreadable", "/no-en");
  memset(path, 'x', LONG);
  memcpy(prefix, path, LONGEST);
  prefix[LONGEST] = 0;
  try(path, "truncated", prefix);
  return 0;
}
