package syswall.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import syswall.decode.ArgvText;
import syswall.report.Report.ImageRow;
import syswall.report.Report.ProcessRow;

/**
 * Draws processes of a report as a tree, each line a process with what it ran: one program after
 * the other, or none but a copy of its creator's.
 */
final class ProcessTree {
  /** A process and its line: branches, then pid and command. */
  record Line(ProcessRow process, String branch, String command) {
    String text() {
      return branch + command;
    }

    /** The line in so many columns. */
    String text(int width) {
      return branch + command(width - branch.length(), UnaryOperator.identity());
    }

    /**
     * The command in so many columns; of several programs the first gives way to the last.
     *
     * @param shown what is shown of it, before that is cut
     */
    String command(int width, UnaryOperator<String> shown) {
      List<ImageRow> images = process.images();
      String whole = shown.apply(command);
      if (images.size() < 2 || whole.length() <= width) {
        return Columns.cut(whole, width);
      }
      String first = shown.apply(process.pid() + " " + ArgvText.of(images.get(0).argv()));
      String last =
          THEN
              + shown.apply(ArgvText.of(images.get(images.size() - 1).argv()))
              + threads(process)
              + how(process);
      int room = Math.max(width / 2, width - last.length());
      return Columns.cut(Columns.cut(first, room) + last, width);
    }
  }

  private static final String THEN = " → ";

  private final List<ProcessRow> processes;
  private final List<List<Integer>> children = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  private ProcessTree(List<ProcessRow> processes) {
    this.processes = processes;
    processes.forEach(process -> children.add(new ArrayList<>()));
  }

  /** A line for each process, children below their creator in the order of their beginning. */
  static List<Line> lines(List<ProcessRow> processes) {
    BitSet all = new BitSet();
    all.set(0, processes.size());
    return lines(processes, all);
  }

  /** The same of those only that lived longest and their creators, at most so many. */
  static List<Line> longest(Report report, int limit) {
    List<ProcessRow> processes = report.processes();
    List<Integer> byLifetime =
        IntStream.range(0, processes.size())
            .boxed()
            .sorted(Comparator.comparingLong(i -> -processes.get(i).livedNs(report.durationNs())))
            .toList();
    BitSet shown = new BitSet();
    for (int index : byLifetime) {
      List<Integer> creators = new ArrayList<>();
      for (int i = index; i >= 0 && !shown.get(i); i = processes.get(i).parent()) {
        creators.add(i);
      }
      if (shown.cardinality() + creators.size() <= limit) {
        creators.forEach(shown::set);
      }
    }
    return lines(processes, shown);
  }

  private static List<Line> lines(List<ProcessRow> processes, BitSet shown) {
    ProcessTree tree = new ProcessTree(processes);
    List<Integer> roots = new ArrayList<>();
    for (int i = shown.nextSetBit(0); i >= 0; i = shown.nextSetBit(i + 1)) {
      int parent = processes.get(i).parent();
      (parent < 0 ? roots : tree.children.get(parent)).add(i);
    }
    roots.forEach(root -> tree.draw(root, "", ""));
    return tree.lines;
  }

  /** Draws one branch; a chain of forks as deep as the Java stack is no program's habit. */
  private void draw(int index, String branch, String indent) {
    ProcessRow process = processes.get(index);
    lines.add(
        new Line(
            process, branch, process.pid() + " " + ran(process) + threads(process) + how(process)));
    List<Integer> below = children.get(index);
    for (int i = 0; i < below.size(); i++) {
      boolean last = i == below.size() - 1;
      draw(below.get(i), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
    }
  }

  /** What a process ran, one program after the other. */
  static String ran(ProcessRow process) {
    if (!process.images().isEmpty()) {
      return process.images().stream()
          .map(image -> ArgvText.of(image.argv()))
          .collect(Collectors.joining(THEN));
    }
    return process.parent() < 0 || process.attached() || process.argv().isEmpty()
        ? ArgvText.of(process.argv())
        : ArgvText.of(process.argv().subList(0, 1)) + " (forked)";
  }

  private static String how(ProcessRow process) {
    return process.attached() ? " [attached to]" : "";
  }

  private static String threads(ProcessRow process) {
    return process.threads() == 1 ? "" : " [" + process.threads() + " threads]";
  }
}
