package syswall.state;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.CompletedCall;
import syswall.state.CallEffects.Effect;
import syswall.state.CallEffects.Registry;

/** The effects of calls on files, directories and the working directory. */
final class FileCalls {
  private static final long RENAME_EXCHANGE = 2; // linux/fs.h

  private final OpenDescriptions descriptions;
  private final StateObserver observer;

  private FileCalls(OpenDescriptions descriptions) {
    this.descriptions = descriptions;
    observer = descriptions.observer();
  }

  static void register(OpenDescriptions descriptions, Registry registry) {
    new FileCalls(descriptions).register(registry);
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
    registry.onSuccess(does(FileAction.TRUNCATED, -1, 0), "truncate", "truncate64");
    registry.onSuccess(
        does(FileAction.METADATA_CHANGED, -1, 0),
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
        does(FileAction.METADATA_CHANGED, 0, 1),
        "fchmodat",
        "fchmodat2",
        "fchownat",
        "utimensat",
        "futimesat");
    registry.onSuccess(
        doesOpen(FileAction.METADATA_CHANGED, 0),
        "fchmod",
        "fchown",
        "fchown32",
        "fsetxattr",
        "fremovexattr");
    registry.onSuccess(doesOpen(FileAction.TRUNCATED, 0), "ftruncate", "ftruncate64", "fallocate");
    registry.onSuccess(this::list, "getdents", "getdents64");
    registry.onSuccess(does(FileAction.EXECUTED, -1, 0), "execve");
    registry.onSuccess(does(FileAction.EXECUTED, 0, 1), "execveat");
    registry.onSuccess(this::chdir, "chdir");
    registry.onSuccess(FileCalls::fchdir, "fchdir");
    registry.onSuccess(this::chroot, "chroot");
    registry.onSuccess(FileCalls::getcwd, "getcwd");
    registry.onSuccess(FileCalls::unshare, "unshare");
  }

  private void open(ThreadState thread, CompletedCall call, int dirfd, int path, long flags) {
    ByteString resolved = CallEffects.path(thread, call, dirfd, path);
    OpenDescription opened;
    if (resolved == null || (flags & OpenFlags.O_TMPFILE) == OpenFlags.O_TMPFILE) {
      opened = new OpenOther(resolved == null ? "unknown file" : "unnamed file");
    } else {
      opened = open(thread, start(thread, call, dirfd, path), resolved, flags);
      observer.openedFile(thread.process(), resolved, flags);
    }
    descriptions.made(thread.process().pid(), opened);
    thread.descriptors().put((int) call.result(), opened, OpenFlags.closeOnExec(flags));
  }

  /** The directory that a path starts from; null if not known, or if it starts from the root. */
  private static @Nullable FileName start(
      ThreadState thread, CompletedCall call, int dirfd, int path) {
    Capture text = call.captureAtEntry(path, Capture.Form.STRING);
    return text == null || PathResolver.isAbsolute(text.bytes())
        ? null
        : thread.directoryName(dirfd < 0 ? ThreadState.AT_FDCWD : call.intArg(dirfd));
  }

  private OpenDescription open(
      ThreadState thread, @Nullable FileName start, ByteString path, long flags) {
    Descriptor again = OwnDescriptors.named(thread, path);
    if (again != null && again.description() instanceof OpenPipe pipe) {
      return new OpenPipe(pipe.pipe(), OpenFlags.isWriteOnly(flags));
    }
    if (again != null && again.description() instanceof OpenFile file) {
      return new OpenFile(FileNames.holdToo(file.name()), file.path(), flags, file.firstOffset());
    }
    // "." of a directory that was deleted: what has that name now, if anything, is another
    FileName name =
        start != null && start.deleted() && start.path().equals(path)
            ? FileNames.holdToo(start)
            : descriptions.names().hold(path);
    return new OpenFile(name, path, flags, OpenFile.firstOffset(path));
  }

  /**
   * {@code struct open_how} of linux/openat2.h begins with the 64-bit flags; the low half counts.
   */
  private static long openat2Flags(CompletedCall call) {
    Capture how = call.captureAtEntry(2, Capture.Form.MEMORY);
    return how == null || how.bytes().length() < Integer.BYTES ? 0 : how.bytes().intAt(0);
  }

  private Effect created(int dirfd, int path, boolean directory) {
    return (thread, call) -> {
      ByteString resolved = CallEffects.path(thread, call, dirfd, path);
      if (resolved != null) {
        observer.created(thread.process(), resolved);
        if (directory) {
          observer.did(thread.process(), resolved, FileAction.USED_AS_DIRECTORY);
        }
      }
    };
  }

  private void link(
      ThreadState thread, CompletedCall call, int dirfd, int path, int newDirfd, int newPath) {
    ByteString from = CallEffects.path(thread, call, dirfd, path);
    if (from != null) {
      observer.did(thread.process(), from, FileAction.LINKED);
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
    boolean exchanged = (flags & RENAME_EXCHANGE) != 0;
    if (exchanged) {
      descriptions.names().exchanged(from, to);
    } else {
      descriptions.names().renamed(from, to);
    }
    observer.renamed(thread.process(), from, to, exchanged);
  }

  private void delete(ThreadState thread, CompletedCall call, int dirfd, int path) {
    ByteString resolved = CallEffects.path(thread, call, dirfd, path);
    if (resolved != null) {
      descriptions.names().unlinked(resolved);
      observer.did(thread.process(), resolved, FileAction.DELETED);
    }
  }

  private Effect does(FileAction action, int dirfd, int path) {
    return (thread, call) -> {
      ByteString resolved = CallEffects.path(thread, call, dirfd, path);
      if (resolved != null) {
        observer.did(thread.process(), resolved, action);
      } else if (dirfd >= 0) {
        // futimens(3) and AT_EMPTY_PATH name the descriptor's own file.
        doesOpen(action, dirfd).apply(thread, call);
      }
    };
  }

  private Effect doesOpen(FileAction action, int fd) {
    return (thread, call) -> {
      OpenFile file = DescriptorCalls.file(thread, call, fd);
      if (file != null) {
        observer.didOpen(thread.process(), file, action);
      }
    };
  }

  /** The offset of a directory is a cookie of its file system. */
  private void list(ThreadState thread, CompletedCall call) {
    OpenFile directory = DescriptorCalls.file(thread, call, 0);
    if (directory != null) {
      directory.moveTo(OpenFile.UNKNOWN_OFFSET);
      observer.didOpen(thread.process(), directory, FileAction.USED_AS_DIRECTORY);
    }
  }

  private void chdir(ThreadState thread, CompletedCall call) {
    ByteString path = CallEffects.path(thread, call, -1, 0);
    Capture place = call.captureAtReturn(0, Capture.Form.STRING);
    if (place != null && PathResolver.isAbsolute(place.bytes())) {
      thread.directory().change(place.bytes());
    } else {
      thread.directory().change(path);
    }
    if (path != null) {
      observer.did(thread.process(), path, FileAction.EXAMINED);
    }
  }

  private static void fchdir(ThreadState thread, CompletedCall call) {
    OpenFile directory = DescriptorCalls.file(thread, call, 0);
    if (directory == null) {
      thread.directory().change((ByteString) null);
    } else {
      thread.directory().change(directory.name());
    }
  }

  private void chroot(ThreadState thread, CompletedCall call) {
    ByteString path = CallEffects.path(thread, call, -1, 0);
    if (path != null) {
      thread.directory().changeRoot(path);
      observer.did(thread.process(), path, FileAction.EXAMINED);
    }
  }

  /** The kernel tells the directory itself, with its symbolic links followed. */
  private static void getcwd(ThreadState thread, CompletedCall call) {
    Capture capture = call.captureAtReturn(0, Capture.Form.MEMORY);
    @Nullable ByteString text = capture == null ? null : capture.bytes();
    // The kernel's text ends in a NUL, and in front of a path out of reach it says so.
    if (text != null && text.length() > 1 && PathResolver.isAbsolute(text)) {
      ByteString inRoot = text.substring(0, text.length() - 1);
      ByteString path = PathResolver.resolve(thread.root(), null, inRoot);
      if (!Objects.equals(path, thread.workingDirectory())) {
        thread.directory().change(path);
      }
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
