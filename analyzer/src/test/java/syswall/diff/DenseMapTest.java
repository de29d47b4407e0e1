package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DenseMapTest {
  @Test
  void holdsWhatAnyMapWouldHold() {
    Random random = new Random(1);
    Map<String, Integer> expected = new HashMap<>();
    DenseMap<String, Integer> map = new DenseMap<>();
    for (int i = 0; i < 20_000; i++) {
      String key = "key" + random.nextInt(1 + i / 2);
      assertEquals(expected.get(key), map.get(key));
      assertEquals(expected.put(key, i), map.put(key, i));
      if (i % 4_000 == 0) {
        map.trim();
      }
    }
    assertEquals(expected, map);
    Map<String, Integer> visited = new HashMap<>();
    map.forEach(visited::put);
    assertEquals(expected, visited);
  }

  @Test
  void keysOfEqualHashesStayApart() {
    DenseMap<String, String> map = new DenseMap<>();
    for (String key : new String[] {"AaAa", "BBBB", "AaBB", "BBAa"}) {
      map.put(key, key);
    }
    assertEquals("AaBB", map.get("AaBB"));
    assertEquals(4, map.size());
  }

  @Test
  void entriesKeepTheOrderInWhichTheyCame() {
    DenseMap<Integer, Integer> map = new DenseMap<>();
    List<Integer> keys = new ArrayList<>();
    new Random(1).ints(1_000).distinct().forEach(keys::add);
    keys.forEach(key -> map.put(key, 0));
    map.put(keys.get(0), 1);
    map.trim();
    assertEquals(keys, List.copyOf(map.keySet()));
  }

  @Test
  void anEmptyMapKnowsNothing() {
    DenseMap<String, String> map = new DenseMap<>();
    assertNull(map.get("key"));
    assertFalse(map.entrySet().iterator().hasNext());
    map.trim();
    assertNull(map.get("key"));
  }

  @Test
  void equalValuesAreOneObject() {
    Interned<String> interned = new Interned<>();
    String first = interned.of(new String("name".toCharArray()));
    assertSame(first, interned.of(new String("name".toCharArray())));
  }
}
