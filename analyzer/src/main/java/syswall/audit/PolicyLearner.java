package syswall.audit;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.journal.JournalTailer;
import syswall.policy.Endpoint;
import syswall.replay.Replay;
import syswall.syscall.FileAccess;
import syswall.syscall.Parameter;

/**
 * Collects what sessions did, for the smallest policy that lets them do it again: {@link
 * LearnedPolicy} writes it.
 */
public final class PolicyLearner {
  private static final String SOCKET = "socket";

  /** What was wanted of files, by the pattern of their path; of a path not known, by the call. */
  final Map<String, Set<FileAccess>> accessesByPattern = new TreeMap<>();

  final Map<String, Set<FileAccess>> accessesByCall = new TreeMap<>();

  /** Calls that wanted no file and named no address. */
  final Set<String> calls = new TreeSet<>();

  /** AF_* of the sockets that were made. */
  final Set<Integer> families = new TreeSet<>();

  /** Calls with addresses, and these: blocks by their port, and patterns of Unix sockets. */
  final Set<String> addressCalls = new TreeSet<>();

  final Map<Integer, Set<String>> blocksByPort = new TreeMap<>();
  final Set<String> unix = new TreeSet<>();

  /** AF_* of other addresses. */
  final Set<Integer> otherFamilies = new TreeSet<>();

  private final Links links;

  /** Learns from nothing yet. */
  public PolicyLearner(Links links) {
    this.links = links;
  }

  /** Adds a session. */
  public void learn(JournalTailer tailer) {
    Replay replay = new Replay(new Session());
    for (Event event = tailer.next(); event != null; event = tailer.next()) {
      replay.accept(event);
    }
  }

  private final class Session extends CallFollower {
    private PathSpelling spelling = PathSpelling.PLAIN;

    Session() {
      super(links);
    }

    @Override
    public void on(SessionStarted event) {
      super.on(event);
      spelling = new PathSpelling(SessionSurroundings.of(event));
    }

    @Override
    void entered(SyscallEntered event, @Nullable RecordedCall call) {
      if (call == null) {
        return;
      }
      String name = call.row().name();
      boolean wantsFile = false;
      for (Parameter parameter : call.row().parameters()) {
        int wanted = parameter.accesses(parameter.isOpened() ? call.openFlags() : 0);
        wantsFile |= wanted != 0;
        if (wanted != 0) {
          file(call, parameter.index(), wanted);
        }
      }
      Endpoint endpoint =
          call.row().classes().contains("network") && call.address() != null
              ? call.endpoint()
              : null;
      if (endpoint != null) {
        address(call, endpoint);
      } else if (name.equals(SOCKET)) {
        families.add((int) event.arg0());
      } else if (!wantsFile) {
        calls.add(name);
      }
      if (call.row().classes().contains("guarded")) {
        calls.add(name);
      }
    }

    private void file(RecordedCall call, int argument, int wanted) {
      ByteString path = call.path(argument);
      boolean known = path != null && path.length() > 0 && path.at(0) == '/';
      Set<FileAccess> accesses =
          known && path != null
              ? accessesByPattern.computeIfAbsent(
                  spelling.pattern(path), p -> EnumSet.noneOf(FileAccess.class))
              : accessesByCall.computeIfAbsent(
                  call.row().name(), n -> EnumSet.noneOf(FileAccess.class));
      for (FileAccess access : FileAccess.values()) {
        if (access.isIn(wanted)) {
          accesses.add(access);
        }
      }
    }

    private void address(RecordedCall call, Endpoint endpoint) {
      addressCalls.add(call.row().name());
      ByteString name = endpoint.unix();
      if (name != null) {
        unix.add(name.length() == 0 ? "**" : spelling.pattern(name));
      } else if (endpoint.port() >= 0) {
        blocksByPort.computeIfAbsent(endpoint.port(), p -> new TreeSet<>()).add(endpoint.ipText());
      } else {
        otherFamilies.add(endpoint.family());
      }
    }
  }
}
