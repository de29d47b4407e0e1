package syswall.html;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A headless Chromium with one page, driven through its DevTools protocol. */
public final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_S = 120;

  private final Path scratch;
  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private @Nullable String session;
  private int lastId;
  private boolean loaded;

  private Browser(Path scratch, Process process, URI devTools) {
    this.scratch = scratch;
    this.process = process;
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(devTools, new Messages())
            .join();
  }

  /**
   * Starts it; skips the test where there is none.
   *
   * @param scratch takes its profile and the pages
   */
  public static Browser start(Path scratch) throws Exception {
    @Nullable Path program =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(program != null, "chromium is not installed");
    Process process =
        new ProcessBuilder(
                String.valueOf(program),
                "--headless=new",
                "--no-sandbox", // which root may not have; the pages are ours
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--hide-scrollbars",
                "--no-first-run",
                "--window-size=1280,1600",
                "--remote-debugging-port=0",
                "--user-data-dir=" + scratch.resolve("profile"),
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Browser browser = new Browser(scratch, process, devTools(process));
      browser.attach();
      return browser;
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** It says where on its standard error, which must be read on after that. */
  private static URI devTools(Process process) throws Exception {
    CompletableFuture<URI> found = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader err =
                  new BufferedReader(
                      new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                for (String line = err.readLine(); line != null; line = err.readLine()) {
                  if (line.startsWith("DevTools listening on ")) {
                    found.complete(URI.create(line.substring(line.indexOf("ws://"))));
                  }
                }
                found.completeExceptionally(new IOException("chromium ended"));
              } catch (IOException e) {
                found.completeExceptionally(e);
              }
            },
            "chromium-stderr");
    reader.setDaemon(true);
    reader.start();
    return found.get(PATIENCE_S, TimeUnit.SECONDS);
  }

  private void attach() throws Exception {
    String target =
        send("Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    session =
        send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asText();
    for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
      send(domain + ".enable", Map.of());
    }
  }

  /** Opens a page and waits until it is loaded. */
  private void open(Path page) throws Exception {
    complaints.clear();
    requests.clear();
    loaded = false;
    send("Page.navigate", Map.of("url", page.toUri().toString()));
    while (!loaded) {
      hear(next());
    }
  }

  /** Opens a page that is a text, and gives its address. */
  public String show(String page) throws Exception {
    Path file = Files.writeString(scratch.resolve("page.html"), page);
    open(file);
    return file.toUri().toString();
  }

  /**
   * What axe-core finds in the page that is in the way of assistive tools, with all of it unfolded.
   */
  public JsonNode violations() throws Exception {
    try (InputStream axe =
        Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"), "axe-core")) {
      evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + ";0");
    }
    evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    return evaluate("axe.run({preload: false}).then(results => results.violations)");
  }

  /** Whether scripts of pages that are opened from now on run. */
  public void setScripts(boolean enabled) throws Exception {
    send("Emulation.setScriptExecutionDisabled", Map.of("value", !enabled));
  }

  /** Light or dark, as the user's system has it. */
  public void setColors(String scheme) throws Exception {
    send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** The value of an expression, that of a promise when it is there. */
  public JsonNode evaluate(String expression) throws Exception {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IOException(answer.get("exceptionDetails").toPrettyString());
    }
    return answer.get("result").path("value");
  }

  /** Types into what has the focus. */
  public void type(String text) throws Exception {
    send("Input.insertText", Map.of("text", text));
  }

  /** What the page shows in the window, as a PNG. */
  public byte[] screenshot() throws Exception {
    String data = send("Page.captureScreenshot", Map.of()).get("data").asText();
    return Base64.getDecoder().decode(data);
  }

  /** What the page and the browser said on the console, exceptions and violations of its policy. */
  public List<String> complaints() {
    return complaints;
  }

  /** All that the page asked for, itself first. */
  public List<String> requests() {
    return requests;
  }

  private JsonNode send(String method, Map<String, ?> parameters) throws Exception {
    int id = ++lastId;
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (session != null) {
      message.put("sessionId", session);
    }
    socket.sendText(message.toString(), true).get(PATIENCE_S, TimeUnit.SECONDS);
    while (true) {
      JsonNode answer = next();
      if (answer.path("id").asInt() != id) {
        hear(answer);
      } else if (answer.has("error")) {
        throw new IOException(method + ": " + answer.get("error"));
      } else {
        return answer.get("result");
      }
    }
  }

  private JsonNode next() throws Exception {
    JsonNode message = messages.poll(PATIENCE_S, TimeUnit.SECONDS);
    if (message == null) {
      throw new IOException("chromium says nothing");
    }
    return message;
  }

  private void hear(JsonNode event) {
    JsonNode parameters = event.path("params");
    switch (event.path("method").asText()) {
      case "Page.loadEventFired" -> loaded = true;
      case "Network.requestWillBeSent" -> requests.add(parameters.at("/request/url").asText());
      case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded" ->
          complaints.add(parameters.toString());
      default -> {}
    }
  }

  /** Ends it, with all of its processes. */
  @Override
  public void close() {
    socket.sendText("{\"id\": 0, \"method\": \"Browser.close\"}", true).join();
    process.onExit().completeOnTimeout(process, PATIENCE_S, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }

  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          messages.add(JSON.readTree(text.toString()));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
