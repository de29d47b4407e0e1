package syswall.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.event.Event;
import syswall.event.Event.SyscallEntered;
import syswall.journal.JournalTailer;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.replay.Replay;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/** What holds of every session's fold. */
class FoldTest {

  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#all")
  void closedDescriptorIsNotOpen(Path session) throws IOException {
    SessionState state = new SessionState();
    replay(
        session,
        state,
        new Projection() {
          @Override
          public void onReturned(CompletedCall call) {
            DescriptorTable open = state.processes().descriptors(call.tid());
            boolean closes = name(call.entered()).equals("close") && !call.returned().failed();
            if (open != null && closes) {
              assertNull(open.get(call.intArg(0)), call::toString);
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#all")
  void descriptorThatACallUsesIsOpen(Path session) throws IOException {
    SessionState state = new SessionState();
    List<Integer> used = new ArrayList<>();
    replay(
        session,
        new Projection() {
          @Override
          public void onReturned(CompletedCall call) {
            Syscall row = SyscallTable.find(call.entered());
            DescriptorTable open = state.processes().descriptors(call.tid());
            if (row == null || open == null || call.returned().failed()) {
              return;
            }
            for (Parameter parameter : row.parameters()) {
              int fd = call.intArg(parameter.index());
              boolean uses =
                  parameter.kind() == ArgKind.FD || (parameter.kind() == ArgKind.DIRFD && fd >= 0);
              // mmap(2) of no file and dup2(2) to a new number name what is not open
              boolean names = fd == -1 || (parameter.index() == 1 && row.name().startsWith("dup"));
              if (uses && !names) {
                assertNotNull(open.get(fd), call::toString);
                used.add(fd);
              }
            }
          }
        },
        state);
    assertFalse(used.isEmpty());
  }

  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#all")
  void anyPrefixFolds(Path session) throws IOException {
    List<Event> events = new ArrayList<>();
    try (JournalTailer tailer = JournalTailer.open(session)) {
      for (Event event = tailer.next(); event != null; event = tailer.next()) {
        events.add(event);
      }
    }
    for (int length = 0; length <= events.size(); length += 7) {
      SessionState state = new SessionState();
      Iterator<Event> prefix = events.subList(0, length).iterator();
      Replay.run(() -> prefix.hasNext() ? prefix.next() : null, state);
      assertEquals(length, state.events());
    }
  }

  private static String name(SyscallEntered call) {
    return SyscallTable.of(call.abi()).name(call.number());
  }

  private static void replay(Path session, Projection... projections) throws IOException {
    try (JournalTailer tailer = JournalTailer.open(session)) {
      Replay.run(tailer::next, projections);
    }
  }
}
