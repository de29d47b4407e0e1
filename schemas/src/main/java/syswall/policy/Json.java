package syswall.policy;

import java.util.List;
import java.util.Map;

/** A JSON value that knows where it stands in its text, so that a mistake in it can be shown. */
sealed interface Json {
  /** Where it begins. */
  Place place();

  /**
   * A place in a text.
   *
   * @param line from 1
   * @param column from 1, in characters
   * @param offset from 0, in characters
   */
  record Place(int line, int column, int offset) {}

  record Text(Place place, String text) implements Json {}

  /** A number as it is written. */
  record Numeral(Place place, String text) implements Json {}

  /** True, false or null, as it is written. */
  record Word(Place place, String text) implements Json {}

  /**
   * A list.
   *
   * @param end the offset of its closing bracket
   */
  record Sequence(Place place, List<Json> items, int end) implements Json {}

  /**
   * An object; its fields are in their order, and so are the places of their names.
   *
   * @param end the offset of its closing bracket
   */
  record Table(Place place, Map<String, Json> fields, Map<String, Place> names, int end)
      implements Json {}
}
