package syswall.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.event.Event.CallDecided;
import syswall.event.Event.PolicyLoaded;
import syswall.event.Event.ProcessAttached;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.RulesCounted;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.replay.Replay;
import syswall.state.FileAction;
import syswall.state.OpenDescription;
import syswall.state.OpenFile;
import syswall.state.OpenSocket;
import syswall.state.ProcessState;
import syswall.state.SessionState;
import syswall.state.StateObserver;

/**
 * What a session did, added up over the events that were replayed: every process, file and socket
 * that ever was, and the calls. A report reads it after the last event.
 */
public final class SessionHistory {
  private final StateObserver intervals;
  private final List<ProcessState> processes = new ArrayList<>();
  private final IdentityHashMap<ProcessState, Long> startedEvents = new IdentityHashMap<>();
  private final FileTable files = new FileTable(this::event);
  private final SearchTable searches = new SearchTable(this::event);
  private final SocketTable sockets = new SocketTable(this::event);
  private final CallStatistics calls = new CallStatistics();
  private final DnsNames names = new DnsNames();
  private final SessionState state = new SessionState(new Listening());
  private final DecisionTable decisions = new DecisionTable(state.processes());
  private final SlowestCalls slowest = new SlowestCalls(state.processes());
  private final NotedCalls noted = new NotedCalls(state.processes());
  private final PipeTable pipes = new PipeTable(state.processes());
  private final SignalTable signals = new SignalTable(state.processes());
  private final QuestionTable questions = new QuestionTable(state.processes());
  private final PolicyTable policies = new PolicyTable();
  private final DataQuality quality = new DataQuality();

  /**
   * Before the first event; its {@link #projections} are to be told each.
   *
   * @param intervals hears what is opened and closed, too
   */
  public SessionHistory(StateObserver intervals) {
    this.intervals = intervals;
  }

  /**
   * Replays events until there is none.
   *
   * @param events yields the next event, then null: {@code tailer::next}
   */
  public static SessionHistory of(Supplier<@Nullable Event> events) {
    SessionHistory history = new SessionHistory(StateObserver.NONE);
    Replay.run(events, history.projections().toArray(new Projection[0]));
    return history;
  }

  /** Those that a replay tells what happens, in this order. */
  public List<Projection> projections() {
    return List.of(new BeforeState(), state, new AfterState());
  }

  private long event() {
    return state.events() - 1;
  }

  /** What is after the last event. */
  public SessionState state() {
    return state;
  }

  /** All processes that ever were, in the order in which they began; a view. */
  public List<ProcessState> processes() {
    return Collections.unmodifiableList(processes);
  }

  /** The event with which one of them began. */
  public long startedEvent(ProcessState process) {
    return startedEvents.getOrDefault(process, -1L);
  }

  /** Its files. */
  public FileTable files() {
    return files;
  }

  /** Its sockets. */
  public SocketTable sockets() {
    return sockets;
  }

  /** Its calls by number. */
  public CallStatistics calls() {
    return calls;
  }

  /** The calls that took longest. */
  public SlowestCalls slowest() {
    return slowest;
  }

  /** The calls that few programs make. */
  public NotedCalls noted() {
    return noted;
  }

  /** What processes looked for in several places. */
  public SearchTable searches() {
    return searches;
  }

  /** Its pipes. */
  public PipeTable pipes() {
    return pipes;
  }

  /** Its signals. */
  public SignalTable signals() {
    return signals;
  }

  /** What a person was asked. */
  public QuestionTable questions() {
    return questions;
  }

  /** What its journal does not hold. */
  public DataQuality quality() {
    return quality;
  }

  /** The names of addresses that it asked for. */
  public DnsNames names() {
    return names;
  }

  /** The policies that governed it. */
  public PolicyTable policies() {
    return policies;
  }

  /** What the firewall decided. */
  public DecisionTable decisions() {
    return decisions;
  }

  /** Those that ask what a call was about before it closes it; one, since a replay asks each. */
  private final class BeforeState implements Projection {
    @Override
    public void on(SessionStarted event) {
      noted.on(event);
    }

    @Override
    public void onReturned(CompletedCall call) {
      slowest.onReturned(call);
      noted.onReturned(call);
      pipes.onReturned(call);
    }
  }

  private final class AfterState implements Projection {
    @Override
    public void on(SessionStarted event) {
      quality.on(event);
    }

    @Override
    public void on(PolicyLoaded event) {
      policies.on(event);
    }

    @Override
    public void on(RulesCounted event) {
      policies.on(event);
    }

    @Override
    public void on(ProcessAttached event) {
      quality.on(event);
    }

    @Override
    public void on(SyscallEntered event) {
      calls.on(event);
      quality.on(event);
    }

    @Override
    public void on(SyscallReturned event) {
      quality.on(event);
    }

    @Override
    public void onReturned(CompletedCall call) {
      calls.onReturned(call);
      names.onReturned(call);
    }

    @Override
    public void onInterrupted(SyscallEntered entered, SyscallInterrupted interrupted) {
      calls.onInterrupted(entered, interrupted);
    }

    @Override
    public void onDecided(SyscallEntered call, CallDecided decided) {
      decisions.onDecided(call, decided);
      questions.onDecided(call, decided);
    }

    @Override
    public void on(SignalDelivered event) {
      signals.on(event);
    }

    @Override
    public void on(ProcessExited event) {
      searches.on(event);
    }
  }

  private final class Listening implements StateObserver {
    @Override
    public void began(ProcessState process) {
      processes.add(process);
      startedEvents.put(process, event());
    }

    @Override
    public void opened(OpenDescription description) {
      intervals.opened(description);
      files.opened(description);
      sockets.opened(description);
    }

    @Override
    public void closed(OpenDescription description) {
      intervals.closed(description);
      sockets.closed(description);
    }

    @Override
    public void read(OpenDescription description, long bytes) {
      files.read(description, bytes);
      pipes.read(description, bytes);
    }

    @Override
    public void written(OpenDescription description, long bytes) {
      files.written(description, bytes);
      pipes.written(description, bytes);
    }

    @Override
    public void openedFile(ProcessState by, ByteString path, long flags) {
      files.openedFile(by, path, flags);
      searches.openedFile(by, path, flags);
    }

    @Override
    public void created(ProcessState by, ByteString path) {
      files.created(by, path);
      searches.created(by, path);
    }

    @Override
    public void did(ProcessState by, ByteString path, FileAction action) {
      files.did(by, path, action);
      searches.did(by, path, action);
    }

    @Override
    public void didOpen(ProcessState by, OpenFile file, FileAction action) {
      files.didOpen(by, file, action);
    }

    @Override
    public void failed(ProcessState by, ByteString path, int errno) {
      files.failed(by, path, errno);
      searches.failed(by, path, errno);
    }

    @Override
    public void renamed(ProcessState by, ByteString from, ByteString to, boolean exchanged) {
      files.renamed(by, from, to, exchanged);
    }

    @Override
    public void contacted(OpenSocket socket, OpenSocket.Peer peer) {
      sockets.contacted(socket, peer);
    }

    @Override
    public void sent(OpenSocket socket, @Nullable ByteString address, long bytes) {
      sockets.sent(socket, address, bytes);
    }

    @Override
    public void received(OpenSocket socket, @Nullable ByteString address, long bytes) {
      sockets.received(socket, address, bytes);
    }
  }
}
