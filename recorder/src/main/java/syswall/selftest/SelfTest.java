package syswall.selftest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.EndReason;
import syswall.journal.JournalException;
import syswall.policy.Policies;
import syswall.policy.PolicyException;
import syswall.policy.PolicyLoader;
import syswall.record.Inheritance;
import syswall.record.LaunchException;
import syswall.record.RecordRequest;
import syswall.record.Recorder;
import syswall.record.Recording;
import syswall.selftest.Script.Kind;

/**
 * Makes every attempt twice: as any program could, and recorded under a policy that forbids it.
 * Whether it succeeded is seen from outside, by what happened.
 */
public final class SelfTest implements AutoCloseable {
  private static final String PLAIN_PATH = "[A-Za-z0-9/._+@=-]+";

  /**
   * How long races run at most, in microseconds: until threads that make few calls have switched.
   */
  private static final String FREE_RACE = "400000";

  /** With stops of the tracer, at which they switch all the time. */
  private static final String HELD_RACE = "200000";

  private final Inheritance inheritance;
  private final String version;
  private final Path directory;
  private final String secret;
  private final Outside outside;
  private final Policies policies;
  private final NativeRun natively = new NativeRun();
  private final Symbols symbols = new Symbols();
  private final List<Script> scripts = Script.all();
  private int runs;

  /**
   * Prepares the attempts.
   *
   * @param inheritance what the attempts inherit
   * @param version syswall's
   * @param directory where to make a directory for them, in which programs can be executed
   * @throws IOException if it cannot be used
   */
  public SelfTest(Inheritance inheritance, String version, Path directory) throws IOException {
    this(inheritance, version, directory, null);
  }

  /** With another policy than that which forbids everything that is tried. */
  SelfTest(Inheritance inheritance, String version, Path directory, @Nullable String policy)
      throws IOException {
    this.inheritance = inheritance;
    this.version = version;
    Path parent = directory.toRealPath();
    if (!parent.toString().matches(PLAIN_PATH)) {
      throw new IOException(parent + ": a directory with a plainer name is needed");
    }
    this.directory = Files.createTempDirectory(parent, "syswall-selftest");
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    secret = ScriptCompiler.SECRET + HexFormat.of().formatHex(random);
    Path held = Files.writeString(this.directory.resolve("secret-held"), secret);
    outside = new Outside(this.directory, held);
    policies = load(policy == null ? forbidding() : policy);
  }

  private Policies load(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("policy.json"), text);
    try {
      return PolicyLoader.load(List.of(file.toString()));
    } catch (PolicyException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The policy that every attempt is against. */
  private String forbidding() throws IOException {
    return """
        {"version": 1, "defaultAction": "allow", "rules": [
        {"id": "secrets", "names": ["%%file"],
          "match": {"path": "%1$s/**/secret{*,*/**}"}, "action": "deny"},
        {"id": "ports", "names": ["%%network"],
          "match": {"address": {"port": "%2$d,%3$d"}}, "action": "deny"},
        {"id": "sockets", "names": ["%%network"],
          "match": {"address": {"unix": ["%1$s/**/secret*", "@%1$s"]}}, "action": "deny"},
        {"id": "attempts", "names": ["%%file"],
          "match": {"access": ["exec"], "path": "%1$s/*/{attempt*,harmless}"}, "action": "allow"},
        {"id": "nothing else", "names": ["%%file"],
          "match": {"access": ["exec"], "path": "**"}, "action": "deny"}]}
        """
        .formatted(directory, outside.streamPort(), outside.datagramPort());
  }

  /** What this kernel has of what the firewall builds on. */
  public List<KernelPart> kernel() throws IOException {
    List<KernelPart> parts = new ArrayList<>();
    for (Script script : of(Kind.KERNEL)) {
      Scene scene = scene(script, FREE_RACE);
      natively.run(scene.program());
      parts.add(new KernelPart(script.name(), script.description(), !scene.happened().isEmpty()));
    }
    return parts;
  }

  /**
   * Makes the attempts.
   *
   * @param listener is told of each when it is done
   * @throws LaunchException if an attempt cannot be recorded
   */
  public List<Finding> attempts(Consumer<Finding> listener)
      throws IOException, LaunchException, JournalException {
    List<Finding> findings = new ArrayList<>();
    for (Script script : of(Kind.ATTEMPT)) {
      Finding finding = attempt(script);
      findings.add(finding);
      listener.accept(finding);
    }
    return findings;
  }

  private List<Script> of(Kind kind) {
    return scripts.stream().filter(script -> script.kind() == kind).toList();
  }

  private Scene scene(Script script, String microseconds) throws IOException {
    Path place = directory.resolve(Integer.toString(++runs));
    Map<String, String> variables = new HashMap<>(outside.variables());
    variables.put("microseconds", microseconds);
    return Scene.prepare(place, script, of(Kind.PROGRAM), secret, symbols, variables);
  }

  private Finding attempt(Script script) throws IOException, LaunchException, JournalException {
    Scene free = scene(script, FREE_RACE);
    free.standInForSession();
    String end = beside(script, free, () -> natively.run(free.program()));
    boolean works = !happened(free).isEmpty();
    Scene held = scene(script, HELD_RACE);
    beside(script, held, () -> record(held));
    String happened = happened(held);
    if (!happened.isEmpty()) {
      return finding(script, Outcome.OPEN, happened);
    }
    String failure = free.failure(script);
    return works
        ? finding(script, Outcome.CLOSED, "")
        : finding(script, Outcome.NOT_POSSIBLE, failure.isEmpty() ? end : failure);
  }

  private static Finding finding(Script script, Outcome outcome, String detail) {
    return new Finding(script.name(), script.description(), outcome, detail);
  }

  private String happened(Scene scene) throws IOException {
    boolean reached = outside.wasReached();
    boolean written = outside.wasWritten();
    String happened = scene.happened();
    if (happened.isEmpty() && reached) {
      return "the address was reached";
    }
    return happened.isEmpty() && written ? "syswall's memory was changed" : happened;
  }

  /** A run that may fail to be recorded. */
  private interface Run {
    String run() throws IOException, LaunchException, JournalException;
  }

  private String beside(Script script, Scene scene, Run run)
      throws IOException, LaunchException, JournalException {
    List<Process> companions = new ArrayList<>();
    try {
      for (String name : script.companions()) {
        companions.add(natively.start(scene.program(name)));
      }
      return run.run();
    } finally {
      companions.forEach(Process::destroyForcibly);
    }
  }

  private String record(Scene scene) throws IOException, LaunchException, JournalException {
    Recording recording =
        Recorder.record(
            new RecordRequest(
                scene.session(),
                version,
                List.of(ByteString.of(scene.program().toString())),
                inheritance,
                CallSelection.ALL,
                0,
                policies,
                null,
                List.of(),
                new PageFinder(scene)));
    if (recording.reason() != EndReason.COMPLETED) {
      throw new IOException(recording.failure());
    }
    return "";
  }

  private void delete() throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    natively.close();
    outside.close();
    delete();
  }
}
