package syswall.diff;

import org.jspecify.annotations.Nullable;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.state.Descriptor;
import syswall.state.OpenDescription;
import syswall.state.OpenFile;
import syswall.state.OpenSocket;
import syswall.state.SessionState;
import syswall.state.ThreadState;

/** Accounts for calls of which the state had nothing to tell, behind it. */
final class Untold implements Projection {
  private final CurrentCall call;
  private final AccessNames names;
  private final FilesFound files;
  private final Connections connections;
  private final SessionState state;

  Untold(
      CurrentCall call,
      AccessNames names,
      FilesFound files,
      Connections connections,
      SessionState state) {
    this.call = call;
    this.names = names;
    this.files = files;
    this.connections = connections;
    this.state = state;
  }

  @Override
  public void onReturned(CompletedCall returned) {
    String word = call.row().word();
    if (call.call() == null || word == null || !returned.made()) {
      return;
    }
    Descriptor descriptor =
        !call.isTold() && call.row().onDescriptor() ? descriptor(returned) : null;
    OpenDescription on = descriptor == null ? null : descriptor.description();
    if (on instanceof OpenSocket socket) {
      connections.untold(word, socket, returned);
    } else if (!returned.returned().failed()) {
      succeeded(word, on, returned);
    } else if (!call.isTold() && call.row().counts(returned.returned().errno())) {
      Access access = on == null ? Access.other(word, "") : names.access(word, on);
      call.add(access, returned.returned().errno(), 0);
    }
  }

  private void succeeded(String word, @Nullable OpenDescription on, CompletedCall returned) {
    if (word.equals(Operations.FORK)) {
      String start = startedThread(returned) ? Operations.START_THREAD : Operations.START;
      call.add(Access.other(start, ""), 0, 0);
    }
    if (on instanceof OpenFile file) {
      Access access = names.access(word, file);
      call.add(access, 0, 0);
      if (access.kind() == Access.Kind.FILE) {
        files.examined(file.openedPath(), word);
      }
    } else if (call.path() != null) {
      files.examined(call.path(), word);
    }
  }

  private boolean startedThread(CompletedCall returned) {
    ThreadState creator = state.processes().thread(returned.tid());
    ThreadState created = state.processes().thread((int) returned.returned().result());
    return creator != null && created != null && created.process() == creator.process();
  }

  private @Nullable Descriptor descriptor(CompletedCall returned) {
    ThreadState thread = state.processes().thread(returned.tid());
    return thread == null ? null : thread.descriptors().get(returned.intArg(0));
  }
}
