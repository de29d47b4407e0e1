package syswall.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import syswall.decode.QuotedText;
import syswall.event.ByteString;
import syswall.history.FileTable.Rename;
import syswall.report.Report.FileRow;
import syswall.state.FileAction;

/**
 * The files part of a text report: each file under the strongest thing that happened to it. Those
 * that calls only failed about are in {@link FailureSection}.
 */
final class FileSection {
  /** Lines of all groups together on one screen. */
  private static final int LINES = 12;

  private static final int LONGEST = 6;
  private static final int RENAMES = 3;

  /** What a file is listed under, the strongest first. */
  enum Group {
    TEMPORARY("temporary", "made and deleted again", 3),
    CREATED("created", "", 5),
    WRITTEN("written", "new or not, opened for writing or changed in size", 5),
    DELETED("deleted", "", 3),
    RENAMED("", "", 0),
    CHANGED("changed", "owner, mode, times or attributes", 3),
    READ("read", "", 6),
    LISTED("listed", "", 0),
    EXAMINED("looked at", "", 0),
    SPECIAL("special", "of /dev, /proc and /sys", 0);

    private final String title;
    private final String remark;

    /** Lines on one screen; 0 for none. */
    private final int limit;

    /** A word for it. */
    String title() {
      return title;
    }

    Group(String title, String remark, int limit) {
      this.title = title;
      this.remark = remark;
      this.limit = limit;
    }
  }

  private final Report report;
  private final boolean all;
  private final Style style;

  /** Lines that each group has at most, to leave room for the others. */
  private final int most;

  private final StringBuilder out = new StringBuilder();

  private FileSection(Report report, boolean all, Style style, int most) {
    this.report = report;
    this.all = all;
    this.style = style;
    this.most = most;
  }

  static String render(Report report, boolean all, Style style) {
    String text = groups(report, all, style, all ? Integer.MAX_VALUE : LONGEST);
    for (int most = LONGEST - 1; !all && text.lines().count() > LINES && most > 1; most--) {
      text = groups(report, false, style, most);
    }
    return text.isEmpty() ? "" : "\n" + style.heading("FILES") + "\n" + text;
  }

  private static String groups(Report report, boolean all, Style style, int most) {
    FileSection section = new FileSection(report, all, style, most);
    section.groups();
    return section.out.toString();
  }

  private void groups() {
    Map<Group, List<FileRow>> groups = new EnumMap<>(Group.class);
    for (FileRow file : report.files()) {
      if (!FailureSection.has(file)) {
        groups.computeIfAbsent(group(file), g -> new ArrayList<>()).add(file);
      }
    }
    for (Group group : Group.values()) {
      List<FileRow> files = groups.getOrDefault(group, List.of());
      if (group == Group.RENAMED) {
        renames(files);
      } else if (!files.isEmpty()) {
        list(group, files);
      }
    }
  }

  static Group group(FileRow file) {
    if (KeptPaths.isSpecial(file.path())) {
      return Group.SPECIAL;
    }
    if (file.did(FileAction.RENAMED)) {
      return Group.RENAMED;
    }
    if (file.did(FileAction.CREATED)) {
      return file.did(FileAction.DELETED) && file.gone() ? Group.TEMPORARY : Group.CREATED;
    }
    if (file.did(FileAction.DELETED) && file.gone()) {
      return Group.DELETED;
    }
    if (file.did(FileAction.OPENED_FOR_WRITING)
        || file.did(FileAction.TRUNCATED)
        || file.bytesWritten() > 0) {
      return Group.WRITTEN;
    }
    if (file.did(FileAction.METADATA_CHANGED)) {
      return Group.CHANGED;
    }
    if (file.did(FileAction.USED_AS_DIRECTORY)) {
      return Group.LISTED;
    }
    if (file.did(FileAction.OPENED_FOR_READING) || file.bytesRead() > 0) {
      return Group.READ;
    }
    return Group.EXAMINED;
  }

  private void list(Group group, List<FileRow> files) {
    title(group, files);
    if (!all && group.limit == 0) {
      return;
    }
    int limit = all ? Integer.MAX_VALUE : Math.min(group.limit, most);
    List<PathFold.Line<FileRow>> lines = PathFold.fold(files, Words::path, limit);
    List<PathFold.Line<FileRow>> shown =
        lines.size() <= limit ? lines : PathFold.most(lines, limit - 1, line -> bytes(group, line));
    shown.forEach(line -> line(group, line));
    more(files.size() - shown.stream().mapToInt(PathFold.Line::files).sum());
  }

  private void title(Group group, List<FileRow> files) {
    List<String> parts = new ArrayList<>();
    parts.add(count(files));
    long read = sum(files, FileRow::bytesRead);
    long written = sum(files, FileRow::bytesWritten);
    if (written > 0) {
      parts.add(Amounts.bytes(written) + " written");
    }
    if (read > 0) {
      parts.add(Amounts.bytes(read) + " read");
    }
    out.append("  ")
        .append(style.heading(Columns.pad(group.title, 10)))
        .append(String.join(", ", parts))
        .append(group.remark.isEmpty() ? "" : style.faint(" (" + group.remark + ")"))
        .append('\n');
  }

  private static long sum(List<FileRow> files, ToLongFunction<FileRow> bytes) {
    return files.stream().mapToLong(bytes).sum();
  }

  private void line(Group group, PathFold.Line<FileRow> line) {
    String path = all ? line.path() : Columns.cutPath(line.path(), TextReport.WIDTH - 32);
    out.append(amount(bytes(group, line))).append(path).append(count(line)).append('\n');
  }

  private static long bytes(Group group, PathFold.Line<FileRow> line) {
    return sum(
        line.members(),
        switch (group) {
          case READ -> FileRow::bytesRead;
          case SPECIAL -> file -> file.bytesRead() + file.bytesWritten();
          case TEMPORARY, CREATED, WRITTEN, DELETED, RENAMED, CHANGED, LISTED, EXAMINED ->
              FileRow::bytesWritten;
        });
  }

  private static String amount(long bytes) {
    return String.format(Locale.ROOT, "  %10s  ", bytes == 0 ? "" : Amounts.bytes(bytes));
  }

  private String count(PathFold.Line<FileRow> line) {
    return line.files() == 1 ? "" : style.faint("  " + count(line.members()));
  }

  /** Directories apart, as far as they are known to be some. */
  private static String count(List<FileRow> files) {
    long directories = files.stream().filter(f -> f.did(FileAction.USED_AS_DIRECTORY)).count();
    String listed = Amounts.count(directories, "directory");
    if (directories == files.size()) {
      return listed;
    }
    String others = Amounts.count(files.size() - directories, "file");
    return directories == 0 ? others : others + ", " + listed;
  }

  /** With what was written under the old name, since the file is listed nowhere else. */
  private void renames(List<FileRow> files) {
    List<Rename> renames = report.renames();
    if (renames.isEmpty()) {
      return;
    }
    out.append("  ")
        .append(style.heading(Columns.pad("renamed", 10)))
        .append(Amounts.count(renames.size(), "file"))
        .append('\n');
    Map<ByteString, Long> written =
        files.stream().collect(Collectors.toMap(FileRow::path, FileRow::bytesWritten));
    int limit = Math.min(RENAMES, most);
    int shown = all || renames.size() <= limit ? renames.size() : limit - 1;
    for (Rename rename : renames.subList(0, shown)) {
      String from = QuotedText.plain(rename.from());
      String to = QuotedText.plain(rename.to());
      out.append(amount(written.getOrDefault(rename.from(), 0L)))
          .append(all ? from + " → " + to : shorter(from, to))
          .append('\n');
    }
    more(renames.size() - shown);
  }

  /** With the new name alone where it stands in the same directory. */
  private static String shorter(String from, String to) {
    int name = from.lastIndexOf('/') + 1;
    boolean stays = name == to.lastIndexOf('/') + 1 && to.regionMatches(0, from, 0, name);
    int half = (TextReport.WIDTH - 17) / 2;
    String next = stays ? Columns.cut(to.substring(name), half) : Columns.cutPath(to, half);
    return Columns.cutPath(from, 2 * half - next.length()) + " → " + next;
  }

  private void more(int count) {
    if (count > 0) {
      out.append(" ".repeat(14))
          .append(style.faint("and " + Amounts.number(count) + " more (--all)"))
          .append('\n');
    }
  }
}
