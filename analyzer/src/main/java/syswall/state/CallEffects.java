package syswall.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.CompletedCall;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * Finds what a call that returned does to the state: an effect by the call's name, and where there
 * is none, what the syscall table alone tells (it examined these paths, it returned a descriptor).
 * Names become numbers once, when this is made.
 */
final class CallEffects {
  /** No ABI of x86 has numbers from here on. */
  private static final int NUMBERS = 1024;

  private static final int EINPROGRESS = 115;

  /** i386 calls that take their arguments behind a pointer, unlike their namesakes. */
  private static final List<String> OTHER_ARGUMENTS_ON_I386 = List.of("mmap");

  /** What the firewall opened in place of what was asked for; a journal does not say which. */
  private static final String STAND_IN = "stand-in";

  /** What a call does to the state of the thread that made it. */
  interface Effect {
    void apply(ThreadState thread, CompletedCall call);
  }

  /** The effects of calls by their names. */
  static final class Registry {
    private final Map<String, Effect> succeeded = new HashMap<>();
    private final Map<String, Effect> failed = new HashMap<>();

    /** Applied to calls of these names that succeeded. */
    void onSuccess(Effect effect, String... names) {
      for (String name : names) {
        succeeded.put(name, effect);
      }
    }

    /** Applied to calls of this name that failed. */
    void onFailure(Effect effect, String name) {
      failed.put(name, effect);
    }
  }

  private record Row(
      @Nullable Effect succeeded, @Nullable Effect failed, List<PathArgument> paths) {}

  private static final Row NOTHING = new Row(null, null, List.of());

  private final OpenDescriptions descriptions;
  private final Row[] rows64;
  private final Row[] rows32;

  CallEffects(OpenDescriptions descriptions, Registry registry) {
    this.descriptions = descriptions;
    rows64 = rows(Abi.X86_64, registry);
    rows32 = rows(Abi.I386, registry);
  }

  void apply(ThreadState thread, CompletedCall call) {
    Row row = row(call.entered().abi(), call.entered().number());
    if (call.returned().failed()) {
      if (row.failed != null) {
        row.failed.apply(thread, call);
      }
      if (!row.paths.isEmpty()) {
        blame(thread, call, row.paths.get(0));
      }
    } else if (row.succeeded != null) {
      row.succeeded.apply(thread, call);
    } else {
      for (PathArgument argument : row.paths) {
        examine(thread, call, argument);
      }
    }
  }

  /**
   * A call that was not made does nothing to what it names. But where the program was told that it
   * got a descriptor, there is one, and where it was told that a socket is connected, that one is:
   * both lead nowhere.
   */
  void pretend(ThreadState thread, CompletedCall call) {
    Syscall syscall = SyscallTable.find(call.entered());
    if (syscall == null || call.decided() == null || call.decided().fakeResult() != 0) {
      return;
    }
    if (syscall.name().equals("connect")) {
      Descriptor socket = thread.descriptors().get(call.intArg(0));
      boolean connected = call.result() == 0 || call.result() == -EINPROGRESS;
      if (connected && socket != null && socket.description() instanceof OpenSocket) {
        standIn(thread, call.intArg(0), socket.closeOnExec());
      }
      return;
    }
    int fd = (int) call.result();
    if (syscall.result().kind() == ArgKind.FD && fd >= 0 && thread.descriptors().get(fd) == null) {
      standIn(thread, fd, closesOnExec(syscall, call));
    }
  }

  private void standIn(ThreadState thread, int fd, boolean closesOnExec) {
    OpenOther opened = descriptions.made(thread.process().pid(), new OpenOther(STAND_IN));
    thread.descriptors().put(fd, opened, closesOnExec);
  }

  private static boolean closesOnExec(Syscall syscall, CompletedCall call) {
    for (Parameter parameter : syscall.parameters()) {
      // open(2), socket(2): SOCK_CLOEXEC is O_CLOEXEC
      if ("open_flags".equals(parameter.set()) || "socket_type".equals(parameter.set())) {
        return OpenFlags.closeOnExec(call.arg(parameter.index()));
      }
    }
    return false;
  }

  private Row row(Abi abi, int number) {
    Row[] rows =
        switch (abi) {
          case X86_64 -> rows64;
          case I386 -> rows32;
        };
    return number >= 0 && number < NUMBERS ? rows[number] : NOTHING;
  }

  /** Of two paths the kernel does not say which one was wrong; the first is the likelier one. */
  private void blame(ThreadState thread, CompletedCall call, PathArgument argument) {
    ByteString path = path(thread, call, argument.dirfd(), argument.path());
    if (path != null) {
      descriptions.observer().failed(thread.process(), path, call.returned().errno());
    }
  }

  private void examine(ThreadState thread, CompletedCall call, PathArgument argument) {
    ByteString path = path(thread, call, argument.dirfd(), argument.path());
    if (path != null) {
      descriptions.observer().did(thread.process(), path, FileAction.EXAMINED);
    }
  }

  /**
   * The absolute path that an argument names; null if it was not captured whole or names nothing.
   *
   * @param dirfd the argument that holds the descriptor it is relative to, -1 for the working
   *     directory
   */
  static @Nullable ByteString path(ThreadState thread, CompletedCall call, int dirfd, int path) {
    Capture capture = call.captureAtEntry(path, Capture.Form.STRING);
    if (capture == null
        || capture.extent() != Capture.Extent.WHOLE
        || capture.bytes().length() == 0) {
      return null;
    }
    return thread.resolve(dirfd < 0 ? ThreadState.AT_FDCWD : call.intArg(dirfd), capture.bytes());
  }

  private Row[] rows(Abi abi, Registry registry) {
    SyscallTable table = SyscallTable.of(abi);
    Row[] rows = new Row[NUMBERS];
    for (int number = 0; number < NUMBERS; number++) {
      Syscall syscall = table.find(number);
      rows[number] =
          syscall == null || (abi == Abi.I386 && OTHER_ARGUMENTS_ON_I386.contains(syscall.name()))
              ? NOTHING
              : row(syscall, registry);
    }
    return rows;
  }

  private Row row(Syscall syscall, Registry registry) {
    Effect succeeded = registry.succeeded.get(syscall.name());
    if (succeeded == null && syscall.result().kind() == ArgKind.FD) {
      String kind = syscall.name();
      succeeded =
          (thread, call) -> {
            OpenOther opened = descriptions.made(thread.process().pid(), new OpenOther(kind));
            thread.descriptors().put((int) call.result(), opened, false);
          };
    }
    return new Row(succeeded, registry.failed.get(syscall.name()), PathArgument.of(syscall));
  }
}
