package syswall.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The sockets of a session, in the order in which they came up. */
public final class SocketTable {
  private final List<SocketActivity> sockets = new ArrayList<>();

  /** All sockets that ever were, oldest first; a view. */
  public List<SocketActivity> sockets() {
    return Collections.unmodifiableList(sockets);
  }

  SocketActivity open(int pid, int family, int type) {
    SocketActivity socket = new SocketActivity(pid, family, type);
    sockets.add(socket);
    return socket;
  }
}
