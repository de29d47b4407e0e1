package syswall.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import syswall.listing.Listing.DescriptorRow;
import syswall.listing.Listing.Holder;
import syswall.listing.Opened.Epoll;
import syswall.listing.Opened.File;
import syswall.listing.Opened.Other;
import syswall.listing.Opened.Pidfd;
import syswall.listing.Opened.Pipe;
import syswall.listing.Opened.Socket;
import syswall.listing.Opened.Usage;
import syswall.report.Amounts;
import syswall.state.OpenFlags;
import syswall.state.OpenSocket;
import syswall.syscall.Errno;
import syswall.syscall.FlagSet;
import syswall.trace.DescriptorText;

/** What a descriptor stands for in words for a line of a {@link TextListing}. */
final class OpenedText implements Opened.Handler {
  private static final int HOLDERS = 4;
  private static final FlagSet EPOLL_EVENTS = FlagSet.of("epoll_events");

  private final int pid;
  private final List<String> details = new ArrayList<>();
  private String mode = "";
  private String name;
  private boolean isBad;

  /** The words for a descriptor of a process. */
  OpenedText(int pid, DescriptorRow row) {
    this.pid = pid;
    name = row.name();
    row.opened().accept(this);
    if (!row.alsoAs().isEmpty()) {
      details.add("also " + holders(row.alsoAs()));
    }
  }

  /** Whether it is read, written or both: {@code rw}. */
  String mode() {
    return mode;
  }

  /** As a trace names it, and what tells it from others of that name. */
  String name() {
    return name;
  }

  /** All else, with commas between. */
  String details() {
    return String.join(", ", details);
  }

  /** Whether it is of no use any more, such as a socket that failed to connect. */
  boolean isBad() {
    return isBad;
  }

  @Override
  public void on(File file) {
    if (file.deleted()) {
      name += " (deleted)"; // as /proc/PID/fd has it
    }
    if ((file.flags() & OpenFlags.O_PATH) != 0) {
      details.add("O_PATH");
      return;
    }
    long access = file.flags() & OpenFlags.O_ACCMODE;
    mode = access == OpenFlags.O_RDONLY ? "r" : access == OpenFlags.O_WRONLY ? "w" : "rw";
    if ((file.flags() & OpenFlags.O_APPEND) != 0) {
      details.add("append");
    }
    if (file.offset() > 0) {
      details.add("at " + Amounts.number(file.offset()));
    }
    transfers(file.usage(), "read ", "written ");
  }

  @Override
  public void on(Pipe pipe) {
    mode = pipe.isWriteEnd() ? "w" : "r";
    name = "pipe#" + pipe.pipe() + (pipe.isWriteEnd() ? " write end" : " read end");
    transfers(pipe.usage(), "read ", "written ");
    String other = pipe.isWriteEnd() ? "read end " : "write end ";
    if (!pipe.otherEnd().isEmpty()) {
      details.add(other + holders(pipe.otherEnd()));
    } else if (!pipe.isInherited()) {
      details.add(other + "closed");
    }
  }

  @Override
  public void on(Socket socket) {
    mode = "rw";
    if (socket.listening()) {
      details.add("listening");
    }
    if (socket.peer() != null) {
      contact(socket.peer());
    }
    transfers(socket.usage(), "received ", "sent ");
    if (!socket.otherEnd().isEmpty()) {
      details.add("other end " + holders(socket.otherEnd()));
    }
  }

  private void contact(OpenSocket.Peer peer) {
    switch (peer.contact()) {
      case CONNECTED -> details.add("connected");
      case ACCEPTED -> details.add("accepted");
      case IN_PROGRESS -> details.add("connection in progress");
      case ADDRESSED -> {}
      case FAILED -> {
        String whom = DescriptorText.endpoint(peer.address());
        details.add("failed " + Errno.name(peer.errno()) + " to " + whom);
        isBad = true;
      }
    }
  }

  @Override
  public void on(Epoll epoll) {
    details.add(
        epoll.interests().isEmpty()
            ? "watches nothing"
            : "watches "
                + epoll.interests().stream()
                    .map(interest -> interest.fd() + " " + events(interest.events()))
                    .collect(Collectors.joining(", ")));
  }

  static String events(int events) {
    StringBuilder text = new StringBuilder();
    EPOLL_EVENTS.append(events, text);
    return text.toString();
  }

  @Override
  public void on(Pidfd pidfd) {
    name += " of " + pidfd.pid();
  }

  @Override
  public void on(Other other) {
    transfers(other.usage(), "read ", "written ");
  }

  private void transfers(Usage usage, String in, String out) {
    if (usage.bytesRead() > 0) {
      details.add(in + Amounts.bytes(usage.bytesRead()));
    }
    if (usage.bytesWritten() > 0) {
      details.add(out + Amounts.bytes(usage.bytesWritten()));
    }
  }

  /** Descriptors, those of the process itself first and by their numbers alone. */
  private String holders(List<Holder> holders) {
    String shown =
        Stream.concat(
                holders.stream().filter(h -> h.pid() == pid).map(h -> Integer.toString(h.fd())),
                holders.stream().filter(h -> h.pid() != pid).map(h -> h.pid() + ":" + h.fd()))
            .limit(HOLDERS)
            .collect(Collectors.joining(" "));
    int more = holders.size() - HOLDERS;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
