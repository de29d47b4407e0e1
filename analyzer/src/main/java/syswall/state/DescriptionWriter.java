package syswall.state;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.state.RightsInFlight.Rights;

/**
 * Writes open file descriptions: first each by itself, then what they have to do with each other.
 */
final class DescriptionWriter {
  private final StateOutput out;
  private final Numbering<FileName> names;
  private final Numbering<OpenDescription> descriptions;

  DescriptionWriter(
      StateOutput out, Numbering<FileName> names, Numbering<OpenDescription> descriptions) {
    this.out = out;
    this.names = names;
    this.descriptions = descriptions;
  }

  void write() {
    List<OpenDescription> all = descriptions.objects();
    out.number(all.size());
    for (OpenDescription description : all) {
      writeKind(description);
      out.number(description.holders);
      out.flag(description.awaited);
      out.number(description.openedByPid());
      out.number(description.openedEvent());
      out.number(description.openedNs());
      out.number(description.bytesRead());
      out.number(description.bytesWritten());
    }
    for (OpenDescription description : all) {
      writeTies(description);
    }
  }

  private void writeKind(OpenDescription description) {
    if (description instanceof OpenFile file) {
      out.number(DescriptionReader.FILE);
      out.number(names.of(file.name()));
      out.bytes(file.openedPath());
      out.number(file.flags());
      out.number(file.offset());
      out.number(file.terminal());
    } else if (description instanceof OpenSocket socket) {
      out.number(DescriptionReader.SOCKET);
      writeSocket(socket);
    } else if (description instanceof OpenPipe pipe) {
      out.number(DescriptionReader.PIPE);
      out.number(pipe.pipe());
      out.flag(pipe.isWriteEnd());
    } else if (description instanceof OpenEpoll) {
      out.number(DescriptionReader.EPOLL);
    } else if (description instanceof OpenPidfd pidfd) {
      out.number(DescriptionReader.PIDFD);
      out.number(pidfd.pid());
    } else if (description instanceof OpenOther other) {
      out.number(DescriptionReader.OTHER);
      out.bytes(ByteString.of(other.kind()));
    }
  }

  private void writeSocket(OpenSocket socket) {
    out.number(socket.family());
    out.number(socket.type());
    out.flag(socket.listening());
    write(socket.bound());
    OpenSocket.Peer peer = socket.peer();
    write(peer == null ? null : peer.address());
    if (peer != null) {
      out.number(DescriptionReader.CONTACTS.indexOf(peer.contact()));
      out.number(peer.errno());
    }
  }

  private void write(@Nullable ByteString bytes) {
    out.flag(bytes != null);
    if (bytes != null) {
      out.bytes(bytes);
    }
  }

  private void writeTies(OpenDescription description) {
    if (description instanceof OpenSocket socket) {
      out.number(descriptions.of(socket.otherEnd));
      out.number(socket.arrived);
      out.number(socket.taken);
      write(socket.unpaired);
      writeRights(socket.rights);
    } else if (description instanceof OpenEpoll epoll) {
      out.number(epoll.interests().size());
      epoll
          .interests()
          .forEach(
              (interest, events) -> {
                out.number(interest.fd());
                out.number(descriptions.of(interest.description()));
                out.number(events);
              });
    }
  }

  void writeRights(Collection<Rights> all) {
    out.number(all.size());
    for (Rights rights : all) {
      out.number(rights.position);
      write(rights.descriptions);
    }
  }

  private void write(Collection<? extends OpenDescription> some) {
    out.number(some.size());
    some.forEach(description -> out.number(descriptions.of(description)));
  }
}
