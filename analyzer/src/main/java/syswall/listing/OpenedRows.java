package syswall.listing;

import java.util.ArrayList;
import java.util.List;
import syswall.listing.Opened.Interest;
import syswall.listing.Opened.Usage;
import syswall.state.OpenDescription;
import syswall.state.OpenEpoll;
import syswall.state.OpenFile;
import syswall.state.OpenOther;
import syswall.state.OpenPidfd;
import syswall.state.OpenPipe;
import syswall.state.OpenSocket;
import syswall.trace.DescriptorText;

/** Copies open file descriptions into rows of a {@link Listing}. */
final class OpenedRows {
  private final Holders holders;

  OpenedRows(Holders holders) {
    this.holders = holders;
  }

  Opened of(OpenDescription open) {
    Usage usage =
        new Usage(
            open.openedByPid(),
            open.openedEvent(),
            open.openedNs(),
            open.bytesRead(),
            open.bytesWritten());
    if (open instanceof OpenFile file) {
      return new Opened.File(usage, file.path(), file.deleted(), file.flags(), file.offset());
    }
    if (open instanceof OpenSocket socket) {
      return socket(usage, socket);
    }
    if (open instanceof OpenPipe pipe) {
      return new Opened.Pipe(usage, pipe.pipe(), pipe.isWriteEnd(), holders.otherEnd(pipe));
    }
    if (open instanceof OpenEpoll epoll) {
      return new Opened.Epoll(usage, interests(epoll));
    }
    if (open instanceof OpenPidfd pidfd) {
      return new Opened.Pidfd(usage, pidfd.pid());
    }
    return new Opened.Other(usage, open instanceof OpenOther other ? other.kind() : "");
  }

  private Opened socket(Usage usage, OpenSocket socket) {
    return new Opened.Socket(
        usage,
        socket.family(),
        socket.type(),
        socket.bound(),
        socket.listening(),
        socket.peer(),
        holders.of(socket.otherEnd()));
  }

  private static List<Interest> interests(OpenEpoll epoll) {
    List<Interest> interests = new ArrayList<>();
    epoll
        .interests()
        .forEach(
            (interest, events) ->
                interests.add(
                    new Interest(
                        interest.fd(), DescriptorText.of(interest.description()), events)));
    return interests;
  }
}
