package syswall.listing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.decode.QuotedText;
import syswall.decode.SocketAddress;
import syswall.event.ByteString;
import syswall.listing.Listing.DescriptorRow;
import syswall.listing.Listing.Holder;
import syswall.listing.Opened.Epoll;
import syswall.listing.Opened.File;
import syswall.listing.Opened.Other;
import syswall.listing.Opened.Pidfd;
import syswall.listing.Opened.Pipe;
import syswall.listing.Opened.Socket;
import syswall.listing.Opened.Usage;
import syswall.report.IndentedJson;
import syswall.state.OpenSocket;
import syswall.syscall.Errno;
import syswall.syscall.FlagSet;

/** A descriptor of a listing as JSON: what all have, then what its kind has. */
final class JsonOpened implements Opened.Handler {
  /** Up to here every integer is a double of its own. */
  private static final long LARGEST_EXACT = 1L << 53;

  private static final FlagSet OPEN_FLAGS = FlagSet.of("open_flags");

  private final ObjectNode node;

  private JsonOpened(ObjectNode node) {
    this.node = node;
  }

  /** Writes a descriptor's fields. */
  static void write(DescriptorRow row, ObjectNode node) {
    node.put("fd", row.fd());
    node.put("closeOnExec", row.closeOnExec());
    node.put("sinceEvent", row.sinceEvent());
    node.put("name", row.name());
    row.opened().accept(new JsonOpened(node));
    Usage usage = row.opened().usage();
    node.put("openedByPid", usage.byPid());
    node.put("openedEvent", usage.event());
    node.put("openedNs", usage.timeNs());
    integer(node, "bytesRead", usage.bytesRead());
    integer(node, "bytesWritten", usage.bytesWritten());
    holders(node.putArray("alsoAs"), row.alsoAs());
  }

  /** A number, or a string if a double would not hold it. */
  static void integer(ObjectNode node, String name, long value) {
    if (value > LARGEST_EXACT || value < -LARGEST_EXACT) {
      node.put(name, Long.toString(value));
    } else {
      node.put(name, value);
    }
  }

  private static void holders(ArrayNode node, List<Holder> holders) {
    for (Holder holder : holders) {
      node.addObject().put("pid", holder.pid()).put("fd", holder.fd());
    }
  }

  private static String text(FlagSet set, long flags) {
    StringBuilder text = new StringBuilder();
    set.append(flags, text);
    return text.toString();
  }

  private static @Nullable String address(@Nullable ByteString address) {
    return address == null || address.length() == 0
        ? null
        : SocketAddress.decode(address).endpoint();
  }

  @Override
  public void on(File file) {
    node.put("kind", "file");
    node.put("path", QuotedText.plain(file.path()));
    node.put("deleted", file.deleted());
    node.put("flags", text(OPEN_FLAGS, file.flags()));
    if (file.offset() >= 0) {
      integer(node, "offset", file.offset());
    } else {
      node.putNull("offset");
    }
  }

  @Override
  public void on(Pipe pipe) {
    node.put("kind", "pipe");
    node.put("pipe", pipe.pipe());
    node.put("end", pipe.isWriteEnd() ? "write" : "read");
    holders(node.putArray("otherEnd"), pipe.otherEnd());
  }

  @Override
  public void on(Socket socket) {
    node.put("kind", "socket");
    node.put("family", socket.family());
    node.put("type", socket.type());
    node.put("bound", address(socket.bound()));
    node.put("listening", socket.listening());
    OpenSocket.Peer peer = socket.peer();
    if (peer != null) {
      ObjectNode child = node.putObject("peer");
      child.put("address", address(peer.address()));
      child.put("contact", IndentedJson.label(peer.contact()));
      if (peer.errno() != 0) {
        child.put("error", Errno.name(peer.errno()));
      }
    }
    holders(node.putArray("otherEnd"), socket.otherEnd());
  }

  @Override
  public void on(Epoll epoll) {
    node.put("kind", "epoll");
    ArrayNode watches = node.putArray("watches");
    for (Opened.Interest interest : epoll.interests()) {
      ObjectNode child = watches.addObject();
      child.put("fd", interest.fd());
      child.put("name", interest.name());
      child.put("events", OpenedText.events(interest.events()));
    }
  }

  @Override
  public void on(Pidfd pidfd) {
    node.put("kind", "pidfd");
    node.put("pid", pidfd.pid());
  }

  @Override
  public void on(Other other) {
    node.put("kind", "other");
  }
}
