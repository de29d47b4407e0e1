package syswall.selftest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * What attempts reach for beside files: addresses of this machine that are listened at, and this
 * process itself, some of its memory and a descriptor of its own.
 */
final class Outside implements AutoCloseable {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final ServerSocketChannel stream;
  private final DatagramChannel datagrams;
  private final DatagramChannel allowed;
  private final MappedByteBuffer memory;
  private final FileChannel held;
  private final Map<String, String> variables;

  /**
   * Listens, and maps a file that it makes.
   *
   * @param secret a file to have open
   */
  Outside(Path directory, Path secret) throws IOException {
    stream = ServerSocketChannel.open(StandardProtocolFamily.INET);
    stream.bind(new InetSocketAddress(LOOPBACK, 0)).configureBlocking(false);
    datagrams = datagrams();
    allowed = datagrams();
    Path file = Files.write(directory.resolve("memory"), new byte[4096]);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      memory = channel.map(MapMode.READ_WRITE, 0, channel.size());
    }
    held = FileChannel.open(secret);
    variables =
        Map.of(
            "root", directory.toString(),
            "length", Integer.toString(3 + directory.toString().length()),
            "tracer", Long.toString(ProcessHandle.current().pid()),
            "memory", "0x" + address(file),
            "held", descriptor(secret),
            "stream", Integer.toString(streamPort()),
            "datagram", Integer.toString(datagramPort()),
            "allowed", Integer.toString(port(allowed.getLocalAddress())));
  }

  private static DatagramChannel datagrams() throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    channel.bind(new InetSocketAddress(LOOPBACK, 0)).configureBlocking(false);
    return channel;
  }

  private static int port(SocketAddress address) {
    return ((InetSocketAddress) address).getPort();
  }

  /** The port that no attempt may connect to. */
  int streamPort() throws IOException {
    return port(stream.getLocalAddress());
  }

  /** The port that no attempt may send to. */
  int datagramPort() throws IOException {
    return port(datagrams.getLocalAddress());
  }

  /** What scripts may say of it. */
  Map<String, String> variables() {
    return variables;
  }

  /** Whether somebody came to a forbidden address since this was last asked. */
  boolean wasReached() throws IOException {
    boolean reached = false;
    for (SocketChannel caller = stream.accept(); caller != null; caller = stream.accept()) {
      reached = true;
      caller.close();
    }
    ByteBuffer bytes = ByteBuffer.allocate(64);
    while (datagrams.receive(bytes) != null) {
      reached = true;
      bytes.clear();
    }
    while (allowed.receive(bytes) != null) {
      bytes.clear();
    }
    return reached;
  }

  /** Whether somebody wrote to this process's memory since this was last asked. */
  boolean wasWritten() {
    boolean written = memory.get(0) != 0;
    memory.put(0, (byte) 0);
    return written;
  }

  /** Where this process has a file mapped, in hexadecimal. */
  private static String address(Path file) throws IOException {
    List<String> maps = Files.readAllLines(Path.of("/proc/self/maps"));
    String line = maps.stream().filter(l -> l.endsWith(file.toString())).findFirst().orElseThrow();
    return line.substring(0, line.indexOf('-'));
  }

  private static String descriptor(Path file) throws IOException {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path link : open) {
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(file)) {
          return link.getFileName().toString();
        }
      }
    }
    throw new IOException(file + " is not open");
  }

  @Override
  public void close() throws IOException {
    stream.close();
    datagrams.close();
    allowed.close();
    held.close();
  }
}
