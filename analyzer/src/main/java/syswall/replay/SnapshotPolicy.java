package syswall.replay;

/**
 * When a {@link Timeline} keeps a snapshot.
 *
 * @param events how many events there are between two snapshots at least
 * @param permille how large all snapshots together may be, in thousandths of the bytes of the
 *     journal up to the last of them; with 0 none is ever kept
 */
public record SnapshotPolicy(long events, int permille) {
  /** The rule for sessions of users. */
  public static final SnapshotPolicy DEFAULT = new SnapshotPolicy(50_000, 20);

  boolean allows(long snapshotBytes, long journalBytes) {
    return snapshotBytes <= journalBytes / 1000 * permille;
  }
}
