package syswall.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.state.Descriptor;
import syswall.state.DescriptorTable;
import syswall.state.OpenDescription;
import syswall.state.OpenFile;
import syswall.state.ThreadState;

/** Holds what the state says of threads against what the kernel says of them now. */
final class StateComparison {
  /** A descriptor that both know. */
  private record Held(int tid, int fd, OpenDescription description, String place) {}

  private final Sample sample;
  private final List<Held> held = new ArrayList<>();

  StateComparison(Sample sample) {
    this.sample = sample;
  }

  /** Compares the descriptors and the working directory of a thread. */
  void compare(ThreadState thread) {
    int tid = thread.tid();
    DescriptorTable table = thread.descriptors();
    Map<Integer, Kernel.Open> kernel = Kernel.descriptors(tid);
    Set<Integer> numbers = new TreeSet<>(kernel.keySet());
    numbers.addAll(table.open().keySet());
    for (int fd : numbers) {
      String place = "thread " + tid + ", descriptor " + fd;
      Kernel.Open open = kernel.get(fd);
      Descriptor descriptor = table.get(fd);
      if (open == null || descriptor == null) {
        Object claim = descriptor == null ? "not open" : Claim.of(descriptor.description());
        differs(place, "the descriptor", open == null ? "not open" : open.link(), claim);
      } else {
        compare(thread, fd, place, open, descriptor);
      }
    }
    compareDirectory(thread);
  }

  private void compare(
      ThreadState thread, int fd, String place, Kernel.Open open, Descriptor descriptor) {
    Claim claim = Claim.of(descriptor.description());
    held.add(new Held(thread.tid(), fd, descriptor.description(), place));
    if (open.closeOnExec() != descriptor.closeOnExec()) {
      differs(place, "close-on-exec", open.closeOnExec(), descriptor.closeOnExec());
    }
    Link link = open.link();
    if (!claim.kind().equals(link.kind())) {
      differs(place, "the kind", link, claim);
      return;
    }
    if (link.isUnique()) {
      sample.bond(link.text(), claim.thing(), place);
    }
    if (link.kind().equals("file")) {
      comparePath(thread.process().pid(), place, link, claim);
      if (open.regular()
          && claim.offset() != OpenFile.UNKNOWN_OFFSET
          && claim.offset() != open.offset()) {
        differs(place, "the offset in " + link, open.offset(), claim.offset());
      }
    }
  }

  private void comparePath(int pid, String place, Link link, Claim claim) {
    String path = claim.path();
    if (path == null) {
      if (!link.unnamed()) {
        differs(place, "the path", link, claim);
      }
    } else if (link.deleted() != claim.deleted() || !link.isAt(path, pid)) {
      differs(place, "the path", link, claim);
    }
  }

  private void compareDirectory(ThreadState thread) {
    Link link = Kernel.workingDirectory(thread.tid());
    ByteString claim = thread.workingDirectory();
    if (link == null
        || claim == null
        || link.deleted() != thread.workingDirectoryDeleted()
        || !link.isAt(claim.text(), thread.process().pid())) {
      differs("thread " + thread.tid(), "the working directory", link, claim);
    }
  }

  /** Compares which descriptors, of all that were compared, refer to one description. */
  void compareDescriptions() {
    for (int i = 0; i < held.size(); i++) {
      Held one = held.get(i);
      for (Held other : held.subList(0, i)) {
        boolean claimed = one.description == other.description;
        if (claimed != Kernel.same(one.tid, one.fd, other.tid, other.fd)) {
          differs(
              other.place + " and " + one.place + " (" + Claim.of(one.description) + ")",
              "the description",
              claimed ? "two" : "one",
              claimed ? "one" : "two");
        }
      }
    }
  }

  private void differs(String place, String what, @Nullable Object kernel, @Nullable Object claim) {
    sample.differs(place + ": " + what + ": kernel: " + kernel + ", state: " + claim);
  }
}
