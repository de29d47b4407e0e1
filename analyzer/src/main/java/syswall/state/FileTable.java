package syswall.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import syswall.event.ByteString;

/** The files of a session by path. A file that has two names, or was renamed, is here twice. */
public final class FileTable {
  /**
   * A rename that succeeded.
   *
   * @param from the old path
   * @param to the new path
   */
  public record Rename(ByteString from, ByteString to) {}

  private final Map<ByteString, FileActivity> files = new HashMap<>();
  private final List<Rename> renames = new ArrayList<>();

  /** All files that calls named or descriptors stood for, in no particular order; a view. */
  public Collection<FileActivity> files() {
    return Collections.unmodifiableCollection(files.values());
  }

  /** The renames, oldest first; a view. */
  public List<Rename> renames() {
    return Collections.unmodifiableList(renames);
  }

  FileActivity at(ByteString path) {
    return files.computeIfAbsent(path, FileActivity::new);
  }

  void renamed(ByteString from, ByteString to) {
    renames.add(new Rename(from, to));
  }
}
