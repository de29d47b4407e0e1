// Opens a path that another thread changes between the check and the use.
//   race memory ALLOWED FORBIDDEN OPENS   the string in memory flips between two names
//   race link ALLOWED FORBIDDEN OPENS     the symbolic link "flip" leads to the one or the other
//   race directory ALLOWED FORBIDDEN OPENS   "flip" is a directory with a file, or a link to another:
//                                         of these two only their directories count
// The forbidden file begins with 'f', the allowed one does not. Prints how many opens worked and how
// many of these opened the forbidden file.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[4096];
static const char *names[2];
static volatile int done;

static void *flip_memory(void *unused) {
  size_t length = strlen(names[0]) + 1;
  for (unsigned i = 0; !done; i++) memcpy(path, names[i & 1], length);
  return unused;
}

static void *flip_link(void *unused) {
  for (unsigned i = 0; !done; i++) {
    if (symlink(names[i & 1], "next") == 0) rename("next", "flip");
  }
  return unused;
}

static void *flip_directory(void *unused) {
  while (!done) renameat2(AT_FDCWD, "flip", AT_FDCWD, "next", RENAME_EXCHANGE);
  return unused;
}

static void *(*flip(const char *mode))(void *) {
  switch (mode[0]) {
    case 'm':
      strcpy(path, names[0]);
      return flip_memory;
    case 'l':
      strcpy(path, "flip");
      return symlink(names[0], "flip") == 0 ? flip_link : NULL;
    default: {
      char linked[4096], *slash;
      strcpy(linked, names[1]);
      slash = strrchr(linked, '/');
      *slash = 0;
      snprintf(path, sizeof path, "flip/%s", slash + 1);
      return symlink(linked, "next") == 0 ? flip_directory : NULL;
    }
  }
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  names[0] = argv[2];
  names[1] = argv[3];
  long wanted = atol(argv[4]), opened = 0, wrong = 0;
  void *(*flipping)(void *) = flip(argv[1]);
  pthread_t other;
  if (!flipping || pthread_create(&other, NULL, flipping, NULL) != 0) return 3;
  for (long tries = 0; opened < wanted && tries < 40 * wanted; tries++) {
    int fd = open(path, O_RDONLY);
    if (fd < 0) continue;
    char first = 0;
    if (read(fd, &first, 1) == 1) {
      opened++;
      wrong += first == 'f';
    }
    close(fd);
  }
  done = 1;
  pthread_join(other, NULL);
  printf("%ld opened, %ld wrong\n", opened, wrong);
  return 0;
}
