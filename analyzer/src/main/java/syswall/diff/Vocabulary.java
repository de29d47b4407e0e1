package syswall.diff;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a process in words that both runs share: by the number of a {@link Use}, what was
 * done to what, and as a number of 64 bits that is the same where that and the outcome are.
 */
final class Vocabulary {
  /** Bytes, or entries, come in as many calls as there is room for in a buffer. */
  private static final Set<String> MOVES = Set.of("read", "write", "send", "receive", "list");

  private static final long FACTOR = 0x9e3779b97f4a7c15L; // 2^64 / golden ratio, odd

  private final @Nullable Resource[] resources;
  private final boolean[] arriving;

  /** With room for so many uses. */
  Vocabulary(int uses) {
    resources = new Resource[uses];
    arriving = new boolean[uses];
  }

  /**
   * Says what a use was.
   *
   * @param arrives whether it took what another process sent, which did so in its own time
   */
  void put(int use, Resource resource, boolean arrives) {
    resources[use] = resource;
    arriving[use] = arrives;
  }

  /** The words for what a program does in an order that is its own. */
  Vocabulary ofItsOwn() {
    Vocabulary own = new Vocabulary(resources.length);
    for (int use = 0; use < resources.length; use++) {
      own.resources[use] = arriving[use] ? null : resources[use];
    }
    return own;
  }

  /** What was done to what; null if that is not the program's. */
  @Nullable Resource resource(int use) {
    return resources[use];
  }

  /** Whether a step of a use that succeeded only moves data. */
  boolean moves(int use) {
    Resource resource = resources[use];
    return resource != null && MOVES.contains(resource.operation());
  }

  /** The token of a use with an outcome; 0 if it is not the program's. */
  long token(int use, int errno) {
    Resource resource = resources[use];
    return resource == null ? 0 : join(resource.token(), errno);
  }

  /** One token for two. */
  static long join(long one, long other) {
    long mixed = (one ^ one >>> 29 ^ other) * FACTOR;
    return mixed ^ mixed >>> 32;
  }
}
