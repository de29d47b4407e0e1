package syswall.diff;

import java.util.Map;

/** Gives equal values the same object, so that what millions refer to is kept once. */
final class Interned<T> {
  private final Map<T, T> values = new DenseMap<>();

  /** The first value that was equal to this. */
  T of(T value) {
    T known = values.putIfAbsent(value, value);
    return known == null ? value : known;
  }
}
