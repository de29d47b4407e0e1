package syswall.listing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event.SyscallEntered;
import syswall.listing.Listing.CallRow;
import syswall.listing.Listing.DescriptorRow;
import syswall.listing.Listing.DirectoryRow;
import syswall.listing.Listing.MappingRow;
import syswall.listing.Listing.MomentRow;
import syswall.listing.Listing.ProcessRow;
import syswall.listing.Listing.TableRow;
import syswall.listing.Listing.ThreadRow;
import syswall.position.SessionAt;
import syswall.state.Descriptor;
import syswall.state.DescriptorTable;
import syswall.state.ProcessState;
import syswall.state.ProcessTable;
import syswall.state.SessionState;
import syswall.state.ThreadState;
import syswall.syscall.SyscallTable;
import syswall.trace.DescriptorText;

/** Copies the state at a moment into a {@link Listing}: rows of plain values in a fixed order. */
final class ListingBuilder {
  private final SessionAt moment;
  private final ProcessTable table;
  private final Map<ProcessState, List<ThreadState>> threads = new LinkedHashMap<>();
  private final Holders holders;
  private final OpenedRows opened;

  ListingBuilder(SessionAt moment) {
    this.moment = moment;
    table = moment.state().processes();
    // threads come in another order once one of them has executed a program
    table.processes().forEach(process -> threads.put(process, new ArrayList<>()));
    table.threads().forEach(thread -> threadsOf(thread.process()).add(thread));
    holders = new Holders(threads.values());
    opened = new OpenedRows(holders);
  }

  Listing build() {
    SessionState state = moment.state();
    List<ProcessRow> processes = new ArrayList<>();
    for (ProcessState process : table.processes()) {
      ThreadState first = table.thread(process.pid());
      if (first != null) {
        processes.add(process(process, first));
      }
    }
    MomentRow row =
        new MomentRow(
            moment.timeNs(),
            moment.epochNs(),
            moment.event().sequence(),
            moment.event().timeNs(),
            moment.text());
    return new Listing(
        state.started(),
        row,
        state.knowsDescriptors(),
        processes,
        table.begun() - processes.size());
  }

  private List<ThreadState> threadsOf(ProcessState process) {
    return threads.computeIfAbsent(process, p -> new ArrayList<>());
  }

  private ProcessRow process(ProcessState process, ThreadState first) {
    ProcessState parent = process.parent();
    ProcessState.Image image = process.image();
    List<ThreadRow> rows = new ArrayList<>();
    rows.add(new ThreadRow(first.tid(), call(first), null, null));
    threadsOf(process).stream().filter(t -> t != first).forEach(t -> rows.add(thread(t, first)));
    return new ProcessRow(
        process.pid(),
        parent == null ? 0 : parent.pid(),
        parent != null && parent.exit() != null,
        process.startedNs(),
        process.isAttached(),
        image == null ? ByteString.EMPTY : image.executable(),
        image == null ? List.of() : image.argv(),
        rows,
        directory(first),
        table(first),
        mappings(first));
  }

  private ThreadRow thread(ThreadState thread, ThreadState first) {
    DirectoryRow directory = directory(thread);
    boolean sharesTable = thread.descriptors() == first.descriptors();
    return new ThreadRow(
        thread.tid(),
        call(thread),
        directory.equals(directory(first)) ? null : directory,
        sharesTable ? null : table(thread));
  }

  private @Nullable CallRow call(ThreadState thread) {
    SyscallEntered call = moment.openCalls().get(thread.tid());
    return call == null
        ? null
        : new CallRow(
            call.sequence(),
            call.timeNs(),
            SyscallTable.of(call.abi()).name(call.number()),
            moment.text(call));
  }

  private static DirectoryRow directory(ThreadState thread) {
    return new DirectoryRow(
        thread.workingDirectory(), thread.workingDirectoryDeleted(), thread.root());
  }

  private TableRow table(ThreadState thread) {
    DescriptorTable descriptors = thread.descriptors();
    List<DescriptorRow> rows = new ArrayList<>();
    descriptors.open().forEach((fd, descriptor) -> rows.add(row(fd, descriptor, descriptors)));
    return new TableRow(holders.others(thread.process().pid(), descriptors), rows);
  }

  private DescriptorRow row(int fd, Descriptor descriptor, DescriptorTable descriptors) {
    return new DescriptorRow(
        fd,
        descriptor.closeOnExec(),
        descriptor.sinceEvent(),
        DescriptorText.of(descriptor.description()),
        opened.of(descriptor.description()),
        holders.others(descriptor.description(), fd, descriptors));
  }

  private static List<MappingRow> mappings(ThreadState thread) {
    return thread.memory().mappings().stream()
        .map(
            m ->
                new MappingRow(
                    m.start(),
                    m.end(),
                    m.protection(),
                    m.shared(),
                    m.offset(),
                    m.path(),
                    m.deleted()))
        .toList();
  }
}
