package syswall.listing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.listing.Listing.Holder;
import syswall.state.OpenSocket.Peer;

/** What a descriptor of a {@link Listing} stands for: an open file description as data. */
public sealed interface Opened {
  /** Where it comes from, and what went through it. */
  Usage usage();

  /**
   * The same without what is no difference between two moments: who has its other end, and where it
   * stands if that is not known at one of them.
   */
  default Opened comparable(@SuppressWarnings("unused") Opened other) {
    return this;
  }

  /** Calls the handler's method for this kind. */
  void accept(Handler handler);

  /** One method a kind. */
  interface Handler {
    void on(File file);

    void on(Pipe pipe);

    void on(Socket socket);

    void on(Epoll epoll);

    void on(Pidfd pidfd);

    void on(Other other);
  }

  /**
   * Where a description comes from, and what went through it.
   *
   * @param byPid the process that made it; 0 of what the first process inherited
   * @param event the event that brought it
   * @param timeNs when, in nanoseconds since the session started
   * @param bytesRead bytes that came in through it
   * @param bytesWritten bytes that went out through it
   */
  record Usage(int byPid, long event, long timeNs, long bytesRead, long bytesWritten) {}

  /**
   * A file or directory.
   *
   * @param path its path now
   * @param deleted whether that was removed
   * @param flags of open(2)
   * @param offset in bytes; -1 if not known
   */
  record File(Usage usage, ByteString path, boolean deleted, long flags, long offset)
      implements Opened {
    @Override
    public Opened comparable(Opened other) {
      boolean isKnown = !(other instanceof File file) || file.offset >= 0;
      return isKnown ? this : new File(usage, path, deleted, flags, -1);
    }

    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * An end of a pipe.
   *
   * @param pipe which pipe: the number of the event that brought it
   * @param isWriteEnd whether it is written to
   * @param otherEnd who has its other end
   */
  record Pipe(Usage usage, long pipe, boolean isWriteEnd, List<Holder> otherEnd) implements Opened {
    public Pipe {
      otherEnd = List.copyOf(otherEnd);
    }

    @Override
    public Opened comparable(Opened other) {
      return new Pipe(usage, pipe, isWriteEnd, List.of());
    }

    /** Whether the first process inherited it, so that others may have its other end. */
    public boolean isInherited() {
      return usage.byPid == 0;
    }

    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * A socket.
   *
   * @param family AF_* of sys/socket.h; -1 if not known
   * @param type SOCK_* of sys/socket.h without flags; -1 if not known
   * @param bound its own address; null if never seen
   * @param listening whether it waits for connections
   * @param peer whom it is connected to, is connecting or failed to connect to; null for no one
   * @param otherEnd who has the socket at the other end, where that is known to be of this session
   */
  record Socket(
      Usage usage,
      int family,
      int type,
      @Nullable ByteString bound,
      boolean listening,
      @Nullable Peer peer,
      List<Holder> otherEnd)
      implements Opened {
    public Socket {
      otherEnd = List.copyOf(otherEnd);
    }

    @Override
    public Opened comparable(Opened other) {
      return new Socket(usage, family, type, bound, listening, peer, List.of());
    }

    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /** An epoll instance and what it waits for, oldest first. */
  record Epoll(Usage usage, List<Interest> interests) implements Opened {
    public Epoll {
      interests = List.copyOf(interests);
    }

    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * What an epoll instance waits for.
   *
   * @param fd the number that it was added as
   * @param name what that stood for
   * @param events EPOLL* of epoll_ctl(2)
   */
  record Interest(int fd, String name, int events) {}

  /** What stands for a process. */
  record Pidfd(Usage usage, int pid) implements Opened {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /** What has no name and no peer: {@code eventfd}, {@code memfd} and their like. */
  record Other(Usage usage, String kind) implements Opened {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }
}
