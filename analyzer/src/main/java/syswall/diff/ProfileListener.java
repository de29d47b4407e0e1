package syswall.diff;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.state.FileAction;
import syswall.state.OpenDescription;
import syswall.state.OpenFile;
import syswall.state.OpenFlags;
import syswall.state.OpenPipe;
import syswall.state.OpenSocket;
import syswall.state.ProcessState;
import syswall.state.StateObserver;

/** Turns what the state tells into accesses of the calling process and facts about files. */
final class ProfileListener implements StateObserver {
  private final CurrentCall call;
  private final AccessNames names;
  private final ProfiledProcesses processes;
  private final FilesFound files;
  private final Connections connections;
  private final Pipes pipes;

  ProfileListener(
      CurrentCall call,
      AccessNames names,
      ProfiledProcesses processes,
      FilesFound files,
      Connections connections,
      Pipes pipes) {
    this.call = call;
    this.names = names;
    this.processes = processes;
    this.files = files;
    this.connections = connections;
    this.pipes = pipes;
  }

  @Override
  public void began(ProcessState process) {
    processes.began(process, call.event());
  }

  @Override
  public void closed(OpenDescription description) {
    if (description instanceof OpenFile file) {
      files.closed(file);
    }
    if (description instanceof OpenSocket socket) {
      connections.closed(socket);
    }
  }

  @Override
  public void read(OpenDescription description, long bytes) {
    if (description instanceof OpenPipe pipe) {
      pipes.read(pipe.pipe(), call.caller(), bytes);
    }
    Access access = names.access("read", description);
    call.add(access, 0, bytes);
    if (description instanceof OpenFile file && access.kind() == Access.Kind.FILE) {
      if (bytes == 0) {
        files.ended(file, access);
      } else {
        files.read(file, bytes);
      }
    }
  }

  @Override
  public void written(OpenDescription description, long bytes) {
    if (description instanceof OpenFile file) {
      files.written(file.openedPath());
    }
    if (description instanceof OpenPipe pipe) {
      pipes.written(pipe.pipe(), call.caller());
    }
    call.add(names.access("write", description), 0, bytes);
  }

  @Override
  public void openedFile(ProcessState by, ByteString path, long flags) {
    call.opened(path, flags);
    boolean creates = (flags & OpenFlags.O_CREAT) != 0;
    if (creates && (flags & OpenFlags.O_EXCL) != 0) {
      files.created(path);
    } else if (Operations.open(flags).equals(Operations.OPEN_TO_WRITE)) {
      files.written(path);
    }
  }

  @Override
  public void created(ProcessState by, ByteString path) {
    call.file(path);
    files.created(path);
  }

  @Override
  public void did(ProcessState by, ByteString path, FileAction action) {
    call.file(path);
    switch (action) {
      case DELETED -> files.removed(path);
      case TRUNCATED, METADATA_CHANGED -> files.written(path);
      default -> {}
    }
  }

  @Override
  public void didOpen(ProcessState by, OpenFile file, FileAction action) {
    call.file(file);
    if (action == FileAction.USED_AS_DIRECTORY) {
      files.listed(file);
    }
  }

  @Override
  public void failed(ProcessState by, ByteString path, int errno) {
    call.failed(path, errno);
    if (call.makes()) {
      files.named(path);
    }
  }

  @Override
  public void renamed(ProcessState by, ByteString from, ByteString to, boolean exchanged) {
    call.file(from);
    call.file(to);
    files.removed(from);
    files.written(to);
  }

  @Override
  public void contacted(OpenSocket socket, OpenSocket.Peer peer) {
    connections.contacted(socket, peer);
  }

  @Override
  public void sent(OpenSocket socket, @Nullable ByteString address, long bytes) {
    connections.moved("send", socket, address, bytes);
  }

  @Override
  public void received(OpenSocket socket, @Nullable ByteString address, long bytes) {
    connections.moved("receive", socket, address, bytes);
  }
}
