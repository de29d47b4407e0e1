package syswall.state;

import syswall.event.Abi;
import syswall.replay.CompletedCall;
import syswall.state.CallEffects.Registry;

/** The effects of calls on the files that memory shows. */
final class MemoryCalls {
  // asm-generic/mman-common.h, linux/mman.h
  private static final int MAP_SHARED = 1;
  private static final int MAP_ANONYMOUS = 0x20;
  private static final int MREMAP_DONTUNMAP = 4;

  private static final long PAGE = 4096;

  private final StateObserver observer;

  private MemoryCalls(StateObserver observer) {
    this.observer = observer;
  }

  static void register(StateObserver observer, Registry registry) {
    MemoryCalls calls = new MemoryCalls(observer);
    registry.onSuccess((t, c) -> calls.map(t, c, c.arg(5)), "mmap");
    registry.onSuccess((t, c) -> calls.map(t, c, (c.arg(5) & 0xffffffffL) * PAGE), "mmap2");
    registry.onSuccess((t, c) -> t.memory().unmap(c.arg(0), c.arg(1)), "munmap");
    registry.onSuccess(
        (t, c) -> t.memory().protect(c.arg(0), c.arg(1), c.intArg(2)), "mprotect", "pkey_mprotect");
    registry.onSuccess(MemoryCalls::remap, "mremap");
  }

  private void map(ThreadState thread, CompletedCall call, long offset) {
    long start = call.entered().abi() == Abi.I386 ? call.result() & 0xffffffffL : call.result();
    long length = AddressSpace.wholePages(call.arg(1));
    OpenFile file =
        (call.intArg(3) & MAP_ANONYMOUS) == 0 ? DescriptorCalls.file(thread, call, 4) : null;
    if (file == null) {
      thread.memory().unmap(start, length);
      return;
    }
    thread
        .memory()
        .map(
            new Mapping(
                start,
                start + length,
                call.intArg(2),
                (call.intArg(3) & MAP_SHARED) != 0,
                offset,
                FileNames.holdToo(file.name())));
    observer.didOpen(thread.process(), file, FileAction.MAPPED);
  }

  private static void remap(ThreadState thread, CompletedCall call) {
    if ((call.arg(3) & MREMAP_DONTUNMAP) == 0 && call.arg(1) != 0) {
      thread.memory().move(call.arg(0), call.arg(1), call.result(), call.arg(2));
    }
  }
}
