package syswall.state;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.CompletedCall;
import syswall.state.CallEffects.Effect;
import syswall.state.CallEffects.Registry;
import syswall.state.FileActivity.Action;
import syswall.state.OpenDescription.OpenFile;
import syswall.state.OpenDescription.OpenOther;

/** The effects of calls on files, directories and the working directory. */
final class FileCalls {
  private static final long RENAME_EXCHANGE = 2; // linux/fs.h
  private static final int MAP_ANONYMOUS = 0x20; // asm-generic/mman-common.h

  private final FileTable files;

  private FileCalls(FileTable files) {
    this.files = files;
  }

  static void register(FileTable files, Registry registry) {
    new FileCalls(files).register(registry);
  }

  private void register(Registry registry) {
    registry.onSuccess((t, c) -> open(t, c, -1, 0, c.arg(1)), "open");
    registry.onSuccess((t, c) -> open(t, c, 0, 1, c.arg(2)), "openat");
    registry.onSuccess((t, c) -> open(t, c, 0, 1, openat2Flags(c)), "openat2");
    registry.onSuccess(
        (t, c) -> open(t, c, -1, 0, OpenFlags.O_CREAT | OpenFlags.O_WRONLY | OpenFlags.O_TRUNC),
        "creat");
    registry.onSuccess(created(-1, 0, false), "mknod");
    registry.onSuccess(created(0, 1, false), "mknodat");
    registry.onSuccess(created(-1, 0, true), "mkdir");
    registry.onSuccess(created(0, 1, true), "mkdirat");
    registry.onSuccess(created(-1, 1, false), "symlink");
    registry.onSuccess(created(1, 2, false), "symlinkat");
    registry.onSuccess((t, c) -> link(t, c, -1, 0, -1, 1), "link");
    registry.onSuccess((t, c) -> link(t, c, 0, 1, 2, 3), "linkat");
    registry.onSuccess((t, c) -> rename(t, c, -1, 0, -1, 1, 0), "rename");
    registry.onSuccess((t, c) -> rename(t, c, 0, 1, 2, 3, 0), "renameat");
    registry.onSuccess((t, c) -> rename(t, c, 0, 1, 2, 3, c.arg(4)), "renameat2");
    registry.onSuccess((t, c) -> delete(t, c, -1, 0), "unlink", "rmdir");
    registry.onSuccess((t, c) -> delete(t, c, 0, 1), "unlinkat");
    registry.onSuccess(does(Action.TRUNCATED, -1, 0), "truncate", "truncate64");
    registry.onSuccess(
        does(Action.METADATA_CHANGED, -1, 0),
        "chmod",
        "chown",
        "chown32",
        "lchown",
        "lchown32",
        "utime",
        "utimes",
        "setxattr",
        "lsetxattr",
        "removexattr",
        "lremovexattr");
    registry.onSuccess(
        does(Action.METADATA_CHANGED, 0, 1),
        "fchmodat",
        "fchmodat2",
        "fchownat",
        "utimensat",
        "futimesat");
    registry.onSuccess(
        doesOpen(Action.METADATA_CHANGED, 0),
        "fchmod",
        "fchown",
        "fchown32",
        "fsetxattr",
        "fremovexattr");
    registry.onSuccess(doesOpen(Action.TRUNCATED, 0), "ftruncate", "ftruncate64", "fallocate");
    registry.onSuccess(doesOpen(Action.USED_AS_DIRECTORY, 0), "getdents", "getdents64");
    registry.onSuccess(FileCalls::mmap, "mmap", "mmap2");
    registry.onSuccess(does(Action.EXECUTED, -1, 0), "execve");
    registry.onSuccess(does(Action.EXECUTED, 0, 1), "execveat");
    registry.onSuccess(this::chdir, "chdir");
    registry.onSuccess(FileCalls::fchdir, "fchdir");
    registry.onSuccess(FileCalls::getcwd, "getcwd");
    registry.onSuccess(FileCalls::unshare, "unshare");
  }

  private void open(ThreadState thread, CompletedCall call, int dirfd, int path, long flags) {
    int fd = (int) call.result();
    boolean closeOnExec = OpenFlags.closeOnExec(flags);
    ByteString resolved = CallEffects.path(thread, call, dirfd, path);
    if (resolved == null || (flags & OpenFlags.O_TMPFILE) == OpenFlags.O_TMPFILE) {
      thread
          .descriptors()
          .put(fd, new OpenOther(resolved == null ? "unknown file" : "unnamed file"), closeOnExec);
      return;
    }
    FileActivity file = files.at(resolved);
    thread.descriptors().put(fd, new OpenFile(file), closeOnExec);
    opened(file, flags);
  }

  private static void opened(FileActivity file, long flags) {
    if ((flags & OpenFlags.O_PATH) != 0) {
      file.add(Action.EXAMINED);
      file.present();
      return;
    }
    long access = flags & OpenFlags.O_ACCMODE;
    if (access != OpenFlags.O_WRONLY) {
      file.add(Action.OPENED_FOR_READING);
    }
    if (access != OpenFlags.O_RDONLY) {
      file.add(Action.OPENED_FOR_WRITING);
    }
    boolean exclusive = (flags & OpenFlags.O_EXCL) != 0;
    if ((flags & OpenFlags.O_CREAT) != 0 && (exclusive || file.missing())) {
      file.created();
    } else if ((flags & OpenFlags.O_TRUNC) != 0) {
      file.add(Action.TRUNCATED);
    }
    file.present();
  }

  /**
   * {@code struct open_how} of linux/openat2.h begins with the 64-bit flags; the low half counts.
   */
  private static long openat2Flags(CompletedCall call) {
    Capture how = call.captureAtEntry(2, Capture.Form.MEMORY);
    return how == null || how.bytes().length() < Integer.BYTES
        ? 0
        : DescriptorCalls.littleEndian(how.bytes(), 0);
  }

  private Effect created(int dirfd, int path, boolean directory) {
    return (thread, call) -> {
      ByteString resolved = CallEffects.path(thread, call, dirfd, path);
      if (resolved != null) {
        FileActivity file = files.at(resolved);
        file.created();
        if (directory) {
          file.add(Action.USED_AS_DIRECTORY);
        }
      }
    };
  }

  private void link(
      ThreadState thread, CompletedCall call, int dirfd, int path, int newDirfd, int newPath) {
    ByteString from = CallEffects.path(thread, call, dirfd, path);
    if (from != null) {
      files.at(from).add(Action.LINKED);
    }
    created(newDirfd, newPath, false).apply(thread, call);
  }

  private void rename(
      ThreadState thread,
      CompletedCall call,
      int dirfd,
      int path,
      int newDirfd,
      int newPath,
      long flags) {
    ByteString from = CallEffects.path(thread, call, dirfd, path);
    ByteString to = CallEffects.path(thread, call, newDirfd, newPath);
    if (from == null || to == null) {
      return;
    }
    files.renamed(from, to);
    files.at(to).present();
    if ((flags & RENAME_EXCHANGE) == 0) {
      files.at(from).removed(Action.RENAMED);
    } else {
      files.renamed(to, from);
    }
  }

  private void delete(ThreadState thread, CompletedCall call, int dirfd, int path) {
    ByteString resolved = CallEffects.path(thread, call, dirfd, path);
    if (resolved != null) {
      files.at(resolved).removed(Action.DELETED);
    }
  }

  private Effect does(Action action, int dirfd, int path) {
    return (thread, call) -> {
      ByteString resolved = CallEffects.path(thread, call, dirfd, path);
      if (resolved != null) {
        FileActivity file = files.at(resolved);
        file.add(action);
        file.present();
      } else if (dirfd >= 0) {
        // futimens(3) and AT_EMPTY_PATH name the descriptor's own file.
        doesOpen(action, dirfd).apply(thread, call);
      }
    };
  }

  private static Effect doesOpen(Action action, int fd) {
    return (thread, call) -> {
      FileActivity file = DescriptorCalls.file(thread, call, fd);
      if (file != null) {
        file.add(action);
      }
    };
  }

  private static void mmap(ThreadState thread, CompletedCall call) {
    if ((call.intArg(3) & MAP_ANONYMOUS) == 0) {
      doesOpen(Action.MAPPED, 4).apply(thread, call);
    }
  }

  private void chdir(ThreadState thread, CompletedCall call) {
    ByteString path = CallEffects.path(thread, call, -1, 0);
    thread.directory().path = path;
    if (path != null) {
      files.at(path).add(Action.EXAMINED);
    }
  }

  private static void fchdir(ThreadState thread, CompletedCall call) {
    FileActivity directory = DescriptorCalls.file(thread, call, 0);
    thread.directory().path = directory == null ? null : directory.path();
  }

  /** The kernel tells the directory itself, with its symbolic links followed. */
  private static void getcwd(ThreadState thread, CompletedCall call) {
    Capture capture = call.captureAtReturn(0, Capture.Form.MEMORY);
    @Nullable ByteString text = capture == null ? null : capture.bytes();
    // The kernel's text ends in a NUL, and in front of a path out of reach it says so.
    if (text != null && text.length() > 1 && PathResolver.isAbsolute(text)) {
      thread.directory().path = text.substring(0, text.length() - 1);
    }
  }

  private static void unshare(ThreadState thread, CompletedCall call) {
    if ((call.arg(0) & ProcessTable.CLONE_FILES) != 0) {
      thread.unshareDescriptors();
    }
    if ((call.arg(0) & ProcessTable.CLONE_FS) != 0) {
      thread.unshareDirectory();
    }
  }
}
