package syswall.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/** The names in use, so that a rename or a deletion reaches every holder. */
final class FileNames {
  private final Map<ByteString, FileName> names = new HashMap<>();

  /** The name of what is at a path now, for one more holder. */
  FileName hold(ByteString path) {
    FileName name = names.computeIfAbsent(path, FileName::new);
    name.holders++;
    return name;
  }

  /** One more holder of a name. */
  static FileName holdToo(FileName name) {
    name.holders++;
    return name;
  }

  /** A holder gives a name up. */
  void release(FileName name) {
    name.holders--;
    if (name.holders == 0 && !name.deleted()) {
      names.remove(name.path());
    }
  }

  /** A name that a snapshot brings back. */
  FileName restore(ByteString path, boolean deleted) {
    FileName name = new FileName(path);
    if (deleted) {
      name.unlinked();
    } else {
      names.put(path, name);
    }
    return name;
  }

  /** The file at a path is gone from there. */
  void unlinked(ByteString path) {
    FileName name = names.remove(path);
    if (name != null) {
      name.unlinked();
    }
  }

  /** A file, or a directory and all in it, has another name, and what had that name is gone. */
  void renamed(ByteString from, ByteString to) {
    if (from.equals(to)) {
      return;
    }
    unlinked(to);
    move(take(from), from, to);
  }

  /** Two files have each other's name. */
  void exchanged(ByteString one, ByteString other) {
    List<FileName> first = take(one);
    List<FileName> second = take(other);
    move(first, one, other);
    move(second, other, one);
  }

  private List<FileName> take(ByteString path) {
    List<FileName> taken = new ArrayList<>();
    FileName exact = names.remove(path);
    if (exact != null) {
      taken.add(exact);
    }
    names
        .values()
        .removeIf(
            name -> {
              boolean inside = isInside(name.path(), path);
              if (inside) {
                taken.add(name);
              }
              return inside;
            });
    return taken;
  }

  private void move(List<FileName> taken, ByteString from, ByteString to) {
    for (FileName name : taken) {
      name.renamed(to.plus(name.path().substring(from.length(), name.path().length())));
      @Nullable FileName other = names.put(name.path(), name);
      if (other != null) {
        other.unlinked();
      }
    }
  }

  private static boolean isInside(ByteString path, ByteString directory) {
    return path.length() > directory.length()
        && path.at(directory.length()) == '/'
        && path.startsWith(directory);
  }
}
