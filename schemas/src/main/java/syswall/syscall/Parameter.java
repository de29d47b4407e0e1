package syswall.syscall;

import org.jspecify.annotations.Nullable;

/**
 * One argument of a syscall.
 *
 * @param index its register 0..5
 * @param name its name in the manual
 * @param kind what it is
 * @param set the set of flags.tsv that names its bits; only of {@link ArgKind#FLAGS}
 * @param extent how far what it points to reaches
 */
public record Parameter(
    int index, String name, ArgKind kind, @Nullable String set, TargetExtent extent) {
  /** Whether the row has it only to say where the next one is: its name is an underscore. */
  public boolean isUnused() {
    return name.equals("_");
  }
}
