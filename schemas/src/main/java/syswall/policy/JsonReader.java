package syswall.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import syswall.policy.Json.Place;

/** Reads a JSON text into values with their places; a name that an object has twice is an error. */
final class JsonReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser parser;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The value that a text holds.
   *
   * @throws PolicyException naming the place, if it holds no value, or more than one
   */
  static Json read(String file, String text) throws PolicyException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonReader reader = new JsonReader(parser);
      if (parser.nextToken() == null) {
        throw new PolicyException(file + ":1:1: an empty file");
      }
      Json json = reader.value();
      if (parser.nextToken() != null) {
        Place behind = reader.place();
        throw new PolicyException(
            file + ":" + behind.line() + ":" + behind.column() + ": more than one JSON value");
      }
      return json;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      String what = e.getOriginalMessage().replaceFirst("(?s) \\(start marker.*|\n.*", "");
      throw new PolicyException(file + where + ": " + what);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory has none
    }
  }

  private Json value() throws IOException {
    Place place = place();
    return switch (parser.currentToken()) {
      case START_OBJECT -> table(place);
      case START_ARRAY -> sequence(place);
      case VALUE_STRING -> new Json.Text(place, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Numeral(place, parser.getText());
      default -> new Json.Word(place, parser.getText());
    };
  }

  private Json table(Place place) throws IOException {
    Map<String, Json> fields = new LinkedHashMap<>();
    Map<String, Place> names = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      names.put(name, place());
      parser.nextToken();
      fields.put(name, value());
    }
    return new Json.Table(place, fields, names, place().offset());
  }

  private Json sequence(Place place) throws IOException {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return new Json.Sequence(place, items, place().offset());
  }

  private Place place() {
    JsonLocation at = parser.currentTokenLocation();
    return new Place(at.getLineNr(), at.getColumnNr(), (int) at.getCharOffset());
  }
}
