package syswall.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import syswall.policy.Json.Place;

/**
 * A value of a policy that is being read, with the name of its field. What is wrong with it is
 * added to a list, and reading goes on.
 *
 * @param json the value
 * @param field its name from the top: {@code rules[3].match.path}
 * @param mistakes those of the whole policy so far
 */
record Node(Json json, String field, Mistakes mistakes) {
  /** The mistakes of a policy, in the order in which they are found. */
  static final class Mistakes {
    private final String file;
    private final List<String> lines = new ArrayList<>();

    Mistakes(String file) {
      this.file = file;
    }

    String file() {
      return file;
    }

    List<String> lines() {
      return lines;
    }

    String at(Place place, String field, String what) {
      String name = field.isEmpty() ? "" : field + ": ";
      return file + ":" + place.line() + ":" + place.column() + ": " + name + what;
    }
  }

  void mistake(String what) {
    mistakes.lines.add(mistakes.at(json.place(), field, what));
  }

  private @Nullable String notText(String what) {
    mistake("expected " + what);
    return null;
  }

  boolean isTable() {
    return json instanceof Json.Table;
  }

  boolean isSequence() {
    return json instanceof Json.Sequence;
  }

  boolean isNull() {
    return json instanceof Json.Word word && word.text().equals("null");
  }

  boolean isNumeral() {
    return json instanceof Json.Numeral;
  }

  /** A field of this object; null if it has none of that name, or is no object. */
  @Nullable Node get(String name) {
    Json value = json instanceof Json.Table table ? table.fields().get(name) : null;
    return value == null ? null : new Node(value, child(name), mistakes);
  }

  /** The fields of this object, which are all kept in its order. */
  List<Node> fields() {
    List<Node> fields = new ArrayList<>();
    if (json instanceof Json.Table table) {
      table.fields().forEach((name, value) -> fields.add(new Node(value, child(name), mistakes)));
    }
    return fields;
  }

  /** The last part of its name. */
  String name() {
    return field.substring(field.lastIndexOf('.') + 1);
  }

  private String child(String name) {
    return field.isEmpty() ? name : field + "." + name;
  }

  /** Whether this is an object; if not, that is a mistake. */
  boolean requireTable() {
    if (!isTable()) {
      mistake("expected an object");
    }
    return isTable();
  }

  /** Of an object, the fields whose names are not among these. */
  List<Node> unknown(Collection<String> known) {
    List<Node> unknown = new ArrayList<>();
    if (json instanceof Json.Table table) {
      table
          .names()
          .forEach(
              (name, place) -> {
                if (!known.contains(name)) {
                  unknown.add(new Node(new Json.Word(place, name), child(name), mistakes));
                }
              });
    }
    return unknown;
  }

  /** Fields with other names than these are mistakes. */
  void requireKnown(Collection<String> known) {
    for (Node node : unknown(known)) {
      node.mistake("no such field; there are " + String.join(", ", new TreeSet<>(known)));
    }
  }

  /** A text; null if it is none, which is a mistake. */
  @Nullable String text() {
    return json instanceof Json.Text text ? text.text() : notText("a text");
  }

  /** The text of a text or of a number that is whole; null if it is neither, which is a mistake. */
  @Nullable String textOrNumber() {
    if (json instanceof Json.Numeral number && number.text().matches("-?[0-9]+")) {
      return number.text();
    }
    return json instanceof Json.Text text ? text.text() : notText("a number or a text");
  }

  /** What a text means; null if it means nothing, which is a mistake. */
  <T> @Nullable T parse(Function<String, T> parser) {
    return parse(text(), parser);
  }

  /** As {@link #parse(Function)}, where a number is as good as a text. */
  <T> @Nullable T parseNumber(Function<String, T> parser) {
    return parse(textOrNumber(), parser);
  }

  private <T> @Nullable T parse(@Nullable String text, Function<String, T> parser) {
    try {
      return text == null ? null : parser.apply(text);
    } catch (IllegalArgumentException e) {
      mistake(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** The items of a list; none if it is no list, which is a mistake. */
  List<Node> items() {
    if (!(json instanceof Json.Sequence sequence)) {
      mistake("expected a list");
      return List.of();
    }
    List<Node> items = new ArrayList<>();
    for (Json item : sequence.items()) {
      items.add(new Node(item, field + "[" + items.size() + "]", mistakes));
    }
    return items;
  }

  /** The items of a list, or the one value that this is; an empty list is a mistake. */
  List<Node> oneOrMore() {
    List<Node> items = isSequence() ? items() : List.of(this);
    if (items.isEmpty()) {
      mistake("an empty list");
    }
    return items;
  }

  /** What all values of {@link #oneOrMore} mean that mean something. */
  <T> List<T> parseAll(Function<String, T> parser) {
    List<T> all = new ArrayList<>();
    for (Node item : oneOrMore()) {
      T parsed = item.parse(parser);
      if (parsed != null) {
        all.add(parsed);
      }
    }
    return all;
  }
}
