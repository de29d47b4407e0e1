package syswall.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;
import static syswall.replay.Recorded.pair;
import static syswall.replay.Recorded.rights;
import static syswall.replay.Recorded.unix;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.event.Event;
import syswall.journal.JournalTailer;
import syswall.replay.Projection;
import syswall.replay.Recorded;
import syswall.replay.Replay;

class StateBytesTest {
  @Test
  void stateThatWentThroughBytesGoesOnAsTheOtherDoes() {
    assertGoesOn(everything().source());
  }

  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#all")
  void stateOfASampleThatWentThroughBytesGoesOnAsTheOtherDoes(Path session) throws IOException {
    try (JournalTailer tailer = JournalTailer.open(session)) {
      assertGoesOn(tailer::next);
    }
  }

  @Test
  void damagedBytesAreRefusedOrAState() throws DamagedStateException {
    SessionState state = new SessionState();
    Recorded session = everything();
    Replay.run(session.source(session.events().size() - 1), state);
    byte[] bytes = state.toBytes();
    Event.SessionStarted started = Objects.requireNonNull(state.started());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(
          DamagedStateException.class,
          () -> SessionState.restore(cut, started, StateObserver.NONE),
          "cut to " + length);
    }
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        SessionState.restore(damaged, started, StateObserver.NONE);
      } catch (DamagedStateException e) {
        assertEquals("not the bytes of a state", e.getMessage());
      }
    }
  }

  /** Folds a session twice, once with a state that is written and read back at every event. */
  private static void assertGoesOn(Supplier<@Nullable Event> events) {
    SessionState whole = new SessionState();
    SessionState[] pieced = {new SessionState()};
    Projection forwarder =
        (Projection)
            Proxy.newProxyInstance(
                Projection.class.getClassLoader(),
                new Class<?>[] {Projection.class},
                (proxy, method, args) -> {
                  try {
                    return method.invoke(pieced[0], args);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    Projection check =
        new Projection() {
          @Override
          public void onEvent(Event event) {
            Event.SessionStarted started = whole.started();
            if (started != null && whole.ended() == null) {
              byte[] bytes = whole.toBytes();
              assertArrayEquals(bytes, pieced[0].toBytes(), "before event " + event.sequence());
              try {
                pieced[0] = SessionState.restore(bytes, started, StateObserver.NONE);
              } catch (DamagedStateException e) {
                throw new AssertionError(e);
              }
              assertArrayEquals(bytes, pieced[0].toBytes(), "before event " + event.sequence());
            }
          }
        };
    Replay.run(events, check, whole, forwarder);
  }

  /** A session with everything that a state knows. */
  private static Recorded everything() {
    Recorded s = new Recorded("prog");
    s.inherits(0, "/dev/null").inherits(1, "pipe:[17]").inherits(2, "pipe:[17]");
    s.inherits(3, "socket:[18]").inherits(4, "anon_inode:[eventpoll]");
    s.executes(FIRST, FIRST, "/bin/prog", "prog", "-x");
    s.inherits(7, "/den/log").attached(300, 1, 2, "guard").thread(301, 300, -1, 0x10f00);
    s.call(FIRST, "open", "/d/a", 2).returns(5);
    s.call(FIRST, "write", 5, 0, 9).returns(9);
    s.call(FIRST, "mmap", 0, 0x3000, 1, 1, 5, 0).returns(0x10000);
    s.call(FIRST, "socketpair", 1, 1, 0, pair(6, 7)).returns(0);
    s.call(FIRST, "pipe2", pair(8, 9), OpenFlags.O_CLOEXEC).returns(0);
    s.process(200, FIRST, 0).thread(201, 200, 200, 0x700);
    s.call(FIRST, "rename", "/d", "/e").returns(0);
    s.call(FIRST, "unlink", "/e/a").returns(0);
    Recorded.Pending send = s.call(FIRST, "sendmsg", 6, rights(5, 9), 0);
    s.call(FIRST, "epoll_create1", 0).returns(10);
    s.call(FIRST, "epoll_ctl", 10, 1, 8, 0).returns(0);
    Recorded.Pending late = s.call(200, "sendmsg", 6, rights(8), 0);
    s.call(200, "recvmsg", 7, rights(11, 12).out(), 0).returns(1);
    send.returns(1);
    late.fails(11);
    s.call(200, "chroot", "/jail").returns(0);
    s.call(200, "chdir", "/x").returns(0);
    s.call(201, "socket", 1, 1, 0).returns(13);
    s.call(201, "bind", 13, unix("/s")).returns(0);
    s.call(201, "listen", 13, 1).returns(0);
    s.call(FIRST, "socket", 1, 1, 0).returns(14);
    s.call(FIRST, "connect", 14, unix("/s")).returns(0);
    s.call(201, "close", 6).returns(0);
    s.call(201, "accept", 13, unix("").out(), 0).returns(6);
    s.call(201, "socket", 2, 1, 0).returns(15);
    s.call(201, "connect", 15, loopback(1, 80)).fails(115);
    s.call(201, "pidfd_open", FIRST, 0).returns(16);
    s.call(201, "eventfd2", 0, 0).returns(17);
    s.signal(201, 10).process(300, 201, 0).exits(200, 0);
    s.call(300, "close", 12).returns(0);
    return s.exits(300, 9).exits(FIRST, 0).ends(0);
  }
}
