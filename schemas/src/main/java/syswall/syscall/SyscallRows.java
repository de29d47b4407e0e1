package syswall.syscall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one ABI's table by number, unparsed: a recording waits for them before its first
 * event, and uses few. Hence also plain loops here and in what this calls, since a cold JVM takes
 * milliseconds to link its first lambda or stream.
 */
final class SyscallRows {
  private static final int MAX_NUMBER = 511;
  private static final int COLUMNS_OF_REFERENCE = 2;

  private final @Nullable SyscallRows namesakes;

  /** At each number the row of the call, then those of its variants. */
  private final List<List<TsvResource.Row>> byNumber = new ArrayList<>();

  private volatile @Nullable Map<String, Integer> numbers;

  /**
   * Reads a table.
   *
   * @param namesakes of another ABI, from which rows without arguments take theirs; or null
   */
  SyscallRows(String file, @Nullable SyscallRows namesakes) {
    this.namesakes = namesakes;
    for (TsvResource.Row row : TsvResource.rows(file)) {
      try {
        add(row);
      } catch (IllegalArgumentException e) {
        throw row.refused(e);
      }
    }
  }

  /** One more than the highest number. */
  int end() {
    return byNumber.size();
  }

  private void add(TsvResource.Row row) {
    String first = row.text().substring(0, Math.max(0, row.text().indexOf('\t')));
    int number = SyscallRow.number(first);
    if (number > MAX_NUMBER) {
      throw new IllegalArgumentException("number " + number + " is out of range");
    }
    while (byNumber.size() <= number) {
      byNumber.add(List.of());
    }
    List<TsvResource.Row> rows = byNumber.get(number);
    boolean variant = first.indexOf('/') >= 0;
    if (variant == rows.isEmpty()) {
      throw new IllegalArgumentException(
          variant ? "no call above that this is a variant of" : "number " + number + " is taken");
    }
    if (!variant) {
      rows = new ArrayList<>(1);
      byNumber.set(number, rows);
    }
    rows.add(row);
  }

  /** The call of a number and its variants; null if there is none. */
  SyscallTable.@Nullable Entry parse(int number) {
    Syscall call = null;
    List<Syscall> variants = new ArrayList<>();
    for (TsvResource.Row row : byNumber.get(number)) {
      try {
        String[] columns = row.columns();
        if (columns.length == COLUMNS_OF_REFERENCE) {
          return sameCall(number, columns[1]);
        }
        Syscall parsed = SyscallRow.parse(columns);
        if (call == null) {
          call = parsed;
        } else if (parsed.name().equals(call.name())) {
          variants.add(parsed);
        } else {
          throw new IllegalArgumentException("not a variant of " + call.name());
        }
      } catch (IllegalArgumentException e) {
        throw row.refused(e);
      }
    }
    return call == null ? null : new SyscallTable.Entry(call, variants);
  }

  /** What the call of a number is named by, without parsing its row; null if there is none. */
  @Nullable SyscallNames names(int number) {
    List<TsvResource.Row> rows = byNumber.get(number);
    if (rows.isEmpty()) {
      return null;
    }
    String[] columns = rows.get(0).columns();
    String name = columns[1];
    if (columns.length > COLUMNS_OF_REFERENCE) {
      String classes = columns[columns.length - 1];
      return new SyscallNames(
          name, classes.isEmpty() ? List.of() : List.of(classes.split(",", -1)));
    }
    Integer theirs = namesakes == null ? null : namesakes.numbers().get(name);
    return namesakes == null || theirs == null ? null : namesakes.names(theirs);
  }

  private SyscallTable.Entry sameCall(int number, String name) {
    Integer theirs = namesakes == null ? null : namesakes.numbers().get(name);
    SyscallTable.Entry namesake =
        namesakes == null || theirs == null ? null : namesakes.parse(theirs);
    if (namesake == null) {
      throw new IllegalArgumentException("no x86_64 call is named " + name);
    }
    List<Syscall> variants = new ArrayList<>();
    for (Syscall variant : namesake.variants) {
      variants.add(ofOtherAbi(number, variant));
    }
    return new SyscallTable.Entry(ofOtherAbi(number, namesake.call), variants);
  }

  private Map<String, Integer> numbers() {
    Map<String, Integer> known = numbers;
    if (known == null) {
      known = new HashMap<>();
      for (int number = 0; number < byNumber.size(); number++) {
        if (!byNumber.get(number).isEmpty()) {
          known.put(byNumber.get(number).get(0).columns()[1], number);
        }
      }
      numbers = known; // whole: threads may race to make it
    }
    return known;
  }

  /** What points to a structure that is another in this ABI is an address, nothing more. */
  private static Syscall ofOtherAbi(int number, Syscall call) {
    List<Parameter> parameters = new ArrayList<>();
    for (Parameter parameter : call.parameters()) {
      String layout = parameter.extent().layout();
      boolean differs = layout != null && !StructLayout.of(layout).portable();
      parameters.add(
          differs
              ? new Parameter(
                  parameter.index(), parameter.name(), ArgKind.ADDRESS, null, TargetExtent.BY_KIND)
              : parameter);
    }
    return new Syscall(
        number, call.name(), call.selectors(), parameters, call.result(), call.classes());
  }
}
