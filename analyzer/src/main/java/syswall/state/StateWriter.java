package syswall.state;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.Event.ProcessExited;
import syswall.state.RightsInFlight.Rights;
import syswall.state.RightsInFlight.Sending;

/**
 * Writes a state as bytes that {@link StateReader} makes the same state of. The same state gives
 * the same bytes, however it came about.
 */
final class StateWriter {
  private final StateOutput out = new StateOutput();
  private final Numbering<FileName> names = new Numbering<>();
  private final Numbering<OpenDescription> descriptions = new Numbering<>();
  private final Numbering<DescriptorTable> tables = new Numbering<>();
  private final Numbering<WorkingDirectory> directories = new Numbering<>();
  private final Numbering<AddressSpace> memories = new Numbering<>();
  private final Numbering<ProcessState> processes = new Numbering<>();
  private final SessionState state;

  private StateWriter(SessionState state) {
    this.state = state;
  }

  static byte[] write(SessionState state) {
    StateWriter writer = new StateWriter(state);
    writer.meet();
    writer.write();
    return writer.out.toByteArray();
  }

  /** Numbers everything that there is, so that it can be referred to before it is written. */
  private void meet() {
    ProcessTable table = state.processes();
    for (ProcessState process : table.processes()) {
      meet(process);
    }
    for (ThreadState thread : table.threads()) {
      meet(thread.process());
      tables.of(thread.descriptors());
      directories.of(thread.directory());
      memories.of(thread.memory());
    }
    if (state.inheritedIsOpen()) {
      tables.of(state.inherited());
    }
    for (DescriptorTable descriptors : tables.objects()) {
      descriptors.open().values().forEach(d -> descriptions.of(d.description()));
    }
    OpenDescriptions open = state.descriptions();
    open.bound().values().forEach(descriptions::of);
    open.epolls().forEach(descriptions::of);
    state.rights().astray().forEach(this::meet);
    for (Sending sending : state.rights().sending().values()) {
      if (sending.to() != null) {
        descriptions.of(sending.to());
      }
    }
    for (int i = 0; i < descriptions.objects().size(); i++) {
      meet(descriptions.objects().get(i));
    }
    for (WorkingDirectory directory : directories.objects()) {
      names.of(directory.current());
      names.of(directory.root());
    }
    for (AddressSpace memory : memories.objects()) {
      memory.mappings().forEach(mapping -> names.of(mapping.name()));
    }
  }

  /** A creator before what it created. */
  private void meet(ProcessState process) {
    if (process.parent() != null) {
      meet(process.parent());
    }
    processes.of(process);
  }

  private void meet(Rights rights) {
    rights.descriptions.forEach(descriptions::of);
  }

  private void meet(OpenDescription description) {
    if (description instanceof OpenFile file) {
      names.of(file.name());
    } else if (description instanceof OpenSocket socket) {
      if (socket.otherEnd != null) {
        descriptions.of(socket.otherEnd);
      }
      socket.unpaired.forEach(descriptions::of);
      socket.rights.forEach(this::meet);
    } else if (description instanceof OpenEpoll epoll) {
      epoll.interests().keySet().forEach(interest -> descriptions.of(interest.description()));
    }
  }

  private void write() {
    out.number(state.events());
    out.number(state.lastNs());
    out.number(names.objects().size());
    for (FileName name : names.objects()) {
      out.bytes(name.path());
      out.flag(name.deleted());
      out.number(name.holders);
    }
    DescriptionWriter writer = new DescriptionWriter(out, names, descriptions);
    writer.write();
    out.number(tables.objects().size());
    tables.objects().forEach(this::write);
    out.number(directories.objects().size());
    for (WorkingDirectory directory : directories.objects()) {
      out.number(names.of(directory.current()));
      out.number(names.of(directory.root()));
    }
    out.number(memories.objects().size());
    memories.objects().forEach(this::write);
    out.number(processes.objects().size());
    processes.objects().forEach(this::write);
    writeThreads(state.processes());
    writeRest(writer);
  }

  private void write(DescriptorTable table) {
    Map<Integer, Descriptor> open = table.open();
    out.number(open.size());
    open.forEach(
        (fd, descriptor) -> {
          out.number(fd);
          out.number(descriptions.of(descriptor.description()));
          out.flag(descriptor.closeOnExec());
          out.number(descriptor.sinceEvent());
        });
  }

  private void write(AddressSpace memory) {
    out.number(memory.mappings().size());
    long previous = 0;
    for (Mapping mapping : memory.mappings()) {
      out.number(mapping.start() - previous);
      out.number(mapping.end() - mapping.start());
      out.number(mapping.protection());
      out.flag(mapping.shared());
      out.number(mapping.offset());
      out.number(names.of(mapping.name()));
      previous = mapping.end();
    }
  }

  private void write(ProcessState process) {
    out.number(process.pid());
    out.number(processes.of(process.parent()));
    out.number(process.startedNs());
    out.number(process.threads());
    out.flag(process.isAttached());
    out.number(process.images().size());
    for (ProcessState.Image image : process.images()) {
      out.number(image.timeNs());
      out.bytes(image.executable());
      out.number(image.argv().size());
      image.argv().forEach(out::bytes);
    }
    out.number(process.signals().size());
    process
        .signals()
        .forEach(
            (signal, count) -> {
              out.number(signal);
              out.number(count);
            });
    write(process.exit());
  }

  private void write(@Nullable ProcessExited exit) {
    out.flag(exit != null);
    if (exit != null) {
      out.number(exit.sequence());
      out.number(exit.timeNs());
      out.number(exit.waitStatus());
    }
  }

  private void writeThreads(ProcessTable table) {
    out.number(table.begun());
    out.number(table.processes().size());
    table.processes().forEach(process -> out.number(processes.of(process)));
    out.number(table.threads().size());
    for (ThreadState thread : table.threads()) {
      out.number(thread.tid());
      out.number(processes.of(thread.process()));
      out.number(tables.of(thread.descriptors()));
      out.number(directories.of(thread.directory()));
      out.number(memories.of(thread.memory()));
    }
  }

  private void writeRest(DescriptionWriter writer) {
    out.number(state.inheritedIsOpen() ? tables.of(state.inherited()) : -1);
    out.flag(state.processes().hasInherited());
    out.number(state.inheritedPipes().size());
    state
        .inheritedPipes()
        .forEach(
            (target, pipe) -> {
              out.bytes(target);
              out.number(pipe);
            });
    out.number(state.descriptions().bound().size());
    state
        .descriptions()
        .bound()
        .forEach(
            (address, socket) -> {
              out.bytes(address);
              out.number(descriptions.of(socket));
            });
    List<OpenEpoll> epolls = state.descriptions().epolls();
    out.number(epolls.size());
    epolls.forEach(epoll -> out.number(descriptions.of(epoll)));
    writer.writeRights(state.rights().astray());
    writeSending(state.rights());
  }

  /** Which messages are being sent, by the entry of the call. */
  private void writeSending(RightsInFlight rights) {
    out.number(rights.sending().size());
    rights
        .sending()
        .forEach(
            (event, sending) -> {
              out.number(event);
              out.number(descriptions.of(sending.to()));
              out.number(sending.rights().size());
              sending.rights().forEach(sent -> out.number(rights.place(sending.to(), sent)));
            });
  }
}
