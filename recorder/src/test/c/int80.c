/*
 * int $0x80 in 64-bit code: numbers of i386, and whole registers, of which the kernel uses half.
 */
#include "tracee.h"

enum { I386_close = 6, I386_getppid = 64 };

static long int80(long nr, long a, long b, long c, long d, long e) {
  __asm__ volatile("push %%rbp\n\txor %%ebp, %%ebp\n\tint $0x80\n\tpop %%rbp"
                   : "+a"(nr)
                   : "b"(a), "c"(b), "d"(c), "S"(d), "D"(e)
                   : "r8", "r9", "r10", "r11", "memory");
  return nr;
}

static int tracee(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  CALL(getppid, 1);
  say("enter32 getppid 0x1 0x2 0x3 0x4 0x5 0x0");
  say("return %l", int80(I386_getppid, 1, 2, 3, 4, 5));
  say("enter32 close 0xfffffffffffffffe 0x0 0x0 0x0 0x0 0x0");
  say("return %l", int80(I386_close, -2, 0, 0, 0, 0));
  CALL(getppid, 2);
  return 0;
}
