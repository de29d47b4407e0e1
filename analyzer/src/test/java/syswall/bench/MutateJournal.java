package syswall.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.bench.Mutation.Kind;
import syswall.event.Event;
import syswall.journal.JournalTailer;

/**
 * Copies a session several times, each copy with one thing done otherwise, and prints what, as a
 * line of JSON each: the same seed gives the same mutants. Arguments: the session, the directory
 * for the mutants, how many, the seed, the session that they are compared with.
 */
public final class MutateJournal {
  /** In turns; failures are what diffs are mostly made for. */
  private static final List<Kind> TURNS =
      List.of(
          Kind.FAIL,
          Kind.DROP,
          Kind.FAIL,
          Kind.CHANGE,
          Kind.FAIL,
          Kind.ADD,
          Kind.FAIL,
          Kind.CONTENT,
          Kind.DROP,
          Kind.EXIT,
          Kind.REPEAT,
          Kind.SWAP);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SessionCalls session;
  private final Random random;
  private final Set<String> done = new HashSet<>();

  MutateJournal(List<Event> events, long seed) {
    session = new SessionCalls(events);
    random = new Random(seed);
  }

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    long seed = Long.parseLong(arguments[3]);
    List<Event> events = read(Path.of(arguments[0]));
    SessionCalls compared = new SessionCalls(read(Path.of(arguments[4])));
    Set<String> behaviour = Behaviour.of(events);
    MutateJournal mutants = new MutateJournal(events, seed);
    Files.createDirectories(directory);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (int i = 0; i < count; i++) {
      // Who mutates several sessions with seeds one after another begins with another kind each.
      Mutation mutation = mutants.next(TURNS.get((int) ((i + seed) % TURNS.size())));
      if (mutation == null) {
        continue;
      }
      JournalEdit edit = new JournalEdit(events);
      mutation.edit().accept(edit);
      List<Event> mutated = edit.result();
      JournalEdit.write(mutated, directory.resolve(i + ".cq"));
      boolean effective =
          !Behaviour.of(mutated).equals(behaviour)
              && !isAsOftenAsIn(compared, new SessionCalls(mutated), mutation);
      out.println(describe(i, mutation, edit, effective));
    }
  }

  /** All events of a session that ended in order. */
  static List<Event> read(Path session) throws IOException {
    List<Event> events = new ArrayList<>();
    try (JournalTailer tailer = JournalTailer.open(session)) {
      for (Event event = tailer.next(); event != null; event = tailer.next()) {
        events.add(event);
      }
      if (!tailer.damage().isEmpty()) {
        throw new IOException(session + ": " + tailer.damage());
      }
    }
    return events;
  }

  /** One not given before; null if the session has no more of the kind. */
  @Nullable Mutation next(Kind kind) {
    List<Mutation> mutations =
        Mutations.of(kind, session, random).stream()
            .filter(mutation -> !done.contains(key(mutation)))
            .toList();
    if (mutations.isEmpty()) {
      return null;
    }
    // Half of them first by call: else a program that does one thing a thousand times had no other.
    if (random.nextBoolean()) {
      List<String> calls = mutations.stream().map(MutateJournal::call).distinct().sorted().toList();
      String call = calls.get(random.nextInt(calls.size()));
      mutations = mutations.stream().filter(mutation -> call(mutation).equals(call)).toList();
    }
    Mutation mutation = mutations.get(random.nextInt(mutations.size()));
    done.add(key(mutation));
    return mutation;
  }

  private static String call(Mutation mutation) {
    return mutation.call().syscall().name();
  }

  private static String key(Mutation mutation) {
    return mutation.kind() + " " + mutation.call().entered().sequence();
  }

  /**
   * Whether a mutation made but the number of a call another, and that the one that the session has
   * which it is compared with: where such numbers vary, it may undo a difference.
   */
  static boolean isAsOftenAsIn(SessionCalls compared, SessionCalls mutant, Mutation mutation) {
    long times = compared.times(mutation.call());
    boolean isNumber = mutation.kind() == Kind.DROP || mutation.kind() == Kind.REPEAT;
    return isNumber && times > 0 && times == mutant.times(mutation.call());
  }

  private static String describe(
      int number, Mutation mutation, JournalEdit edit, boolean effective) {
    ObjectNode json = JSON.createObjectNode();
    json.put("mutant", number + ".cq");
    json.put("kind", mutation.kind().name().toLowerCase(Locale.ROOT));
    json.put("event", mutation.call().entered().sequence());
    json.put(
        "mutantEvent",
        mutation.kind() == Kind.ADD
            ? edit.numberOf(mutation.call().returned()) + 1
            : edit.numberOf(mutation.call().entered()));
    json.put("pid", mutation.call().pid());
    json.put("program", mutation.call().program());
    json.put("call", call(mutation));
    json.put("formerly", mutation.call().resource());
    json.put("resource", mutation.resource());
    json.put("outcome", mutation.outcome());
    json.put("fatal", mutation.fatal());
    json.put("effective", effective);
    json.put("change", mutation.change());
    return json.toString();
  }
}
