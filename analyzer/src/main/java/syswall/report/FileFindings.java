package syswall.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.decode.QuotedText;
import syswall.event.ByteString;
import syswall.event.Event.SessionStarted;
import syswall.history.FileActivity;
import syswall.history.FileTable.Rename;
import syswall.history.SessionHistory;
import syswall.report.Finding.Evidence;
import syswall.report.Finding.Rule;
import syswall.state.FileAction;

/** Finds what is worth knowing about the files of a session. */
final class FileFindings {
  private static final Set<FileAction> CHANGES =
      EnumSet.of(
          FileAction.CREATED,
          FileAction.OPENED_FOR_WRITING,
          FileAction.TRUNCATED,
          FileAction.METADATA_CHANGED);

  private static final ByteString ROOT = ByteString.of("/");

  private final Set<Integer> downloaders;
  private final Map<ByteString, Rename> renamedTo = new HashMap<>();
  private final Map<ByteString, FileActivity> files = new HashMap<>();
  private final ByteString within;
  private final Map<Rule, List<Evidence>> found = new EnumMap<>(Rule.class);

  private FileFindings(SessionHistory history, Set<Integer> downloaders) {
    this.downloaders = downloaders;
    history.files().renames().forEach(rename -> renamedTo.put(rename.to(), rename));
    if (!downloaders.isEmpty()) {
      history.files().files().forEach(file -> files.put(file.path(), file));
    }
    SessionStarted started = history.state().started();
    ByteString start = started == null ? ByteString.EMPTY : started.workingDirectory();
    within = start.equals(ROOT) ? ROOT : start.plus(ROOT);
  }

  /**
   * What there is, by rule.
   *
   * @param downloaders processes that received from the network
   */
  static Map<Rule, List<Evidence>> of(SessionHistory history, Set<Integer> downloaders) {
    FileFindings findings = new FileFindings(history, downloaders);
    history.files().files().forEach(findings::file);
    history.files().renames().forEach(findings::rename);
    return findings.found;
  }

  private void file(FileActivity file) {
    if (file.did(FileAction.OPENED_FOR_READING)) {
      if (!file.did(FileAction.CREATED) && KeptPaths.SECRETS.have(file.path())) {
        add(Rule.READ_SECRETS, file, FileAction.OPENED_FOR_READING);
      }
    } else if (file.refusedEvent() >= 0 && KeptPaths.SECRETS.have(file.path())) {
      int pid = file.processes().isEmpty() ? 0 : file.processes().get(0).pid();
      add(Rule.REFUSED_SECRETS, file.refusedEvent(), pid, file.path());
    }
    FileAction change = firstChange(file);
    if (change != null && !isTemporary(file)) {
      changed(file.path(), file.event(change), file.pid(change));
    }
    if (file.did(FileAction.DELETED)
        && !file.did(FileAction.CREATED)
        && !file.did(FileAction.OPENED_FOR_WRITING)
        && !renamedTo.containsKey(file.path())) {
      add(Rule.DELETED, file, FileAction.DELETED);
    }
    if (file.did(FileAction.EXECUTED) && wasDownloaded(file)) {
      add(Rule.RAN_DOWNLOADED, file, FileAction.EXECUTED);
    }
  }

  /** Made to go again, or to become another by rename(2). */
  private static boolean isTemporary(FileActivity file) {
    return file.missing()
        && file.did(FileAction.CREATED)
        && (file.did(FileAction.DELETED) || file.did(FileAction.RENAMED));
  }

  private static @Nullable FileAction firstChange(FileActivity file) {
    FileAction first = null;
    for (FileAction action : CHANGES) {
      if (file.did(action) && (first == null || file.event(action) < file.event(first))) {
        first = action;
      }
    }
    return first;
  }

  private void rename(Rename rename) {
    changed(rename.to(), rename.event(), rename.pid());
  }

  private void changed(ByteString path, long event, int pid) {
    if (KeptPaths.isSpecial(path)) {
      return;
    }
    if (KeptPaths.STARTUP.have(path)) {
      add(Rule.CHANGED_STARTUP, event, pid, path);
    } else if (within.length() > 1 && !path.startsWith(within) && path.startsWith(ROOT)) {
      add(Rule.WROTE_OUTSIDE, event, pid, path);
    }
  }

  /** Written, under this name or the one before, by a process that received, and run after that. */
  private boolean wasDownloaded(FileActivity file) {
    Rename rename = renamedTo.get(file.path());
    FileActivity before = rename == null ? null : files.get(rename.from());
    return isWrittenByDownloader(file, file)
        || (before != null && isWrittenByDownloader(before, file));
  }

  private boolean isWrittenByDownloader(FileActivity written, FileActivity run) {
    long event = written.event(FileAction.OPENED_FOR_WRITING);
    return event >= 0
        && event < run.event(FileAction.EXECUTED)
        && downloaders.contains(written.pid(FileAction.OPENED_FOR_WRITING));
  }

  private void add(Rule rule, FileActivity file, FileAction action) {
    add(rule, file.event(action), file.pid(action), file.path());
  }

  private void add(Rule rule, long event, int pid, ByteString path) {
    found
        .computeIfAbsent(rule, r -> new ArrayList<>())
        .add(new Evidence(event, pid, QuotedText.plain(path)));
  }
}
