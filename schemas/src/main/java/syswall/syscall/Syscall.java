package syswall.syscall;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One row of the syscall table.
 *
 * @param number its number in its ABI
 * @param name its name in the manual, section 2
 * @param parameters its arguments in register order
 * @param result what it returns
 * @param classes the classes it belongs to, such as {@code file} and {@code network}
 */
public record Syscall(
    int number, String name, List<Parameter> parameters, ArgKind result, Set<String> classes) {
  public Syscall {
    parameters = List.copyOf(parameters);
    classes = Set.copyOf(classes);
  }

  /** The parameters whose targets are captured at a stop, in register order. */
  public List<Parameter> captured(CapturePoint point) {
    List<Parameter> captured = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (parameter.kind().capturePoint() == point) {
        captured.add(parameter);
      }
    }
    return List.copyOf(captured);
  }
}
