package syswall.diff;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.decode.SocketAddress;
import syswall.event.ByteString;
import syswall.state.Contact;
import syswall.state.FileAction;
import syswall.state.OpenDescription;
import syswall.state.OpenEpoll;
import syswall.state.OpenFile;
import syswall.state.OpenFlags;
import syswall.state.OpenOther;
import syswall.state.OpenPipe;
import syswall.state.OpenSocket;
import syswall.state.ProcessState;
import syswall.state.StateObserver;

/** Turns what the state tells into accesses. A connection counts once it is known how it ended. */
final class ProfileListener implements StateObserver {
  /** The lowest port that the kernel chooses: ip_local_port_range of ip(7), as it comes. */
  static final int FIRST_CHOSEN_PORT = 32768;

  private static final int SOCK_STREAM = 1;
  private static final int EINPROGRESS = 115;

  private record Connecting(ProcessProfile process, ByteString address, long event) {}

  private final ProfileBuilder builder;
  private final Inherited inherited = new Inherited();
  private final Pipes pipes = new Pipes();
  private final Map<OpenSocket, Connecting> connecting = new HashMap<>();
  private final Set<Integer> chosenPorts = new HashSet<>();

  ProfileListener(ProfileBuilder builder) {
    this.builder = builder;
  }

  Inherited inherited() {
    return inherited;
  }

  Pipes pipes() {
    return pipes;
  }

  Set<Integer> chosenPorts() {
    return chosenPorts;
  }

  /** The session is over: what is still connecting stays so. */
  void end() {
    connecting.forEach(ProfileListener::leave);
    connecting.clear();
  }

  private static void leave(OpenSocket socket, Connecting left) {
    left.process.add(connect(socket, left.address), EINPROGRESS, left.event, 0);
  }

  private static Access connect(OpenSocket socket, ByteString address) {
    return new Access("connect", kind(socket), address, 0);
  }

  private static Access.Kind kind(OpenSocket socket) {
    return socket.listening()
        ? Access.Kind.LISTENER
        : socket.type() == SOCK_STREAM ? Access.Kind.STREAM : Access.Kind.DATAGRAMS;
  }

  /** Something done to what a descriptor refers to. */
  Access access(String operation, OpenDescription on) {
    Access inheritedAccess = inherited.access(operation, on);
    if (inheritedAccess != null) {
      return inheritedAccess;
    }
    if (on instanceof OpenFile file) {
      return Access.file(operation, file.openedPath());
    }
    if (on instanceof OpenPipe pipe) {
      return new Access(operation, Access.Kind.PIPE, ByteString.EMPTY, pipe.pipe());
    }
    if (on instanceof OpenSocket socket) {
      return socket(operation, socket, null);
    }
    if (on instanceof OpenEpoll) {
      return Access.other(operation, "epoll");
    }
    return Access.other(operation, on instanceof OpenOther other ? other.kind() : "pidfd");
  }

  private Access socket(String operation, OpenSocket socket, @Nullable ByteString address) {
    OpenSocket.Peer peer = socket.peer();
    ByteString own = socket.bound();
    ByteString name = ByteString.EMPTY;
    if (address != null) {
      name = address;
    } else if (peer != null) {
      name = peer.contact() == Contact.ACCEPTED && own != null ? own : peer.address();
    } else if (own != null) {
      name = own;
    }
    return new Access(operation, kind(socket), name, 0);
  }

  @Override
  public void began(ProcessState process) {
    builder.began(process);
  }

  @Override
  public void closed(OpenDescription description) {
    if (description instanceof OpenFile file) {
      builder.closed(file);
    }
    if (description instanceof OpenSocket socket) {
      rememberPort(socket);
      Connecting left = connecting.remove(socket);
      if (left != null) {
        leave(socket, left);
      }
    }
  }

  @Override
  public void read(OpenDescription description, long bytes) {
    if (description instanceof OpenPipe pipe) {
      pipes.read(pipe.pipe(), builder.caller(), bytes);
    }
    Access access = access("read", description);
    builder.add(access, 0, bytes);
    if (description instanceof OpenFile file && access.kind() == Access.Kind.FILE) {
      if (bytes == 0) {
        builder.ended(file, access);
      } else {
        builder.read(file, bytes);
      }
    }
  }

  @Override
  public void written(OpenDescription description, long bytes) {
    if (description instanceof OpenFile file) {
      builder.written(file.openedPath());
    }
    if (description instanceof OpenPipe pipe) {
      pipes.written(pipe.pipe(), builder.caller());
    }
    builder.add(access("write", description), 0, bytes);
  }

  @Override
  public void openedFile(ProcessState by, ByteString path, long flags) {
    builder.opened(path, flags);
    boolean creates = (flags & OpenFlags.O_CREAT) != 0;
    if (creates && (flags & OpenFlags.O_EXCL) != 0) {
      builder.created(path);
    } else if (Operations.open(flags).equals(Operations.OPEN_TO_WRITE)) {
      builder.written(path);
    }
  }

  @Override
  public void created(ProcessState by, ByteString path) {
    builder.file(path);
    builder.created(path);
  }

  @Override
  public void did(ProcessState by, ByteString path, FileAction action) {
    builder.file(path);
    switch (action) {
      case DELETED -> builder.removed(path);
      case TRUNCATED, METADATA_CHANGED -> builder.written(path);
      default -> {}
    }
  }

  @Override
  public void didOpen(ProcessState by, OpenFile file, FileAction action) {
    builder.file(file);
  }

  @Override
  public void failed(ProcessState by, ByteString path, int errno) {
    builder.failed(path, errno);
  }

  @Override
  public void renamed(ProcessState by, ByteString from, ByteString to, boolean exchanged) {
    builder.file(from);
    builder.file(to);
    builder.removed(from);
    builder.written(to);
  }

  @Override
  public void contacted(OpenSocket socket, OpenSocket.Peer peer) {
    ProcessProfile caller = builder.caller();
    rememberPort(socket);
    switch (peer.contact()) {
      case IN_PROGRESS -> {
        if (caller != null) {
          connecting.putIfAbsent(socket, new Connecting(caller, peer.address(), builder.event()));
        }
        builder.told();
      }
      case CONNECTED, FAILED, ADDRESSED -> {
        Connecting began = connecting.remove(socket);
        if (began != null) {
          began.process.add(connect(socket, peer.address()), peer.errno(), began.event, 0);
          builder.told();
        } else {
          builder.add(connect(socket, peer.address()), peer.errno(), 0);
        }
      }
      case ACCEPTED -> builder.add(socket("accept", socket, null), 0, 0);
    }
  }

  @Override
  public void sent(OpenSocket socket, @Nullable ByteString address, long bytes) {
    builder.add(socket("send", socket, address), 0, bytes);
  }

  @Override
  public void received(OpenSocket socket, @Nullable ByteString address, long bytes) {
    builder.add(socket("receive", socket, address), 0, bytes);
  }

  private void rememberPort(OpenSocket socket) {
    ByteString own = socket.bound();
    if (own != null) {
      int port = SocketAddress.decode(own).port();
      if (port >= FIRST_CHOSEN_PORT) {
        chosenPorts.add(port);
      }
    }
  }
}
