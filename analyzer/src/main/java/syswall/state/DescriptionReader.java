package syswall.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.state.RightsInFlight.Rights;

/** Reads what a {@link DescriptionWriter} wrote. */
final class DescriptionReader {
  static final int FILE = 0;
  static final int SOCKET = 1;
  static final int PIPE = 2;
  static final int EPOLL = 3;
  static final int PIDFD = 4;
  static final int OTHER = 5;

  /** By their numbers in a snapshot. */
  static final List<Contact> CONTACTS = List.of(Contact.values());

  private final StateInput in;
  private final List<FileName> names;
  private final List<OpenDescription> descriptions = new ArrayList<>();

  DescriptionReader(StateInput in, List<FileName> names) {
    this.in = in;
    this.names = names;
  }

  void read() throws DamagedStateException {
    int count = in.count();
    for (int i = 0; i < count; i++) {
      OpenDescription description = readKind();
      description.holders = in.integer();
      description.awaited = in.flag();
      description.opened(in.integer(), in.number(), in.number());
      description.restore(in.number(), in.number());
      descriptions.add(description);
    }
    for (OpenDescription description : descriptions) {
      readTies(description);
    }
  }

  /** The description that a number stands for. */
  OpenDescription description() throws DamagedStateException {
    return in.reference(descriptions.size(), descriptions::get);
  }

  /** The socket that a number stands for. */
  OpenSocket socket() throws DamagedStateException {
    OpenSocket socket = optionalSocket();
    if (socket == null) {
      throw new DamagedStateException();
    }
    return socket;
  }

  /** The socket that a number stands for, or null. */
  @Nullable OpenSocket optionalSocket() throws DamagedStateException {
    OpenDescription found = in.optional(descriptions.size(), descriptions::get);
    if (found == null) {
      return null;
    }
    if (found instanceof OpenSocket socket) {
      return socket;
    }
    throw new DamagedStateException();
  }

  /** Descriptors on their way to one socket. */
  List<Rights> rights() throws DamagedStateException {
    int count = in.count();
    List<Rights> rights = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long position = in.number();
      int size = in.count();
      List<OpenDescription> passed = new ArrayList<>(size);
      for (int j = 0; j < size; j++) {
        passed.add(description());
      }
      rights.add(new Rights(position, passed));
    }
    return rights;
  }

  private OpenDescription readKind() throws DamagedStateException {
    return switch (in.integer()) {
      case FILE -> readFile();
      case SOCKET -> readSocket();
      case PIPE -> new OpenPipe(in.number(), in.flag());
      case EPOLL -> new OpenEpoll();
      case PIDFD -> new OpenPidfd(in.integer());
      case OTHER -> new OpenOther(in.bytes().text());
      default -> throw new DamagedStateException();
    };
  }

  private OpenFile readFile() throws DamagedStateException {
    FileName name = in.reference(names.size(), names::get);
    OpenFile file = new OpenFile(name, in.bytes(), in.number(), in.number());
    file.leadsTerminal(in.integer());
    return file;
  }

  private OpenSocket readSocket() throws DamagedStateException {
    OpenSocket socket = new OpenSocket(in.integer(), in.integer());
    if (in.flag()) {
      socket.listen();
    }
    if (in.flag()) {
      socket.bind(in.bytes());
    }
    if (in.flag()) {
      ByteString address = in.bytes();
      Contact contact = in.reference(CONTACTS.size(), CONTACTS::get);
      socket.contact(new OpenSocket.Peer(address, contact, in.integer()));
    }
    return socket;
  }

  private void readTies(OpenDescription description) throws DamagedStateException {
    if (description instanceof OpenSocket socket) {
      socket.otherEnd = optionalSocket();
      socket.arrived = in.number();
      socket.taken = in.number();
      int unpaired = in.count();
      for (int i = 0; i < unpaired; i++) {
        socket.unpaired.add(socket());
      }
      socket.rights.addAll(rights());
    } else if (description instanceof OpenEpoll epoll) {
      int count = in.count();
      for (int i = 0; i < count; i++) {
        int fd = in.integer();
        epoll.put(new OpenEpoll.Interest(fd, description()), in.integer());
      }
    }
  }
}
