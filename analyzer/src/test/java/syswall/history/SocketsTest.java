package syswall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import syswall.decode.SocketAddress;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.Recorded;
import syswall.state.OpenFlags;

class SocketsTest {
  private static final int AF_INET = 2;
  private static final int STREAM = 1;
  private static final int DATAGRAM = 2;
  private static final int ECONNREFUSED = 111;
  private static final int EINPROGRESS = 115;

  private final Recorded session = new Recorded("prog");

  @Test
  void connectionCarriesBytesBothWays() {
    session.call(FIRST, "socket", AF_INET, STREAM | OpenFlags.O_CLOEXEC, 0).returns(3);
    session.call(FIRST, "connect", 3, loopback(1, 80), 16).returns(0);
    session.call(FIRST, "write", 3).returns(10);
    session.call(FIRST, "sendto", 3).returns(5);
    session.call(FIRST, "recvfrom", 3).returns(100);
    session.call(FIRST, "recvmsg", 3).returns(1);
    assertPeers("127.0.0.1:80 CONNECTED 15 101");
  }

  @Test
  void refusedConnectionFails() {
    session.call(FIRST, "socket", AF_INET, STREAM, 0).returns(3);
    session.call(FIRST, "connect", 3, loopback(1, 80), 16).fails(ECONNREFUSED);
    assertPeers("127.0.0.1:80 FAILED 0 0");
    assertEquals(ECONNREFUSED, socket().peers().iterator().next().errno());
  }

  @Test
  void fakedConnectionIsNone() {
    session.call(FIRST, "socket", AF_INET, STREAM, 0).returns(3);
    session.call(FIRST, "connect", 3, loopback(1, 80), 16).faked("r1", 0);
    session.call(FIRST, "sendto", 3).faked("r1", 5);
    assertPeers("");
  }

  @Test
  void asynchronousConnectionIsInProgressUntilBytesMove() {
    session.call(FIRST, "socket", AF_INET, STREAM, 0).returns(3);
    session.call(FIRST, "connect", 3, loopback(1, 80), 16).fails(EINPROGRESS);
    assertPeers("127.0.0.1:80 IN_PROGRESS 0 0");
    session.call(FIRST, "write", 3).returns(1);
    assertPeers("127.0.0.1:80 CONNECTED 1 0");
  }

  @Test
  void datagramSocketMayHaveManyPeers() {
    session.call(FIRST, "socket", AF_INET, DATAGRAM, 0).returns(3);
    session.call(FIRST, "sendto", 3, 0, 8, 0, loopback(1, 53), 16).returns(8);
    session.call(FIRST, "sendto", 3, 0, 9, 0, loopback(2, 53), 16).returns(9);
    session.call(FIRST, "recvfrom", 3, 0, 99, 0, loopback(1, 53).out(), 0).returns(20);
    assertPeers("127.0.0.1:53 ADDRESSED 8 20, 127.0.0.2:53 ADDRESSED 9 0");
  }

  /** A message of sendmmsg(2) with buffers of these lengths. */
  private static List<Recorded.In> message(int width, Recorded.Address to, int... lengths) {
    ByteBuffer vector =
        ByteBuffer.allocate(2 * width * lengths.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < lengths.length; i++) {
      vector.putInt((2 * i + 1) * width, lengths[i]);
    }
    ByteString header = ByteString.copyOf(new byte[8 * width]);
    return List.of(
        new Recorded.In(Capture.Form.SOCKADDR, to.bytes()),
        new Recorded.In(Capture.Form.MEMORY, header),
        new Recorded.In(Capture.Form.VECTOR, ByteString.copyOf(vector.array())),
        new Recorded.In(Capture.Form.CONTENT, ByteString.of("x")));
  }

  @ParameterizedTest
  @EnumSource
  void messagesThatAreSentTogetherHaveTheirBytesAndAddressesEach(Abi abi) {
    int width = abi == Abi.I386 ? 4 : 8;
    Recorded.Gathered messages =
        new Recorded.Gathered(
            Stream.of(
                    message(width, loopback(1, 53), 30, 2),
                    message(width, loopback(2, 53), 40),
                    message(width, loopback(2, 53), 7))
                .flatMap(List::stream)
                .toList());
    session.call(FIRST, "socket", AF_INET, DATAGRAM, 0).returns(3);
    session.call(abi, FIRST, "sendmmsg", 3, messages, 3, 0).returns(2);
    assertPeers("127.0.0.1:53 ADDRESSED 32 0, 127.0.0.2:53 ADDRESSED 40 0");
  }

  @Test
  void theLastMessageToAStreamMayHaveBeenCut() {
    Recorded.Gathered messages =
        new Recorded.Gathered(
            Stream.of(message(8, loopback(1, 80), 30), message(8, loopback(1, 80), 40))
                .flatMap(List::stream)
                .toList());
    session.call(FIRST, "socket", AF_INET, STREAM, 0).returns(3);
    session.call(FIRST, "connect", 3, loopback(1, 80), 16).returns(0);
    session.call(FIRST, "sendmmsg", 3, messages, 2, 0).returns(2);
    assertPeers("127.0.0.1:80 CONNECTED 30 0");
  }

  @Test
  void listenerAcceptsPeers() {
    session.call(FIRST, "socket", AF_INET, STREAM, 0).returns(3);
    session.call(FIRST, "bind", 3, loopback(1, 8080), 16).returns(0);
    session.call(FIRST, "listen", 3, 5).returns(0);
    session.call(FIRST, "accept4", 3, loopback(1, 40000).out(), 0, 0).returns(4);
    session.call(FIRST, "read", 4).returns(3);
    List<SocketActivity> sockets = history().sockets().sockets();
    assertEquals(2, sockets.size());
    assertEquals(loopback(1, 8080).bytes(), sockets.get(0).bound());
    assertEquals(true, sockets.get(0).listening());
    assertEquals("127.0.0.1:40000 ACCEPTED 0 3", peers(sockets.get(1)));
  }

  private SessionHistory history() {
    return SessionHistory.of(session.source());
  }

  private SocketActivity socket() {
    return history().sockets().sockets().get(0);
  }

  private void assertPeers(String expected) {
    assertEquals(expected, peers(socket()));
  }

  private static String peers(SocketActivity socket) {
    return socket.peers().stream()
        .map(
            p ->
                SocketAddress.decode(p.address()).endpoint()
                    + " "
                    + p.contact()
                    + " "
                    + p.bytesSent()
                    + " "
                    + p.bytesReceived())
        .collect(Collectors.joining(", "));
  }
}
