package syswall.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import syswall.report.Report.FileRow;
import syswall.state.FileAction;

/** The part of a text report that says which packages the files belong to that were used. */
final class PackageSection {
  /** The files of one package. */
  private record Amount(int used, int changed, long bytesRead) {
    private Amount plus(Amount other) {
      return new Amount(used + other.used, changed + other.changed, bytesRead + other.bytesRead);
    }
  }

  private PackageSection() {}

  /** Nothing if nobody asked. */
  static String render(Report report, PackageOwners packages, Style style) {
    if (packages.from().isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("\n" + style.heading("PACKAGES") + "\n");
    if (packages.owners().isEmpty()) {
      return out.append("  ").append(packages.from()).append('\n').toString();
    }
    Map<String, Amount> amounts = new TreeMap<>();
    Amount others = new Amount(0, 0, 0);
    for (FileRow file : report.files()) {
      if (isUsed(file)) {
        Amount amount = new Amount(1, isChanged(file) ? 1 : 0, file.bytesRead());
        String owner = packages.owners().get(file.path());
        if (owner == null) {
          others = others.plus(amount);
        } else {
          amounts.merge(owner, amount, Amount::plus);
        }
      }
    }
    int used = amounts.values().stream().mapToInt(Amount::used).sum();
    out.append("  ")
        .append(Amounts.count(used, "file"))
        .append(" of ")
        .append(Amounts.count(amounts.size(), "package"))
        .append(", ")
        .append(Amounts.number(others.used))
        .append(" of none")
        .append(style.faint(" (as " + packages.from() + " has them installed here)"))
        .append('\n');
    List<Map.Entry<String, Amount>> rows =
        amounts.entrySet().stream()
            .sorted( // stable
                Comparator.comparingInt((Map.Entry<String, Amount> row) -> -row.getValue().used))
            .toList();
    rows.forEach(row -> line(row.getKey(), row.getValue(), style, out));
    return out.toString();
  }

  /** Read, run or changed; directories belong to many packages. */
  static boolean isUsed(FileRow file) {
    boolean isRead =
        file.did(FileAction.OPENED_FOR_READING)
            || file.did(FileAction.EXECUTED)
            || file.did(FileAction.MAPPED);
    return (isRead || isChanged(file))
        && !file.did(FileAction.USED_AS_DIRECTORY)
        && !KeptPaths.isSpecial(file.path());
  }

  private static boolean isChanged(FileRow file) {
    return FileSection.group(file).compareTo(FileSection.Group.READ) < 0;
  }

  private static void line(String name, Amount amount, Style style, StringBuilder out) {
    String read = amount.bytesRead == 0 ? "" : Amounts.bytes(amount.bytesRead);
    out.append(String.format(Locale.ROOT, "  %10s  ", read))
        .append(name)
        .append(style.faint("  " + Amounts.count(amount.used, "file")))
        .append(
            amount.changed == 0
                ? ""
                : style.bad("  " + Amounts.number(amount.changed) + " changed"))
        .append('\n');
  }
}
