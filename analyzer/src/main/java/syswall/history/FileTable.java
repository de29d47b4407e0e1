package syswall.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import syswall.event.ByteString;
import syswall.state.FileAction;
import syswall.state.OpenDescription;
import syswall.state.OpenFile;
import syswall.state.OpenFlags;
import syswall.state.ProcessState;
import syswall.state.StateObserver;

/** The files of a session by path. A file that has two names, or was renamed, is here twice. */
public final class FileTable implements StateObserver {
  /**
   * A rename that succeeded.
   *
   * @param from the old path
   * @param to the new path
   * @param event which event it was
   * @param pid the process that did it
   */
  public record Rename(ByteString from, ByteString to, long event, int pid) {}

  private final LongSupplier event;
  private final Map<ByteString, FileActivity> files = new LinkedHashMap<>();
  private final List<Rename> renames = new ArrayList<>();

  /**
   * Without any file yet.
   *
   * @param event yields the number of the event that goes on
   */
  FileTable(LongSupplier event) {
    this.event = event;
  }

  /**
   * All files that calls named or descriptors stood for, in the order in which they came up; a
   * view.
   */
  public Collection<FileActivity> files() {
    return Collections.unmodifiableCollection(files.values());
  }

  /** The renames, oldest first; a view. */
  public List<Rename> renames() {
    return Collections.unmodifiableList(renames);
  }

  private FileActivity at(ByteString path) {
    return files.computeIfAbsent(path, name -> new FileActivity(name, event.getAsLong()));
  }

  private FileActivity at(ByteString path, ProcessState by) {
    FileActivity file = at(path);
    file.named(by);
    return file;
  }

  /** What was inherited is of the session, too, even if it is never used. */
  @Override
  public void opened(OpenDescription description) {
    if (description instanceof OpenFile file) {
      at(file.openedPath());
    }
  }

  @Override
  public void read(OpenDescription description, long bytes) {
    if (description instanceof OpenFile file) {
      at(file.openedPath()).read(bytes);
    }
  }

  @Override
  public void written(OpenDescription description, long bytes) {
    if (description instanceof OpenFile file) {
      at(file.openedPath()).written(bytes);
    }
  }

  @Override
  public void openedFile(ProcessState by, ByteString path, long flags) {
    FileActivity file = at(path, by);
    if ((flags & OpenFlags.O_PATH) != 0) {
      add(file, by, FileAction.EXAMINED);
      file.present();
      return;
    }
    long access = flags & OpenFlags.O_ACCMODE;
    if (access != OpenFlags.O_WRONLY) {
      add(file, by, FileAction.OPENED_FOR_READING);
    }
    if (access != OpenFlags.O_RDONLY) {
      add(file, by, FileAction.OPENED_FOR_WRITING);
    }
    boolean creates = (flags & OpenFlags.O_CREAT) != 0;
    boolean exclusive = (flags & OpenFlags.O_EXCL) != 0;
    if (creates && (exclusive || file.missing() || isInNewDirectory(file))) {
      add(file, by, FileAction.CREATED);
    } else if ((flags & OpenFlags.O_TRUNC) != 0 && (file.seen() || !creates)) {
      add(file, by, FileAction.TRUNCATED); // else it may be new: a shell's >file
    }
    file.present();
  }

  /** Whether nobody has seen it yet, and the session made the directory that it stands in. */
  private boolean isInNewDirectory(FileActivity file) {
    int end = file.path().length() - 1;
    while (end > 0 && file.path().at(end) != '/') {
      end--;
    }
    FileActivity directory = file.seen() ? null : files.get(file.path().substring(0, end));
    return directory != null && directory.did(FileAction.CREATED);
  }

  @Override
  public void created(ProcessState by, ByteString path) {
    did(by, path, FileAction.CREATED);
  }

  @Override
  public void did(ProcessState by, ByteString path, FileAction action) {
    FileActivity file = at(path, by);
    add(file, by, action);
    if (action == FileAction.DELETED) {
      file.removed();
    } else {
      file.present();
    }
  }

  @Override
  public void didOpen(ProcessState by, OpenFile file, FileAction action) {
    add(at(file.openedPath(), by), by, action);
  }

  @Override
  public void failed(ProcessState by, ByteString path, int errno) {
    at(path, by).failed(errno, event.getAsLong());
  }

  @Override
  public void renamed(ProcessState by, ByteString from, ByteString to, boolean exchanged) {
    renames.add(new Rename(from, to, event.getAsLong(), by.pid()));
    at(to, by).present();
    if (exchanged) {
      renames.add(new Rename(to, from, event.getAsLong(), by.pid()));
    } else {
      FileActivity file = at(from, by);
      add(file, by, FileAction.RENAMED);
      file.removed();
    }
  }

  private void add(FileActivity file, ProcessState by, FileAction action) {
    file.add(action, event.getAsLong(), by.pid());
  }
}
