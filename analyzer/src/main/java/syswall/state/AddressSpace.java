package syswall.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that the memory of a process shows, or of the several that share it (CLONE_VM). What
 * execve(2) itself maps, the program and its interpreter, is not in the journal and not here.
 */
public final class AddressSpace {
  private static final long PAGE = 4096;

  private final FileNames names;
  private final TreeMap<Long, Mapping> mappings = new TreeMap<>();
  int holders;

  AddressSpace(FileNames names) {
    this.names = names;
  }

  /** The mapped files by address; a view. */
  public Collection<Mapping> mappings() {
    return Collections.unmodifiableCollection(mappings.values());
  }

  /** Puts a mapping where others may have been; its name is held for it already. */
  void map(Mapping mapping) {
    unmap(mapping.start(), mapping.end() - mapping.start());
    mappings.put(mapping.start(), mapping);
  }

  void unmap(long start, long length) {
    for (Mapping part : cut(start, start + wholePages(length))) {
      names.release(part.name());
    }
  }

  void protect(long start, long length, int protection) {
    for (Mapping part : cut(start, start + wholePages(length))) {
      mappings.put(part.start(), part.protect(protection));
    }
  }

  /** mremap(2). */
  void move(long start, long length, long newStart, long newLength) {
    List<Mapping> parts = cut(start, start + wholePages(length));
    unmap(newStart, newLength);
    for (Mapping part : parts) {
      long distance = part.start() - start;
      // one that grows shows more of the file at its end
      boolean last = part.end() == start + wholePages(length);
      long size = last ? wholePages(newLength) - distance : part.end() - part.start();
      if (size > 0) {
        mappings.put(newStart + distance, part.moveTo(newStart + distance, size));
      } else {
        names.release(part.name());
      }
    }
  }

  AddressSpace copy() {
    AddressSpace copy = new AddressSpace(names);
    for (Mapping mapping : mappings.values()) {
      FileNames.holdToo(mapping.name());
      copy.mappings.put(mapping.start(), mapping);
    }
    return copy;
  }

  /** A mapping that a snapshot brings back, with a name that is held already. */
  void restore(Mapping mapping) {
    mappings.put(mapping.start(), mapping);
  }

  /** No thread has it any more. */
  void close() {
    mappings.values().forEach(mapping -> names.release(mapping.name()));
    mappings.clear();
  }

  static long wholePages(long length) {
    return (length + PAGE - 1) & -PAGE;
  }

  /** Takes out what is mapped in a range; what lies around it stays. */
  private List<Mapping> cut(long start, long end) {
    Map.Entry<Long, Mapping> before = mappings.lowerEntry(start);
    Long from = before != null && before.getValue().end() > start ? before.getKey() : (Long) start;
    if (start >= end) {
      return List.of();
    }
    List<Mapping> touched = List.copyOf(mappings.subMap(from, end).values());
    List<Mapping> cut = new ArrayList<>(touched.size());
    for (Mapping mapping : touched) {
      mappings.remove(mapping.start());
      if (mapping.start() < start) {
        FileNames.holdToo(mapping.name());
        mappings.put(mapping.start(), mapping.part(mapping.start(), start));
      }
      if (mapping.end() > end) {
        FileNames.holdToo(mapping.name());
        mappings.put(end, mapping.part(end, mapping.end()));
      }
      cut.add(mapping.part(Math.max(mapping.start(), start), Math.min(mapping.end(), end)));
    }
    return cut;
  }
}
