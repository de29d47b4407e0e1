package syswall.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one difference of those that say the same of one thing, that it was opened, read and
 * mapped; and none of where things were looked for.
 */
final class Digest {
  private record Key(
      ProcessPair process, Difference.Kind kind, String thing, String was, String is) {}

  private Digest() {}

  /** Fewer differences, each at the place of the first of its kind. */
  static List<Difference> of(List<Difference> differences) {
    Map<Key, Difference> digest = new LinkedHashMap<>();
    for (Difference difference : differences) {
      if (difference.isLookup()) {
        continue;
      }
      Key key =
          new Key(
              difference.process(),
              difference.kind(),
              difference.resource(),
              difference.before(),
              difference.after());
      digest.merge(key, difference, Digest::join);
    }
    return new ArrayList<>(digest.values());
  }

  private static Difference join(Difference one, Difference other) {
    return new Difference(
        one.kind(),
        one.process(),
        one.operation() + ", " + other.operation(),
        one.resource(),
        one.before(),
        one.after(),
        one.eventBefore(),
        one.eventAfter(),
        one.place());
  }
}
