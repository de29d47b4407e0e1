package syswall.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives objects numbers in the order in which they are met, so that a snapshot names each once. */
final class Numbering<T> {
  private final Map<T, Integer> numbers = new HashMap<>();
  private final List<T> objects = new ArrayList<>();

  /** The number of an object; -1 for none. */
  int of(@Nullable T object) {
    if (object == null) {
      return -1;
    }
    Integer known = numbers.putIfAbsent(object, objects.size());
    if (known != null) {
      return known;
    }
    objects.add(object);
    return objects.size() - 1;
  }

  /** The objects met so far, by number. */
  List<T> objects() {
    return objects;
  }
}
