package syswall.diff;

import org.jspecify.annotations.Nullable;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.state.Descriptor;
import syswall.state.OpenFile;
import syswall.state.SessionState;
import syswall.state.ThreadState;

/** Accounts for calls of which the state had nothing to tell, behind it. */
final class Untold implements Projection {
  private final CurrentCall call;
  private final AccessNames names;
  private final FilesFound files;
  private final SessionState state;

  Untold(CurrentCall call, AccessNames names, FilesFound files, SessionState state) {
    this.call = call;
    this.names = names;
    this.files = files;
    this.state = state;
  }

  @Override
  public void onReturned(CompletedCall returned) {
    String word = call.row().word();
    if (call.call() == null || word == null) {
      return;
    }
    int errno = returned.returned().errno();
    if (!returned.returned().failed()) {
      succeeded(returned, word);
    } else if (!call.isTold() && call.row().counts(errno)) {
      Descriptor on = call.row().onDescriptor() ? descriptor(returned) : null;
      Access access = on == null ? Access.other(word, "") : names.access(word, on.description());
      call.add(access, errno, 0);
    }
  }

  private void succeeded(CompletedCall returned, String word) {
    OpenFile file = !call.isTold() && call.row().onDescriptor() ? file(returned) : null;
    if (file != null) {
      Access access = names.access(word, file);
      call.add(access, 0, 0);
      if (access.kind() == Access.Kind.FILE) {
        files.examined(file.openedPath(), word);
      }
    } else if (call.path() != null) {
      files.examined(call.path(), word);
    }
  }

  private @Nullable OpenFile file(CompletedCall returned) {
    Descriptor descriptor = descriptor(returned);
    return descriptor != null && descriptor.description() instanceof OpenFile file ? file : null;
  }

  private @Nullable Descriptor descriptor(CompletedCall returned) {
    ThreadState thread = state.processes().thread(returned.tid());
    return thread == null ? null : thread.descriptors().get(returned.intArg(0));
  }
}
