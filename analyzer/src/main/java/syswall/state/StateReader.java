package syswall.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event.ProcessExited;

/** Brings back the state that a {@link StateWriter} wrote, into one that is still empty. */
final class StateReader {
  private final StateInput in;
  private final SessionState state;
  private final OpenDescriptions open;
  private final List<FileName> names = new ArrayList<>();
  private final List<DescriptorTable> tables = new ArrayList<>();
  private final List<WorkingDirectory> directories = new ArrayList<>();
  private final List<AddressSpace> memories = new ArrayList<>();
  private final List<ProcessState> processes = new ArrayList<>();

  StateReader(byte[] bytes, SessionState state) {
    in = new StateInput(bytes);
    this.state = state;
    open = state.descriptions();
  }

  void read() throws DamagedStateException {
    long events = in.number();
    long lastNs = in.number();
    readNames();
    DescriptionReader descriptions = new DescriptionReader(in, names);
    descriptions.read();
    readTables(descriptions);
    readDirectories();
    readMemories();
    readProcesses();
    readThreads(state.processes());
    state.restore(events, lastNs, in.optional(tables.size(), tables::get));
    state.processes().restoreInherited(in.flag() ? state.inherited() : null);
    readRest(descriptions);
    in.end();
  }

  private void readNames() throws DamagedStateException {
    int count = in.count();
    for (int i = 0; i < count; i++) {
      FileName name = open.names().restore(in.bytes(), in.flag());
      name.holders = in.integer();
      names.add(name);
    }
  }

  private void readTables(DescriptionReader descriptions) throws DamagedStateException {
    int count = in.count();
    for (int i = 0; i < count; i++) {
      DescriptorTable table = new DescriptorTable(open);
      int size = in.count();
      for (int j = 0; j < size; j++) {
        int fd = in.integer();
        OpenDescription description = descriptions.description();
        table.restore(fd, new Descriptor(description, in.flag(), in.number()));
      }
      tables.add(table);
    }
  }

  private void readDirectories() throws DamagedStateException {
    int count = in.count();
    for (int i = 0; i < count; i++) {
      WorkingDirectory directory = new WorkingDirectory(open.names());
      directory.restore(
          in.optional(names.size(), names::get), in.optional(names.size(), names::get));
      directories.add(directory);
    }
  }

  private void readMemories() throws DamagedStateException {
    int count = in.count();
    for (int i = 0; i < count; i++) {
      AddressSpace memory = new AddressSpace(open.names());
      int size = in.count();
      long previous = 0;
      for (int j = 0; j < size; j++) {
        long start = previous + in.number();
        long end = start + in.number();
        memory.restore(
            new Mapping(
                start,
                end,
                in.integer(),
                in.flag(),
                in.number(),
                in.reference(names.size(), names::get)));
        previous = end;
      }
      memories.add(memory);
    }
  }

  private void readProcesses() throws DamagedStateException {
    int count = in.count();
    for (int i = 0; i < count; i++) {
      int pid = in.integer();
      ProcessState parent = in.optional(processes.size(), processes::get);
      ProcessState process = new ProcessState(pid, parent, in.number());
      int threads = in.integer();
      if (in.flag()) {
        process.attached();
      }
      int imageCount = in.count();
      List<ProcessState.Image> images = new ArrayList<>(imageCount);
      for (int j = 0; j < imageCount; j++) {
        images.add(new ProcessState.Image(in.number(), in.bytes(), strings()));
      }
      int signalCount = in.count();
      Map<Integer, Integer> signals = new TreeMap<>();
      for (int j = 0; j < signalCount; j++) {
        signals.put(in.integer(), in.integer());
      }
      process.restore(threads, images, signals);
      ProcessExited exit = exit(pid);
      if (exit != null) {
        process.exited(exit);
      }
      processes.add(process);
    }
  }

  private List<ByteString> strings() throws DamagedStateException {
    int count = in.count();
    List<ByteString> strings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      strings.add(in.bytes());
    }
    return strings;
  }

  private @Nullable ProcessExited exit(int pid) throws DamagedStateException {
    return in.flag() ? new ProcessExited(in.number(), in.number(), pid, in.integer()) : null;
  }

  private void readThreads(ProcessTable table) throws DamagedStateException {
    table.restoreBegun(in.number());
    int living = in.count();
    for (int i = 0; i < living; i++) {
      table.restore(in.reference(processes.size(), processes::get));
    }
    int count = in.count();
    for (int i = 0; i < count; i++) {
      table.restore(
          new ThreadState(
              in.integer(),
              in.reference(processes.size(), processes::get),
              in.reference(tables.size(), tables::get),
              in.reference(directories.size(), directories::get),
              in.reference(memories.size(), memories::get)));
    }
  }

  private void readRest(DescriptionReader descriptions) throws DamagedStateException {
    int pipes = in.count();
    for (int i = 0; i < pipes; i++) {
      state.inheritedPipes().put(in.bytes(), in.number());
    }
    int bound = in.count();
    for (int i = 0; i < bound; i++) {
      open.bound(in.bytes(), descriptions.socket());
    }
    int epolls = in.count();
    for (int i = 0; i < epolls; i++) {
      if (descriptions.description() instanceof OpenEpoll epoll) {
        open.epolls().add(epoll);
      } else {
        throw new DamagedStateException();
      }
    }
    RightsInFlight rights = state.rights();
    rights.astray().addAll(descriptions.rights());
    int sending = in.count();
    for (int i = 0; i < sending; i++) {
      long event = in.number();
      OpenSocket to = descriptions.optionalSocket();
      int count = in.count();
      List<Integer> places = new ArrayList<>(count);
      for (int j = 0; j < count; j++) {
        places.add(in.integer());
      }
      rights.restore(event, to, places);
    }
  }
}
