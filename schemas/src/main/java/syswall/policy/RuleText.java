package syswall.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.syscall.Errno;
import syswall.syscall.FileAccess;

/** Spells a rule as {@link Rule#parse} and policies read it, in one line. */
public final class RuleText {
  private static final JsonFactory JSON = new JsonFactory();

  private final List<String> names;
  private final Map<Integer, Long> arguments = new LinkedHashMap<>();
  private List<String> paths = List.of();
  private List<FileAccess> accesses = List.of();
  private Map<String, String> address = Map.of();
  private @Nullable Instant expires;

  /**
   * A rule about all calls of some names.
   *
   * @param names such as {@code connect} or {@code %file}
   */
  public RuleText(List<String> names) {
    this.names = List.copyOf(names);
  }

  /**
   * A pattern that matches a path, and nothing else if the path is text; bytes that are none are a
   * {@code *}.
   */
  public static String pattern(ByteString path) {
    StringBuilder out = new StringBuilder();
    path.text()
        .codePoints()
        .forEach(
            c -> {
              if (c == 0xfffd) {
                out.append('*');
              } else {
                out.append("*?{}\\$".indexOf(c) >= 0 ? "\\" : "").appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /** Only about files of these patterns, if not empty, and these accesses, if not empty. */
  public RuleText files(List<String> patterns, List<FileAccess> accesses) {
    paths = List.copyOf(patterns);
    this.accesses = List.copyOf(accesses);
    return this;
  }

  /** Only about an address: the fields of {@code match.address}. */
  public RuleText address(Map<String, String> fields) {
    address = new LinkedHashMap<>(fields);
    return this;
  }

  /** Only about calls with this raw argument, 0..5. */
  public RuleText argument(int index, long value) {
    arguments.put(index, value);
    return this;
  }

  /** Only until a moment. */
  public RuleText until(Instant moment) {
    expires = moment;
    return this;
  }

  /**
   * The rule.
   *
   * @param id what decisions call it
   * @param source who made it
   * @param action allow, deny, kill, or a fake of the usual result
   */
  public String text(String id, String source, Instant created, Action action) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      json.writeStringField("source", source);
      json.writeStringField("created", created.toString());
      if (expires != null) {
        json.writeStringField("expires", expires.toString());
      }
      list(json, "names", names);
      match(json);
      arguments(json);
      json.writeStringField("action", action.label());
      if (action instanceof Action.Deny deny && deny.errno() != new Action.Deny().errno()) {
        json.writeStringField("errnoRet", Errno.name(deny.errno()));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not into memory
    }
    return text.toString();
  }

  private void match(JsonGenerator json) throws IOException {
    if (paths.isEmpty() && accesses.isEmpty() && address.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("match");
    list(json, "path", paths);
    list(json, "access", accesses.stream().map(FileAccess::label).toList());
    if (!address.isEmpty()) {
      json.writeObjectFieldStart("address");
      for (Map.Entry<String, String> field : address.entrySet()) {
        json.writeStringField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void arguments(JsonGenerator json) throws IOException {
    if (arguments.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("args");
    for (Map.Entry<Integer, Long> argument : arguments.entrySet()) {
      json.writeStartObject();
      json.writeNumberField("index", argument.getKey());
      json.writeStringField("value", "0x" + Long.toHexString(argument.getValue()));
      json.writeStringField("op", Operator.EQ.label());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void list(JsonGenerator json, String name, List<String> texts) throws IOException {
    if (texts.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
