package syswall.firewall;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Verdict;
import syswall.linux.Errors;
import syswall.tracer.Answer;
import syswall.tracer.Stop;

/**
 * The sockets that soft blocks gave programs in place of those they asked for. Each is a Unix
 * socket, so that nothing gets out whatever is done with it, and known by its inode, so that
 * dup(2), fork(2) and passing it on change nothing. What a Unix socket would answer otherwise than
 * the socket that was asked for is answered here; all else the kernel does.
 */
final class StandIns {
  private static final int WRITE = 1;
  private static final int WRITEV = 20;
  private static final int SOCKET = 41;
  private static final int CONNECT = 42;
  private static final int BIND = 49;
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_NETLINK = 16;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_SEQPACKET = 5;
  private static final int TYPE = 15;
  private static final long SOCK_FLAGS = 02004000; // SOCK_CLOEXEC, SOCK_NONBLOCK
  private static final int SOL_SOCKET = 1;
  private static final int SO_TYPE = 3;
  private static final int SO_PROTOCOL = 38;
  private static final int SO_DOMAIN = 39;
  private static final int SOCKADDR_MAX = 128;
  private static final int OPTION_MAX = 1024;
  private static final int MMSGHDR = 64; // struct mmsghdr: a msghdr of 56 bytes, then its length
  private static final int MMSG_MAX = 1024;
  private static final int FIRST_PORT = 40000;

  /** What was asked for, and what became of it. */
  private static final class StandIn {
    final int family;
    final int type;
    final int protocol;
    Ruling ruling = Ruling.undecided(Answer.PROCEED);
    @Nullable ByteString local;
    @Nullable ByteString peer;

    StandIn(CheckedCall call) {
      family = (int) call.argument(0);
      type = (int) call.argument(1) & TYPE;
      protocol = (int) call.argument(2);
    }

    boolean isStream() {
      return type == SOCK_STREAM || type == SOCK_SEQPACKET;
    }
  }

  /** Who such a socket was to be connected to, and why it is not. */
  private record Led(ByteString peer, Ruling ruling) {}

  private final PathResolver resolver;
  private final Map<Integer, StandIn> expected = new HashMap<>();
  private final Map<ByteString, StandIn> made = new HashMap<>();

  /** Sockets that are as they were asked for, but connected to the sink. */
  private final Map<ByteString, Led> led = new HashMap<>();

  private @Nullable Sink sink;
  private boolean sinkTried;
  private int ports;

  StandIns(PathResolver resolver) {
    this.resolver = resolver;
  }

  /** A socket in place of what a call would open. */
  Answer socket(CheckedCall call) {
    if (!call.row().name().equals("socket")) {
      return socket(SOCK_STREAM);
    }
    StandIn standIn = new StandIn(call);
    expected.put(call.tid(), standIn);
    return socket(
        (standIn.isStream() ? SOCK_STREAM : SOCK_DGRAM) | (call.argument(1) & SOCK_FLAGS));
  }

  private static Answer socket(long type) {
    return new Answer.Replace(
        SOCKET,
        List.of(Answer.Argument.of(AF_UNIX), Answer.Argument.of(type), Answer.Argument.of(0)));
  }

  /** Connects a socket of the program to where all is taken and nothing given. */
  Answer connect(CheckedCall call) {
    ByteString address = address(call);
    if (address == null) {
      return new Answer.Skip(-Errors.EFAULT);
    }
    Sink target = sink();
    if (target == null) {
      return new Answer.Skip(0);
    }
    return switch (family(address)) {
      case AF_UNIX -> connect(unix(target));
      case AF_INET -> connect(inet(target));
      case AF_INET6 -> connect(inet6(target, isMapped(address)));
      default -> new Answer.Skip(0);
    };
  }

  /** Whether a call may have to do with these sockets; most have not. */
  boolean mayConcern(Stop.SyscallEnter stop, Ruling decided) {
    if (made.isEmpty() && led.isEmpty() && decided.verdict() != Verdict.SOFT_BLOCK) {
      return false;
    }
    return stop.row() != null
        && (stop.row().classes().contains("network")
            || (!made.isEmpty() && (stop.number() == WRITE || stop.number() == WRITEV)));
  }

  /** What becomes of a call, if it is one of these sockets'; else what was decided. */
  Ruling ruling(CheckedCall call, Ruling decided) {
    StandIn making = expected.get(call.tid());
    if (making != null) {
      making.ruling = decided;
      return decided;
    }
    ByteString socket = resolver.descriptor(call.tid(), (int) call.argument(0)).path();
    StandIn standIn = made.get(socket);
    if (standIn != null) {
      return softly(answer(standIn, call), standIn.ruling);
    }
    if (call.row().name().equals("connect")) {
      led.remove(socket);
      ByteString address = address(call);
      if (decided.answer() instanceof Answer.Replace
          && decided.verdict() == Verdict.SOFT_BLOCK
          && address != null) {
        led.put(socket, new Led(address, decided));
      }
    } else if (call.row().name().equals("getpeername") && led.containsKey(socket)) {
      Led to = led.get(socket);
      return softly(tell(call, to.peer), to.ruling);
    }
    return decided;
  }

  private static Ruling softly(Answer answer, Ruling first) {
    if (answer == Answer.PROCEED) {
      return Ruling.undecided(answer);
    }
    long result = answer instanceof Answer.Skip skip ? skip.result() : 0;
    return first.with(answer, Verdict.SOFT_BLOCK, result);
  }

  /** A thread's call is over: if it made a stand-in, that one is known from now on. */
  void returned(int tid, long result) {
    StandIn standIn = expected.isEmpty() ? null : expected.remove(tid);
    if (standIn != null && result >= 0) {
      made.put(resolver.descriptor(tid, (int) result).path(), standIn);
    }
  }

  /** A thread is gone, and what it was about to make. */
  void gone(int tid) {
    expected.remove(tid);
  }

  private Answer answer(StandIn standIn, CheckedCall call) {
    return switch (call.row().name()) {
      case "connect" -> connect(standIn, call);
      case "bind" -> bind(standIn, call);
      case "getsockname" -> tell(call, standIn.local == null ? any(standIn) : standIn.local);
      case "getpeername" ->
          standIn.peer == null ? new Answer.Skip(-Errors.ENOTCONN) : tell(call, standIn.peer);
      case "getsockopt" -> option(standIn, call);
      case "setsockopt" ->
          (int) call.argument(1) == SOL_SOCKET ? Answer.PROCEED : new Answer.Skip(0);
      case "sendto", "sendmsg" -> new Answer.Skip(Pretence.moved(call));
      case "sendmmsg" -> sent(call);
      case "write", "writev" ->
          standIn.isStream() ? Answer.PROCEED : new Answer.Skip(Pretence.moved(call));
      case "recvfrom", "recvmsg", "recvmmsg" ->
          // glibc ends a program that gets less than a message, or no error of netlink(7)
          standIn.family == AF_NETLINK ? new Answer.Skip(-Errors.ENOBUFS) : Answer.PROCEED;
      default -> Answer.PROCEED;
    };
  }

  private Answer connect(StandIn standIn, CheckedCall call) {
    ByteString address = address(call);
    if (address == null) {
      return new Answer.Skip(-Errors.EFAULT);
    }
    standIn.peer = address;
    standIn.local = standIn.local == null ? withPort(any(standIn)) : standIn.local;
    Sink target = standIn.isStream() ? sink() : null;
    return target == null ? new Answer.Skip(0) : connect(unix(target));
  }

  /** The kernel gives it a name that nobody knows, so that it can listen and is left alone. */
  private Answer bind(StandIn standIn, CheckedCall call) {
    ByteString address = address(call);
    if (address == null) {
      return new Answer.Skip(-Errors.EFAULT);
    }
    standIn.local = withPort(address);
    ByteString autobind = ByteString.copyOf(new byte[] {AF_UNIX, 0});
    return new Answer.Replace(
        BIND,
        List.of(Answer.Argument.KEPT, Answer.Argument.sealed(autobind), Answer.Argument.of(2)));
  }

  private Answer option(StandIn standIn, CheckedCall call) {
    int value = 0;
    if ((int) call.argument(1) == SOL_SOCKET) {
      switch ((int) call.argument(2)) {
        case SO_TYPE -> value = standIn.type;
        case SO_PROTOCOL -> value = standIn.protocol;
        case SO_DOMAIN -> value = standIn.family;
        default -> {
          return Answer.PROCEED;
        }
      }
    }
    int room = length(call, 4);
    if (room < 0) {
      return new Answer.Skip(-Errors.EFAULT);
    }
    byte[] bytes = new byte[Math.min(room, OPTION_MAX)];
    for (int i = 0; i < Math.min(bytes.length, Integer.BYTES); i++) {
      bytes[i] = (byte) (value >> (8 * i));
    }
    return new Answer.Skip(
        0, List.of(new Answer.Written(call.argument(3), ByteString.copyOf(bytes))));
  }

  /** Tells an address as getsockname(2) does: cut to the room there is, and how long it is. */
  private static Answer tell(CheckedCall call, ByteString address) {
    int room = length(call, 2);
    if (room < 0) {
      return new Answer.Skip(-Errors.EFAULT);
    }
    ByteString told = address.substring(0, Math.min(room, address.length()));
    return new Answer.Skip(
        0,
        List.of(
            new Answer.Written(call.argument(1), told),
            new Answer.Written(call.argument(2), ByteString.ofInt(address.length()))));
  }

  /** All messages are sent, each whole. */
  private static Answer sent(CheckedCall call) {
    int count = (int) Math.min(call.argument(2) & 0xffffffffL, MMSG_MAX);
    List<Answer.Written> lengths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long message = call.argument(1) + (long) i * MMSGHDR;
      lengths.add(
          new Answer.Written(
              message + MMSGHDR - 8, ByteString.ofInt((int) call.messageBytes(message))));
    }
    return new Answer.Skip(count, lengths);
  }

  /** The length that an argument points to; -1 if it cannot be read. */
  private static int length(CheckedCall call, int argument) {
    ByteString bytes = call.bytes(call.argument(argument), Integer.BYTES);
    return bytes == null ? -1 : bytes.intAt(0);
  }

  /** The address that the second argument points to; null if it cannot be read. */
  private static @Nullable ByteString address(CheckedCall call) {
    int length = (int) call.argument(2);
    return length < 2 || length > SOCKADDR_MAX ? null : call.bytes(call.argument(1), length);
  }

  private static Answer connect(ByteString address) {
    return new Answer.Replace(
        CONNECT,
        List.of(
            Answer.Argument.KEPT,
            Answer.Argument.sealed(address),
            Answer.Argument.of(address.length())));
  }

  private @Nullable Sink sink() {
    if (!sinkTried) {
      sinkTried = true;
      sink = Sink.open();
    }
    return sink;
  }

  private static int family(ByteString address) {
    return address.at(0) | address.at(1) << 8;
  }

  /** Whether an address of ipv6(7) stands for one of ip(7): ::ffff:1.2.3.4. */
  private static boolean isMapped(ByteString address) {
    return address.length() >= 24
        && address.longAt(8) == 0
        && address.intAt(16) == 0xffff0000; // of bytes 00 00 ff ff
  }

  private static ByteString unix(Sink sink) {
    return ByteString.copyOf(new byte[] {AF_UNIX, 0})
        .plus(sink.unixPath())
        .plus(ByteString.copyOf(new byte[1]));
  }

  private static ByteString inet(Sink sink) {
    ByteBuffer address = ByteBuffer.allocate(16);
    address.put((byte) AF_INET).put((byte) 0).putShort((short) sink.port()).putInt(0x7f000001);
    return ByteString.copyOf(address.array());
  }

  private static ByteString inet6(Sink sink, boolean mapped) {
    ByteBuffer address = ByteBuffer.allocate(28);
    address.put((byte) AF_INET6).put((byte) 0).putShort((short) sink.port()).putInt(0);
    if (mapped || !sink.hasInet6()) {
      address.putLong(0).putInt(0xffff).putInt(0x7f000001);
    } else {
      address.putLong(0).putLong(1);
    }
    return ByteString.copyOf(address.array());
  }

  /** The address of a socket that has none. */
  private static ByteString any(StandIn standIn) {
    int length =
        switch (standIn.family) {
          case AF_INET -> 16;
          case AF_INET6 -> 28;
          case AF_NETLINK -> 12;
          default -> 2;
        };
    byte[] bytes = new byte[length];
    bytes[0] = (byte) standIn.family;
    bytes[1] = (byte) (standIn.family >> 8);
    return ByteString.copyOf(bytes);
  }

  /** The same with a port, where the kernel would choose one. */
  private ByteString withPort(ByteString address) {
    byte[] bytes = address.toByteArray();
    int family = family(address);
    if ((family == AF_INET || family == AF_INET6)
        && bytes.length > 4
        && bytes[2] == 0
        && bytes[3] == 0) {
      int port = FIRST_PORT + ports++ % (65536 - FIRST_PORT);
      bytes[2] = (byte) (port >> 8);
      bytes[3] = (byte) port;
    }
    return ByteString.copyOf(bytes);
  }
}
