package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What of JSON Schema the schemas of syswall use. Unknown keys are mistakes. */
public final class JsonSchema {
  private final JsonNode root;

  private JsonSchema(JsonNode root) {
    this.root = root;
  }

  /** Reads a schema of the module schemas. */
  public static JsonSchema of(String name) throws IOException {
    try (InputStream in = JsonSchema.class.getResourceAsStream("/syswall/" + name)) {
      return new JsonSchema(new ObjectMapper().readTree(Objects.requireNonNull(in, name)));
    }
  }

  /** Whether a value follows the schema. */
  public boolean isFollowedBy(JsonNode value) {
    return mistakes(root, value, "").isEmpty();
  }

  private static JsonSchema unchecked(String name) {
    try {
      return of(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless a value follows the schema. */
  public void assertFollowedBy(JsonNode value) {
    assertEquals(List.of(), mistakes(root, value, ""), value.toString());
  }

  /** The texts that a property may have: of a definition, through objects and arrays of them. */
  public List<String> choices(String definition, String... properties) {
    JsonNode schema = root.path("$defs").path(definition);
    for (String property : properties) {
      schema =
          (schema.has("items") ? schema.get("items") : schema).path("properties").path(property);
    }
    List<String> choices = new ArrayList<>();
    schema.path("enum").forEach(choice -> choices.add(choice.asText()));
    return choices;
  }

  private List<String> mistakes(JsonNode schema, JsonNode value, String at) {
    if (schema.has("$ref")) {
      String ref = schema.get("$ref").asText();
      int file = ref.indexOf('#');
      JsonSchema other = file == 0 ? this : unchecked(ref.substring(0, file));
      return other.mistakes(other.root.at(ref.substring(file + 1)), value, at);
    }
    List<String> mistakes = new ArrayList<>();
    if (schema.has("oneOf")) {
      mistakes.addAll(mistakesOfOne(schema.get("oneOf"), value, at));
    }
    if (schema.has("anyOf") && !anyFollowed(schema.get("anyOf"), value, at)) {
      mistakes.add(at + " is none of the alternatives");
    }
    if (schema.has("not") && mistakes(schema.get("not"), value, at).isEmpty()) {
      mistakes.add(at + " is what it must not be");
    }
    if (schema.has("const") && !schema.get("const").equals(value)) {
      mistakes.add(at + " is " + value);
    }
    if (schema.has("enum") && !anyEquals(schema.get("enum"), value)) {
      mistakes.add(at + " is " + value);
    }
    JsonNode type = schema.path("type");
    if (!type.isMissingNode()
        && !(type.isArray() ? anyIs(type, value) : is(type.asText(), value))) {
      mistakes.add(at + " is no " + type);
    }
    if (schema.has("minimum") && value.asLong() < schema.get("minimum").asLong()) {
      mistakes.add(at + " is " + value);
    }
    if (schema.has("maximum") && value.asLong() > schema.get("maximum").asLong()) {
      mistakes.add(at + " is " + value);
    }
    boolean isContainer = value.isArray() || value.isObject();
    if ((value.isTextual() && value.asText().length() < schema.path("minLength").asInt())
        || (value.isArray() && value.size() < schema.path("minItems").asInt())
        || (isContainer && value.size() < schema.path("minProperties").asInt())) {
      mistakes.add(at + " is too short");
    }
    if (schema.has("pattern")
        && value.isTextual()
        && !value.asText().matches(schema.get("pattern").asText())) {
      mistakes.add(at + " is " + value);
    }
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        mistakes.add(at + " lacks " + required);
      }
    }
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              field -> {
                String path = at + "/" + field.getKey();
                JsonNode property = schema.path("properties").path(field.getKey());
                JsonNode other = schema.path("additionalProperties");
                boolean anything = other.asBoolean() || !schema.has("properties");
                if (!property.isObject() && !other.isObject() && !anything) {
                  mistakes.add(path + " is not in the schema");
                }
                JsonNode name = TextNode.valueOf(field.getKey());
                mistakes.addAll(mistakes(schema.path("propertyNames"), name, path));
                mistakes.addAll(
                    mistakes(property.isObject() ? property : other, field.getValue(), path));
              });
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      mistakes.addAll(mistakes(schema.path("items"), value.get(i), at + "/" + i));
    }
    return mistakes;
  }

  /** Of the alternatives the one is meant whose kind of event it is. */
  private List<String> mistakesOfOne(JsonNode alternatives, JsonNode value, String at) {
    List<String> ofMeant = List.of(at + " is none of the alternatives");
    int followed = 0;
    for (JsonNode alternative : alternatives) {
      List<String> mistakes = mistakes(alternative, value, at);
      followed += mistakes.isEmpty() ? 1 : 0;
      boolean isMeant = mistakes.stream().noneMatch(mistake -> mistake.startsWith(at + "/event "));
      ofMeant = isMeant ? mistakes : ofMeant;
    }
    return switch (followed) {
      case 0 -> ofMeant;
      case 1 -> List.of();
      default -> List.of(at + " is several of the alternatives");
    };
  }

  private boolean anyFollowed(JsonNode alternatives, JsonNode value, String at) {
    for (JsonNode alternative : alternatives) {
      if (mistakes(alternative, value, at).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyEquals(JsonNode candidates, JsonNode value) {
    for (JsonNode candidate : candidates) {
      if (candidate.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyIs(JsonNode types, JsonNode value) {
    for (JsonNode type : types) {
      if (is(type.asText(), value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException(type);
    };
  }
}
