package syswall.report;

import java.util.ArrayList;
import java.util.List;
import syswall.decode.ArgvText;
import syswall.report.Report.ProcessRow;

/** Draws the processes of a report as a tree, each line a process with its command. */
final class ProcessTree {
  /** A process and its line: branches, then pid and command. */
  record Line(ProcessRow process, String branch, String command) {
    String text() {
      return branch + command;
    }
  }

  private final List<ProcessRow> processes;
  private final List<List<Integer>> children = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  private ProcessTree(List<ProcessRow> processes) {
    this.processes = processes;
    processes.forEach(process -> children.add(new ArrayList<>()));
  }

  /** A line for each process, children below their creator in the order of their beginning. */
  static List<Line> lines(List<ProcessRow> processes) {
    ProcessTree tree = new ProcessTree(processes);
    List<Integer> roots = new ArrayList<>();
    for (int i = 0; i < processes.size(); i++) {
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
            process, branch, process.pid() + " " + ArgvText.of(process.argv()) + threads(process)));
    List<Integer> below = children.get(index);
    for (int i = 0; i < below.size(); i++) {
      boolean last = i == below.size() - 1;
      draw(below.get(i), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
    }
  }

  private static String threads(ProcessRow process) {
    return process.threads() == 1 ? "" : " [" + process.threads() + " threads]";
  }
}
