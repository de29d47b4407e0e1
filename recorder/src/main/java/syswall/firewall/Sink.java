package syswall.firewall;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.linux.ErrnoException;
import syswall.linux.LocalProcess;

/**
 * Where soft-blocked connections lead: sockets of this process, on the loopback and in a file
 * system, that take all that is sent to them and answer with the end. So the kernel itself keeps
 * what the program sees of its socket consistent. Datagrams are taken and never answered.
 */
final class Sink {
  private static final int TRIES = 16;
  private static final int BUFFER = 1 << 16;

  /** Most connections at once, so that a program cannot use up this process's descriptors. */
  private static final int CONNECTIONS = 256;

  private static final byte[] LOOPBACK4 = {127, 0, 0, 1};
  private static final byte[] LOOPBACK6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private final Selector selector;
  private final ByteString unixPath;
  private int port;
  private boolean inet6;

  private Sink() throws IOException {
    selector = Selector.open();
    unixPath = listenOnUnix();
    listenOnLoopback();
    Thread thread = new Thread(this::swallow, "sink");
    thread.setDaemon(true);
    thread.start();
  }

  /** Opens one; null if this process may not. */
  static @Nullable Sink open() {
    try {
      return new Sink();
    } catch (IOException e) {
      return null;
    }
  }

  /** The path of a stream socket. */
  ByteString unixPath() {
    return unixPath;
  }

  /** The port of the loopback, of tcp(7) and udp(7). */
  int port() {
    return port;
  }

  /** Whether it also listens on the loopback of ipv6(7). */
  boolean hasInet6() {
    return inet6;
  }

  private ByteString listenOnUnix() throws IOException {
    Path directory = Files.createTempDirectory("syswall");
    Path path = directory.resolve("sink");
    try {
      listen(
          ServerSocketChannel.open(StandardProtocolFamily.UNIX)
              .bind(UnixDomainSocketAddress.of(path)));
      byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
      return ByteString.of(LocalProcess.lastingName(name)); // leaves nothing behind, if killed
    } catch (ErrnoException e) {
      throw new IOException(e);
    } finally {
      Files.deleteIfExists(path);
      Files.delete(directory);
    }
  }

  /** The type of a program's socket is not known: one port serves all. */
  private void listenOnLoopback() throws IOException {
    IOException taken = new IOException();
    for (int i = 0; i < TRIES; i++) {
      ServerSocketChannel stream = stream(StandardProtocolFamily.INET, LOOPBACK4, 0);
      port = ((InetSocketAddress) stream.getLocalAddress()).getPort();
      try {
        datagrams(StandardProtocolFamily.INET, LOOPBACK4);
        listen(stream);
        listenOnLoopback6();
        return;
      } catch (IOException e) {
        stream.close();
        taken = e;
      }
    }
    throw taken;
  }

  private void listenOnLoopback6() {
    try {
      listen(stream(StandardProtocolFamily.INET6, LOOPBACK6, port));
      datagrams(StandardProtocolFamily.INET6, LOOPBACK6);
      inet6 = true;
    } catch (IOException | UnsupportedOperationException e) {
      inet6 = false; // or another has the port: then what is connected goes to the other loopback
    }
  }

  private static ServerSocketChannel stream(ProtocolFamily family, byte[] address, int port)
      throws IOException {
    return ServerSocketChannel.open(family)
        .bind(new InetSocketAddress(InetAddress.getByAddress(address), port));
  }

  /** Nobody reads them: the kernel drops what has no room. */
  @SuppressWarnings("resource") // open for as long as this process lives
  private void datagrams(ProtocolFamily family, byte[] address) throws IOException {
    DatagramChannel channel = DatagramChannel.open(family);
    channel.bind(new InetSocketAddress(InetAddress.getByAddress(address), port));
    channel.configureBlocking(false);
    channel.register(selector, 0);
  }

  private void listen(ServerSocketChannel server) throws IOException {
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  private void swallow() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    while (selector.isOpen()) {
      try {
        selector.select(key -> serve(key, buffer));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(SelectionKey key, ByteBuffer buffer) {
    if (key.channel() instanceof ServerSocketChannel server) {
      accept(server);
      return;
    }
    SocketChannel connection = (SocketChannel) key.channel();
    try {
      buffer.clear();
      if (connection.read(buffer) < 0) {
        connection.close();
      }
    } catch (IOException e) {
      key.cancel();
    }
  }

  private void accept(ServerSocketChannel server) {
    try {
      SocketChannel connection = server.accept();
      if (connection == null) {
        return;
      }
      if (selector.keys().size() > CONNECTIONS) {
        connection.close();
        return;
      }
      connection.configureBlocking(false);
      connection.shutdownOutput();
      connection.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      // it has gone already
    }
  }
}
