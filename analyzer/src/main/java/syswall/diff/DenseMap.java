package syswall.diff;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash map for millions of entries, in the order in which they came. It keeps nothing of each but
 * its key, its value and its place: some 16 bytes, of which {@link #trim} leaves 14, where a {@link
 * java.util.HashMap} takes 40. It only grows.
 */
final class DenseMap<K, V> extends AbstractMap<K, V> {
  private static final int FACTOR = 0x9e3779b9; // 2^32 / golden ratio, odd

  /** Keys and their values in turns. */
  private @Nullable Object[] entries = {};

  /** By hash, the place of an entry, counted from 1; 0 ends a search. */
  private int[] places = {0};

  private int size;

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    int place = key == null ? 0 : places[find(key)];
    return place == 0 ? null : value(place - 1);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public @Nullable V put(K key, V value) {
    int at = find(key);
    int place = places[at];
    if (place != 0) {
      V last = value(place - 1);
      entries[2 * place - 1] = value;
      return last;
    }
    if (2 * size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * (size + size / 2 + 1));
    }
    entries[2 * size] = key;
    entries[2 * size + 1] = value;
    size++;
    places[at] = size;
    // searches get long when more than three of four are taken
    if (size > places.length / 4 * 3) {
      index(places.length + places.length / 2 + 4);
    }
    return null;
  }

  /** It is complete: gives back most of the room that there was for more. */
  void trim() {
    entries = Arrays.copyOf(entries, 2 * size);
    index(size + size / 3 + 1);
  }

  private void index(int length) {
    places = new int[length];
    for (int i = 0; i < size; i++) {
      Object key = entries[2 * i];
      if (key != null) {
        places[find(key)] = i + 1;
      }
    }
  }

  /** Where the place of a key is, or else would be. */
  private int find(Object key) {
    long spread = Integer.toUnsignedLong(key.hashCode() * FACTOR);
    int at = (int) ((spread * places.length) >>> Integer.SIZE);
    while (places[at] != 0 && !key.equals(entries[2 * places[at] - 2])) {
      at = at + 1 == places.length ? 0 : at + 1;
    }
    return at;
  }

  @SuppressWarnings("unchecked") // put has the type checked
  private @Nullable V value(int index) {
    return (V) entries[2 * index + 1];
  }

  @SuppressWarnings("unchecked") // likewise
  private @Nullable K key(int index) {
    return (K) entries[2 * index];
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    for (int i = 0; i < size; i++) {
      K key = key(i);
      V value = value(i);
      if (key != null && value != null) {
        action.accept(key, value);
      }
    }
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Entry<K, V>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Entry<K, V>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Entry<K, V> next() {
      K key = hasNext() ? key(next) : null;
      V value = key == null ? null : value(next);
      if (key == null || value == null) {
        throw new NoSuchElementException();
      }
      next++;
      return new SimpleImmutableEntry<>(key, value);
    }
  }
}
