package syswall.linux;

import com.sun.jna.Function;
import com.sun.jna.JNIEnv;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import java.util.Map;

/**
 * System calls made straight from Java, for the tracer, which makes several at each stop: through
 * JNA's dispatcher one costs 0.4 µs more. {@link #call} is a native method like any other, only
 * that its code comes from no library: it is a few instructions in memory of our own, bound by
 * JNI's RegisterNatives. Executable memory is nothing new in this process, for a JVM compiles.
 */
final class Kernel {
  static final long SYS_READ = 0;
  static final long SYS_WRITE = 1;
  static final long SYS_OPEN = 2;
  static final long SYS_CLOSE = 3;
  static final long SYS_POLL = 7;
  static final long SYS_IOCTL = 16;
  static final long SYS_WAIT4 = 61;
  static final long SYS_READLINK = 89;
  static final long SYS_TGKILL = 234;
  static final long SYS_GETPGRP = 111;
  static final long SYS_PTRACE = 101;
  static final long SYS_GETPGID = 121;
  static final long SYS_GETTID = 186;
  static final long SYS_SCHED_SETAFFINITY = 203;
  static final long SYS_SCHED_GETAFFINITY = 204;
  static final long SYS_GETCPU = 309;
  static final long SYS_PROCESS_VM_READV = 310;
  static final long SYS_PROCESS_VM_WRITEV = 311;

  /** JNI passes the environment, the class and then the arguments, as any C function's are. */
  private static final byte[] CODE =
      bytes(
          "f3 0f 1e fa", //    endbr64
          "48 89 d0", //       mov rax, rdx           number
          "48 89 cf", //       mov rdi, rcx           a0
          "4c 89 c6", //       mov rsi, r8            a1
          "4c 89 ca", //       mov rdx, r9            a2
          "4c 8b 54 24 08", // mov r10, [rsp + 8]     a3
          "4c 8b 44 24 10", // mov r8, [rsp + 16]     a4
          "4c 8b 4c 24 18", // mov r9, [rsp + 24]     a5
          "0f 05", //          syscall
          "c3"); //            ret

  /** Place of RegisterNatives in the function table of jni.h. */
  private static final int REGISTER_NATIVES = 215;

  private static final int PROT_READ_WRITE = 3;
  private static final int PROT_READ_EXEC = 5;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

  static {
    bind(executable(CODE));
  }

  private Kernel() {}

  /**
   * Makes a system call by its x86_64 number.
   *
   * @return its result; -4095..-1 is a negated error number
   */
  static native long call(long number, long a0, long a1, long a2, long a3, long a4, long a5);

  /** Maps instructions; they stay mapped for as long as the process lives. */
  private static long executable(byte[] instructions) {
    int length = instructions.length;
    long address = Libc.mmap(0, length, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
    if (address == -1) {
      throw new IllegalStateException("mmap failed with error " + Libc.errno());
    }
    new Pointer(address).write(0, instructions, 0, length);
    if (Libc.mprotect(address, length, PROT_READ_EXEC) < 0) {
      throw new IllegalStateException("mprotect failed with error " + Libc.errno());
    }
    return address;
  }

  private static void bind(long code) {
    try (Arena arena = new Arena()) {
      Block method = arena.allocate(3 * Long.BYTES); // JNINativeMethod of jni.h
      method.putLong(0, arena.cString("call"));
      method.putLong(Long.BYTES, arena.cString("(JJJJJJJ)J"));
      method.putLong(2 * Long.BYTES, code);
      Block functions = arena.allocate(Long.BYTES); // a JNIEnv points to the function table
      Libc.memcpy(functions.address(), JNIEnv.CURRENT, Long.BYTES);
      Pointer table = new Pointer(functions.getLong(0));
      Function registerNatives =
          Function.getFunction(table.getPointer((long) Long.BYTES * REGISTER_NATIVES));
      Object[] arguments = {JNIEnv.CURRENT, Kernel.class, new Pointer(method.address()), 1};
      Map<String, ?> options = Map.of(Library.OPTION_ALLOW_OBJECTS, true);
      if (!Integer.valueOf(0).equals(registerNatives.invoke(int.class, arguments, options))) {
        throw new IllegalStateException("RegisterNatives failed");
      }
    }
  }

  private static byte[] bytes(String... lines) {
    String[] hex = String.join(" ", lines).split(" ", -1);
    byte[] bytes = new byte[hex.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex[i], 16);
    }
    return bytes;
  }
}
