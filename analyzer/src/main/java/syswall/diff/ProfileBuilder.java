package syswall.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.event.Event.DescriptorInherited;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ThreadStarted;
import syswall.journal.Integrity;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.replay.Replay;
import syswall.state.Descriptor;
import syswall.state.OpenFile;
import syswall.state.ProcessState;
import syswall.state.SessionState;
import syswall.state.ThreadState;

/**
 * Folds a session into its profile. It stands on both sides of the {@link SessionState} that it
 * listens to: before, to know which call the state is about to tell of; behind, to add what the
 * state has nothing to tell of.
 */
final class ProfileBuilder implements Projection {
  private final Operations operations = new Operations();
  private final ProfileListener listener = new ProfileListener(this);
  private final SessionState state = new SessionState(listener);
  private final List<ProcessProfile> processes = new ArrayList<>();
  private final Map<Integer, ProcessProfile> living = new HashMap<>();
  private final List<SessionProfile.Created> created = new ArrayList<>();
  private final Map<ByteString, Metadata> metadata = new HashMap<>();
  private final Map<ByteString, Content> contents = new HashMap<>();
  private final Map<OpenFile, Content> reading = new HashMap<>();
  private final Set<ByteString> written = new HashSet<>();
  private final Set<ByteString> removed = new HashSet<>();
  private final Set<Integer> numbers = new HashSet<>();
  private @Nullable CompletedCall call;
  private @Nullable ProcessProfile process;
  private Operations.Row row = Operations.NOTHING;
  private @Nullable ByteString path;
  private boolean told;
  private long event;

  ProfileBuilder read(Supplier<@Nullable Event> events) {
    Replay.run(events, this, state, new Behind());
    listener.end();
    return this;
  }

  SessionProfile build(Integrity integrity, String damage) {
    listener.pipes().forgetBytes(processes);
    return new SessionProfile(
        state.started(),
        integrity,
        damage,
        state.events(),
        processes,
        created,
        metadata,
        contents,
        written,
        removed,
        numbers,
        listener.chosenPorts());
  }

  @Override
  public void onEvent(Event next) {
    event = next.sequence();
    call = null;
  }

  @Override
  public void on(DescriptorInherited inherited) {
    listener.inherited().add(inherited);
  }

  @Override
  public void on(ProcessStarted started) {
    numbers.add(started.pid());
  }

  @Override
  public void on(ThreadStarted started) {
    numbers.add(started.tid());
  }

  @Override
  public void on(ProcessExited exited) {
    ProcessProfile ended = living.remove(exited.pid());
    if (ended != null) {
      ended.exited(event);
    }
  }

  @Override
  public void onReturned(CompletedCall returned) {
    ThreadState thread = state.processes().thread(returned.tid());
    process = thread == null ? null : living.get(thread.process().pid());
    call = process == null ? null : returned;
    row = operations.of(returned);
    path = null;
    told = false;
  }

  /** The state has begun to follow a process. */
  void began(ProcessState began) {
    int parent = -1;
    if (began.parent() != null) {
      ProcessProfile creator = living.get(began.parent().pid());
      parent = creator == null ? -1 : creator.index();
    }
    ProcessProfile profile = new ProcessProfile(processes.size(), parent, began, event);
    processes.add(profile);
    living.put(began.pid(), profile);
  }

  /** The process whose call the state tells of; null between calls. */
  @Nullable ProcessProfile caller() {
    return call == null ? null : process;
  }

  long event() {
    return event;
  }

  /** The state told of a path in the call. */
  void file(ByteString named) {
    path = named;
    if (row.word() != null) {
      file(row.word(), named, 0);
    }
  }

  /** The state told of an open file in the call. */
  void file(OpenFile open) {
    if (row.word() != null) {
      add(listener.access(row.word(), open), 0, 0);
    }
  }

  void opened(ByteString named, long flags) {
    path = named;
    file(Operations.open(flags), named, 0);
  }

  void failed(ByteString named, int errno) {
    String word = call == null ? null : row.word(call);
    if (word != null && row.counts(errno)) {
      file(word, named, errno);
    }
    // the name was made up even if there was no directory to put it in
    if (call != null && process != null && row.opensExclusively(call)) {
      created.add(new SessionProfile.Created(named, process.index()));
    }
    told = true;
  }

  /** The call is accounted for. */
  void told() {
    told = true;
  }

  private void file(String word, ByteString named, int errno) {
    add(Access.file(word, named), errno, 0);
  }

  /** Adds to what the calling process did. */
  void add(Access access, int errno, long bytes) {
    told = true;
    if (call != null && process != null) {
      process.add(access, errno, event, bytes);
    }
  }

  /** A file was read to its end, which tells its size. */
  void ended(OpenFile file, Access reading) {
    boolean known = file.offset() != OpenFile.UNKNOWN_OFFSET;
    Use use = process == null ? null : process.uses().get(reading);
    if (known && process != null && use != null && !written.contains(file.openedPath())) {
      metadata.putIfAbsent(
          file.openedPath(),
          new Metadata(
              file.offset(),
              Metadata.UNKNOWN,
              Metadata.UNKNOWN,
              process.index(),
              use.firstEvent()));
    }
  }

  /** Bytes of a file were read, of which the offset is behind them. */
  void read(OpenFile file, long bytes) {
    ByteString opened = file.openedPath();
    if (call == null || process == null || written.contains(opened)) {
      return;
    }
    Content content = reading.get(file);
    if (content == null && !contents.containsKey(opened)) {
      content = new Content(process.index(), event);
      reading.put(file, content);
      contents.put(opened, content);
    }
    if (content != null) {
      content.add(call, file.offset() - bytes, bytes);
    }
  }

  void closed(OpenFile file) {
    reading.remove(file);
  }

  void created(ByteString named) {
    if (call != null && process != null) {
      created.add(new SessionProfile.Created(named, process.index()));
    }
    written(named);
  }

  void removed(ByteString named) {
    removed.add(named);
    written(named);
  }

  void written(ByteString named) {
    written.add(named);
  }

  private @Nullable OpenFile file(CompletedCall returned) {
    Descriptor descriptor = descriptor(returned);
    return descriptor != null && descriptor.description() instanceof OpenFile file ? file : null;
  }

  private @Nullable Descriptor descriptor(CompletedCall returned) {
    ThreadState thread = state.processes().thread(returned.tid());
    return thread == null ? null : thread.descriptors().get(returned.intArg(0));
  }

  /** What the state had nothing to tell of. */
  private final class Behind implements Projection {
    @Override
    public void onReturned(CompletedCall returned) {
      String word = row.word();
      if (call == null || word == null) {
        return;
      }
      if (!returned.returned().failed()) {
        examine(returned, word);
      } else if (!told && row.counts(returned.returned().errno())) {
        int errno = returned.returned().errno();
        Descriptor on = row.onDescriptor() ? descriptor(returned) : null;
        add(
            on == null ? Access.other(word, "") : listener.access(word, on.description()),
            errno,
            0);
      }
    }

    private void examine(CompletedCall returned, String word) {
      OpenFile file = !told && row.onDescriptor() ? file(returned) : null;
      if (file != null) {
        Access access = listener.access(word, file);
        add(access, 0, 0);
        path = access.kind() == Access.Kind.FILE ? file.openedPath() : null;
      }
      if (path != null && process != null && !written.contains(path)) {
        Metadata told = Metadata.of(returned, word, process.index());
        if (told != null) {
          metadata.putIfAbsent(path, told);
        }
      }
    }
  }
}
