package syswall.listing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import syswall.listing.Listing.Holder;
import syswall.state.DescriptorTable;
import syswall.state.OpenDescription;
import syswall.state.OpenPipe;
import syswall.state.ThreadState;

/**
 * Who holds what: descriptor tables by the processes that have them, open file descriptions and the
 * ends of pipes by descriptors. A table that several have counts for the first of them.
 */
final class Holders {
  private record PipeEnd(long pipe, boolean isWriteEnd) {}

  private final Map<DescriptorTable, Set<Integer>> pidsByTable = new HashMap<>();
  private final Map<OpenDescription, List<Holder>> byDescription = new HashMap<>();
  private final Map<PipeEnd, List<Holder>> byPipeEnd = new LinkedHashMap<>();

  /** The holders among threads, process by process. */
  Holders(Collection<List<ThreadState>> processes) {
    processes.forEach(threads -> threads.forEach(this::add));
  }

  private void add(ThreadState thread) {
    int pid = thread.process().pid();
    DescriptorTable table = thread.descriptors();
    Set<Integer> pids = pidsByTable.get(table);
    if (pids == null) {
      pids = new TreeSet<>();
      pidsByTable.put(table, pids);
      add(pid, table);
    }
    pids.add(pid);
  }

  private void add(int pid, DescriptorTable table) {
    table
        .open()
        .forEach(
            (fd, descriptor) -> {
              Holder holder = new Holder(pid, fd);
              OpenDescription description = descriptor.description();
              byDescription.computeIfAbsent(description, d -> new ArrayList<>()).add(holder);
              if (description instanceof OpenPipe pipe) {
                PipeEnd end = new PipeEnd(pipe.pipe(), pipe.isWriteEnd());
                byPipeEnd.computeIfAbsent(end, e -> new ArrayList<>()).add(holder);
              }
            });
  }

  /** The other processes that have a table. */
  List<Integer> others(int pid, DescriptorTable table) {
    return pidsByTable.getOrDefault(table, Set.of()).stream().filter(p -> p != pid).toList();
  }

  /** Who has a description, the first process first. */
  List<Holder> of(@Nullable OpenDescription description) {
    return description == null
        ? List.of()
        : Collections.unmodifiableList(byDescription.getOrDefault(description, List.of()));
  }

  /** Who has a description, but for one descriptor of a table. */
  List<Holder> others(OpenDescription description, int fd, DescriptorTable table) {
    Set<Integer> pids = pidsByTable.getOrDefault(table, Set.of());
    return of(description).stream()
        .filter(holder -> holder.fd() != fd || !pids.contains(holder.pid()))
        .toList();
  }

  /** Who has the other end of a pipe. */
  List<Holder> otherEnd(OpenPipe pipe) {
    return byPipeEnd.getOrDefault(new PipeEnd(pipe.pipe(), !pipe.isWriteEnd()), List.of());
  }
}
