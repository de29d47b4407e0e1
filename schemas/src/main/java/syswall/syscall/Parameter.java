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
 * @param wanted what the call wants with the file that it names, a set of {@link FileAccess} or
 *     what the flags of open(2) say
 */
public record Parameter(
    int index, String name, ArgKind kind, @Nullable String set, TargetExtent extent, int wanted) {
  /** An argument of which the row says no access: a path is looked at. */
  Parameter(int index, String name, ArgKind kind, @Nullable String set, TargetExtent extent) {
    this(index, name, kind, set, extent, usual(kind));
  }

  private static int usual(ArgKind kind) {
    return kind == ArgKind.PATH || kind == ArgKind.DIRECTORY
        ? FileAccess.METADATA.bit()
        : FileAccess.NONE;
  }

  /** Whether the row has it only to say where the next one is: its name is an underscore. */
  public boolean isUnused() {
    return name.equals("_");
  }

  /** Whether it names a file that the call wants something with. */
  public boolean namesFile() {
    return wanted != FileAccess.NONE;
  }

  /** Whether the flags of open(2) are needed to say which accesses the call wants. */
  public boolean isOpened() {
    return wanted == FileAccess.AS_OPENED;
  }

  /** Whether the call makes or removes the name, whatever flags of open(2) say. */
  public boolean makesOrRemoves() {
    int accesses = accesses(0);
    return FileAccess.CREATE.isIn(accesses) || FileAccess.DELETE.isIn(accesses);
  }

  /** Whether it is a path whose file the call opens or changes. */
  public boolean changesFile() {
    return kind == ArgKind.PATH
        && (isOpened() || makesOrRemoves() || FileAccess.WRITE.isIn(accesses(0)));
  }

  /**
   * What the call wants with the file, a set of {@link FileAccess}; empty if it names none.
   *
   * @param openFlags the flags of open(2) of the call, if this {@linkplain #isOpened is opened}
   */
  public int accesses(long openFlags) {
    return isOpened() ? FileAccess.ofOpenFlags(openFlags) : wanted;
  }
}
