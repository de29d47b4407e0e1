package syswall.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.state.OpenDescription;
import syswall.state.OpenSocket;
import syswall.state.StateObserver;

/** The sockets of a session, in the order in which they came up. */
public final class SocketTable implements StateObserver {
  private final LongSupplier event;
  private final List<SocketActivity> sockets = new ArrayList<>();
  private final Map<OpenSocket, SocketActivity> open = new HashMap<>();

  /**
   * Without any socket yet.
   *
   * @param event yields the number of the event that goes on
   */
  SocketTable(LongSupplier event) {
    this.event = event;
  }

  /** All sockets that ever were, oldest first; a view. */
  public List<SocketActivity> sockets() {
    return Collections.unmodifiableList(sockets);
  }

  @Override
  public void opened(OpenDescription description) {
    if (description instanceof OpenSocket socket) {
      SocketActivity activity = new SocketActivity(socket, event);
      sockets.add(activity);
      open.put(socket, activity);
    }
  }

  @Override
  public void closed(OpenDescription description) {
    if (description instanceof OpenSocket socket) {
      open.remove(socket);
    }
  }

  @Override
  public void contacted(OpenSocket socket, OpenSocket.Peer peer) {
    SocketActivity activity = open.get(socket);
    if (activity != null) {
      activity.contacted(peer);
    }
  }

  @Override
  public void sent(OpenSocket socket, @Nullable ByteString address, long bytes) {
    SocketActivity activity = open.get(socket);
    if (activity != null) {
      activity.moved(address, bytes, 0);
    }
  }

  @Override
  public void received(OpenSocket socket, @Nullable ByteString address, long bytes) {
    SocketActivity activity = open.get(socket);
    if (activity != null) {
      activity.moved(address, 0, bytes);
    }
  }
}
