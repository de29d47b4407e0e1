/* Memory: mapping it, changing and asking about it. */
#include "told.h"

#include <sys/mman.h>

static void prepare(void) {
  require(open("data", O_RDWR | O_CREAT | O_TRUNC, 0644) == 3 && ftruncate(3, 8192) == 0, "data");
}

static void maps(void) {
  long a = TELL_ADDRESS(CALL(mmap, NULL, 8192L, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                         -1, 0L),
                    "mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)");
  long b = TELL_ADDRESS(CALL(mmap, NULL, 4096L, PROT_READ, MAP_SHARED, 3, 4096L),
                    "mmap(NULL, 4096, PROT_READ, MAP_SHARED, 3, 0x1000)");
  long c = TELL_ADDRESS(CALL(mmap, NULL, 8192L, PROT_NONE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0L),
                    "mmap(NULL, 8192, PROT_NONE, "
                    "MAP_PRIVATE|MAP_ANONYMOUS|MAP_NORESERVE|MAP_STACK, -1, 0)");
  TELL_ADDRESS(CALL(mmap, c, 4096L, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_FIXED | MAP_DENYWRITE, 3,
                0L),
           "mmap(%#lx, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3, 0)", c);
  TELL(CALL(mmap, NULL, 0L, PROT_READ, MAP_PRIVATE, 3, 0L),
       "mmap(NULL, 0, PROT_READ, MAP_PRIVATE, 3, 0)");
  TELL(CALL(mmap, NULL, 4096L, PROT_READ, MAP_PRIVATE | MAP_POPULATE, 99, 0L),
       "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_POPULATE, 99, 0)");
  TELL(CALL(mmap, 4096L, 4096L, PROT_READ, 0, 3, 0L),
       "mmap(0x1000, 4096, PROT_READ, MAP_FILE, 3, 0)");
  TELL(CALL(mprotect, a, 4096L, PROT_READ), "mprotect(%#lx, 4096, PROT_READ)", a);
  TELL(CALL(mprotect, a, 4096L, PROT_READ | PROT_WRITE | PROT_EXEC),
       "mprotect(%#lx, 4096, PROT_READ|PROT_WRITE|PROT_EXEC)", a);
  TELL(CALL(mprotect, 1L, 4096L, PROT_NONE), "mprotect(0x1, 4096, PROT_NONE)");
  TELL(CALL(madvise, a, 4096L, MADV_DONTNEED), "madvise(%#lx, 4096, MADV_DONTNEED)", a);
  TELL(CALL(madvise, a, 4096L, MADV_WILLNEED), "madvise(%#lx, 4096, MADV_WILLNEED)", a);
  TELL(CALL(madvise, a, 4096L, 1000), "madvise(%#lx, 4096, 0x3e8 /* MADV_??? */)", a);
  TELL(CALL(msync, b, 4096L, MS_ASYNC), "msync(%#lx, 4096, MS_ASYNC)", b);
  TELL(CALL(msync, b, 4096L, MS_SYNC | MS_INVALIDATE),
       "msync(%#lx, 4096, MS_SYNC|MS_INVALIDATE)", b);
  TELL(CALL(mlock, a, 4096L), "mlock(%#lx, 4096)", a);
  TELL(CALL(mlock2, a, 4096L, MLOCK_ONFAULT), "mlock2(%#lx, 4096, MLOCK_ONFAULT)", a);
  TELL(CALL(munlock, a, 4096L), "munlock(%#lx, 4096)", a);
  TELL(CALL(mlockall, MCL_ONFAULT), "mlockall(MCL_ONFAULT)");
  TELL(CALL(munlockall), "munlockall()");
  *(volatile char *)a = 1;
  unsigned char resident[2];
  TELL(CALL(mincore, a, 4096L, resident), "mincore(%#lx, 4096, [1])", a);
  TELL(CALL(mincore, 1L, 4096L, resident), "mincore(0x1, 4096, %p)", resident);
  TELL(CALL(munmap, a, 8192L), "munmap(%#lx, 8192)", a);
  long d = TELL_ADDRESS(CALL(mmap, NULL, 8192L, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0L),
                        "mmap(NULL, 8192, PROT_READ, MAP_SHARED|MAP_ANONYMOUS, -1, 0)");
  long moved = TELL_ADDRESS(CALL(mremap, d, 8192L, 16384L, MREMAP_MAYMOVE),
                            "mremap(%#lx, 8192, 16384, MREMAP_MAYMOVE)", d);
  TELL_ADDRESS(CALL(mremap, moved, 16384L, 4096L, 0), "mremap(%#lx, 16384, 4096, 0)", moved);
  TELL(CALL(mremap, 1L, 4096L, 4096L, MREMAP_MAYMOVE | MREMAP_FIXED, 0x10000L),
       "mremap(0x1, 4096, 4096, MREMAP_MAYMOVE|MREMAP_FIXED, 0x10000)");
  TELL(CALL(munmap, moved, 4096L), "munmap(%#lx, 4096)", moved);
  TELL(CALL(munmap, 1L, 0L), "munmap(0x1, 0)");
}

static void others(void) {
  long end = TELL_ADDRESS(CALL(brk, NULL), "brk(NULL)");
  TELL_ADDRESS(CALL(brk, end), "brk(%#lx)", end);
  TELL(CALL(memfd_create, "name", MFD_CLOEXEC | MFD_ALLOW_SEALING),
       "memfd_create(\"name\", MFD_CLOEXEC|MFD_ALLOW_SEALING)");
  TELL_WHOLE(CALL(fcntl, 4, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW),
             "fcntl(4, F_ADD_SEALS, F_SEAL_SHRINK|F_SEAL_GROW) = 0");
  TELL_WHOLE(CALL(fcntl, 4, F_GET_SEALS),
             "fcntl(4, F_GET_SEALS) = 0x6 (seals F_SEAL_SHRINK|F_SEAL_GROW)");
  TELL(CALL(remap_file_pages, 1L, 4096L, 0, 0L, 0), "remap_file_pages(0x1, 4096, PROT_NONE, 0, MAP_FILE)");
  TELL(CALL(pkey_alloc, 1, 0), "pkey_alloc(0x1, 0)");
  TELL(CALL(pkey_free, 99), "pkey_free(99)");
}

static void narrate(void) {
  maps();
  others();
}
