package syswall.linux;

import com.sun.jna.JNIEnv;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * The libc functions that syswall calls, mapped directly with primitives only, because a mapping of
 * that kind costs 0.2 µs a call and any other several times as much. A function that fails returns
 * -1 (posix_spawn: the error number) and {@link #errno()} then tells why.
 */
final class Libc {
  static {
    // else JNA runs ldconfig to learn where libraries are, for 10 ms; libc is loaded already
    System.setProperty("jna.platform.library.path", "/lib");
    Native.register(Libc.class, NativeLibrary.getProcess());
  }

  private Libc() {}

  /** The address of a function of libc. */
  static long function(String name) {
    return Pointer.nativeValue(NativeLibrary.getProcess().getFunction(name));
  }

  /** The error number of this thread's last failed call. */
  static int errno() {
    return Native.getLastError();
  }

  /** posix_spawn(3): returns the error number. */
  static native int posix_spawn(
      long pid, long path, long fileActions, long attributes, long argv, long envp);

  /** posix_spawnattr_init(3). */
  static native int posix_spawnattr_init(long attributes);

  /** posix_spawnattr_setflags(3). */
  static native int posix_spawnattr_setflags(long attributes, short flags);

  /** posix_spawnattr_setsigmask(3). */
  static native int posix_spawnattr_setsigmask(long attributes, long mask);

  /** posix_spawnattr_destroy(3). */
  static native int posix_spawnattr_destroy(long attributes);

  /** memfd_create(2). */
  static native int memfd_create(long name, int flags);

  /** write(2). */
  static native long write(int fd, long buffer, long count);

  /** ftruncate(2). */
  static native int ftruncate(int fd, long length);

  /** fcntl(2). */
  static native int fcntl(int fd, int command, long argument);

  /** close(2). */
  static native int close(int fd);

  /** readlink(2). */
  static native long readlink(long path, long buffer, long size);

  /** faccessat(2). */
  static native int faccessat(int dirfd, long path, int mode, int flags);

  /** mmap(2). */
  static native long mmap(
      long address, long length, int protection, int flags, int fd, long offset);

  /** mprotect(2). */
  static native int mprotect(long address, long length, int protection);

  /** memcpy(3), from where the Java Native Interface's environment of this thread is. */
  static native long memcpy(long target, JNIEnv source, long length);

  /** uname(2). */
  static native int uname(long buffer);

  /** getuid(2). */
  static native int getuid();

  /** getgid(2). */
  static native int getgid();

  /** getpid(2). */
  static native int getpid();

  /** kill(2). */
  static native int kill(int pid, int signal);

  /** siginterrupt(3). */
  static native int siginterrupt(int signal, int flag);

  /** signal(2) with SIG_DFL, SIG_IGN or a function of {@link #function}. */
  static native long signal(int signal, long handler);

  /** prctl(2). */
  static native int prctl(int option, long arg2, long arg3, long arg4, long arg5);
}
