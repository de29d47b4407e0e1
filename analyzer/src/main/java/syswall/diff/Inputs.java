package syswall.diff;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/**
 * The files that a session found, by the names that both runs share: what it was told of them, and
 * what it read of them. Files that are made up as they are read have no size, time or content to
 * speak of, and are left out.
 */
final class Inputs {
  private final SessionProfile session;
  private final Normalizer names;
  private final Set<Long> madeUpDevices = new HashSet<>();
  private final Map<String, Metadata> metadata = new HashMap<>();
  private final Map<String, List<Content>> contents = new HashMap<>();
  private final Map<String, Listing> listings = new HashMap<>();
  private @Nullable Set<String> named;

  Inputs(SessionProfile session, Normalizer names) {
    this.session = session;
    this.names = names;
    session
        .metadata()
        .forEach(
            (path, told) -> {
              if (Normalizer.isOfKernel(text(path))) {
                madeUpDevices.add(told.device());
              }
            });
    session.metadata().forEach((path, told) -> put(path, told, metadata));
    session.contents().forEach((path, content) -> put(path, content, contents));
    session.listings().forEach((path, listing) -> put(path, listing, listings));
  }

  private <V> void put(ByteString path, V value, Map<String, V> found) {
    String text = text(path);
    boolean told = !Normalizer.isMadeUp(text) && !Normalizer.isOfOtherJvm(text);
    if (told && !leadsToMadeUp(path)) {
      found.put(text, value);
    }
  }

  /**
   * Whether a path, as that of a symbolic link, leads to what is made up: in a file system of such
   * files, or a file that says that it is empty, and is not.
   */
  private boolean leadsToMadeUp(ByteString path) {
    Metadata told = session.metadata().get(path);
    return told != null
        && told.device() != Metadata.UNKNOWN
        && (madeUpDevices.contains(told.device())
            || (told.size() == 0 && session.contents().containsKey(path)));
  }

  private String text(ByteString path) {
    return names.text(path, null);
  }

  /** What it was first told of files. */
  Map<String, Metadata> metadata() {
    return metadata;
  }

  /** What each process read of files that had not been written before. */
  Map<String, List<Content>> contents() {
    return contents;
  }

  /** What it first read to be in directories. */
  Map<String, Listing> listings() {
    return listings;
  }

  /** The paths of what was in a directory; sorted, may be changed. */
  Set<String> entries(String directory, Listing listing) {
    Set<String> entries = new TreeSet<>();
    for (ByteString name : listing.names()) {
      String path = text(ByteString.of(directory + "/").plus(name));
      if (!Normalizer.isOfOtherJvm(path)) {
        entries.add(path);
      }
    }
    return entries;
  }

  /** Whether a path was named by any of its calls. */
  boolean names(String path) {
    if (named == null) {
      named = new HashSet<>();
      for (ProcessProfile process : session.processes()) {
        for (Access access : process.uses().keySet()) {
          if (access.kind() == Access.Kind.FILE) {
            named.add(text(access.name()));
          }
        }
      }
    }
    return named.contains(path);
  }

  /** The files that it wrote. */
  Set<String> written() {
    Set<String> written = new HashSet<>();
    session.written().forEach(path -> written.add(text(path)));
    return written;
  }
}
