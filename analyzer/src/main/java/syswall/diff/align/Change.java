package syswall.diff.align;

/**
 * A stretch in which two sequences differ: what is in the first from one place up to another is in
 * the second what is between two others. One of the two may be empty.
 *
 * @param fromBefore where it begins in the first
 * @param toBefore behind its end in the first
 * @param fromAfter where it begins in the second
 * @param toAfter behind its end in the second
 */
public record Change(int fromBefore, int toBefore, int fromAfter, int toAfter) {
  /** The same, the other way round. */
  @SuppressWarnings("ArgumentSelectionDefectChecker") // that is what a mirror does
  Change mirrored() {
    return new Change(fromAfter, toAfter, fromBefore, toBefore);
  }
}
