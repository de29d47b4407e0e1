package syswall.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.replay.CompletedCall;
import syswall.state.OpenFile;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/** What a session found of files before it wrote to them, and which it made, wrote and removed. */
final class FilesFound {
  /** What a process reads of a file over and over is compared so often. */
  private static final int MOST_READINGS = 4;

  private final CurrentCall call;
  private final List<SessionProfile.Created> created = new ArrayList<>();
  private final Map<ByteString, Metadata> metadata = new HashMap<>();
  private final Map<ByteString, List<Content>> contents = new HashMap<>();
  private final Map<ByteString, Listing> listings = new HashMap<>();
  private final Map<OpenFile, Listing> listing = new HashMap<>();
  private final Map<OpenFile, Content> reading = new HashMap<>();
  private final Set<ByteString> written = new HashSet<>();
  private final Set<ByteString> removed = new HashSet<>();

  FilesFound(CurrentCall call) {
    this.call = call;
  }

  List<SessionProfile.Created> created() {
    return created;
  }

  Map<ByteString, Metadata> metadata() {
    return metadata;
  }

  Map<ByteString, List<Content>> contents() {
    return contents;
  }

  Map<ByteString, Listing> listings() {
    return listings;
  }

  Set<ByteString> written() {
    return written;
  }

  Set<ByteString> removed() {
    return removed;
  }

  /** A call did something to a path: what it was told of that. */
  void examined(ByteString path, String operation) {
    ProcessProfile process = call.caller();
    if (process != null && call.call() != null) {
      Metadata told = Metadata.of(call.call(), operation, process.index());
      if (told != null) {
        metadata.putIfAbsent(path, written.contains(path) ? told.modeAlone() : told);
      }
    }
  }

  /** A file was read to its end, which tells its size. */
  void ended(OpenFile file, Access reading) {
    Content content = this.reading.get(file);
    if (content != null) {
      content.end();
    }
    ProcessProfile process = call.caller();
    boolean known = file.offset() != OpenFile.UNKNOWN_OFFSET;
    Use use = process == null ? null : process.uses().get(reading);
    if (known && process != null && use != null && !written.contains(file.openedPath())) {
      metadata.putIfAbsent(
          file.openedPath(),
          new Metadata(
              file.offset(),
              Metadata.UNKNOWN,
              Metadata.UNKNOWN,
              Metadata.UNKNOWN,
              process.index(),
              use.firstEvent()));
    }
  }

  /** Bytes of a file were read, of which the offset is behind them unless the call says where. */
  void read(OpenFile file, long bytes) {
    ByteString opened = file.openedPath();
    ProcessProfile process = call.caller();
    if (call.call() == null || process == null || written.contains(opened)) {
      return;
    }
    Syscall row = SyscallTable.find(call.call().entered());
    long from = from(call.call(), row, file.offset() - bytes);
    Content content = reading.get(file);
    if (content == null || from == 0) {
      List<Content> readings = contents.computeIfAbsent(opened, path -> new ArrayList<>(1));
      int times = (int) readings.stream().filter(r -> r.process() == process.index()).count();
      if (times < MOST_READINGS) {
        content = new Content(process.index(), times, call.event());
        reading.put(file, content);
        readings.add(content);
      }
    }
    if (content != null) {
      content.add(call.call(), row, from, bytes);
    }
  }

  /** Where a call read: pread(2) says it itself, but for the -1 of preadv2(2). */
  private static long from(CompletedCall call, @Nullable Syscall row, long offset) {
    for (Parameter parameter : row == null ? List.<Parameter>of() : row.parameters()) {
      if (parameter.kind() == ArgKind.OFFSET && call.arg(parameter.index()) >= 0) {
        return call.arg(parameter.index());
      }
    }
    return offset;
  }

  /** Entries of a directory were read. */
  void listed(OpenFile directory) {
    ProcessProfile process = call.caller();
    if (process == null || call.call() == null) {
      return;
    }
    Listing list = listing.get(directory);
    if (list == null && !listings.containsKey(directory.openedPath())) {
      list = new Listing(process.index(), call.event());
      listing.put(directory, list);
      listings.put(directory.openedPath(), list);
    }
    if (list != null) {
      list.add(call.call());
    }
  }

  void closed(OpenFile file) {
    reading.remove(file);
    listing.remove(file);
  }

  /** A name that was free, for certain, is now a file's. */
  void created(ByteString named) {
    named(named);
    written(named);
  }

  /** A name was made up, even if there was no directory to put it in. */
  void named(ByteString named) {
    ProcessProfile process = call.caller();
    if (process != null) {
      created.add(new SessionProfile.Created(named, process.index()));
    }
  }

  void removed(ByteString named) {
    removed.add(named);
    written(named);
  }

  void written(ByteString named) {
    written.add(named);
  }
}
