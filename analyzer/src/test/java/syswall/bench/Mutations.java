package syswall.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import syswall.bench.Mutation.Kind;
import syswall.bench.SessionCalls.Call;
import syswall.bench.SessionCalls.Lifetime;
import syswall.syscall.ArgKind;

/** All the mutations of one kind that a session allows. The random source decides on details. */
abstract class Mutations {
  final SessionCalls session;
  final Random random;
  private final List<Mutation> found = new ArrayList<>();

  Mutations(SessionCalls session, Random random) {
    this.session = session;
    this.random = random;
  }

  static List<Mutation> of(Kind kind, SessionCalls session, Random random) {
    Mutations mutations =
        switch (kind) {
          case FAIL -> new FailedCalls(session, random);
          case CHANGE -> new ChangedCalls(session, random);
          case DROP, ADD, CONTENT, EXIT, REPEAT, SWAP -> new OtherMutations(kind, session, random);
        };
    for (Call call : session.calls) {
      if (!call.failed() || call.isAsynchronous()) {
        mutations.find(call);
      }
    }
    return mutations.found;
  }

  /** Adds the mutations of one call. */
  abstract void find(Call call);

  /** A mutation after which the process may give up. */
  final void add(
      Kind kind, Call call, String resource, String outcome, Consumer<JournalEdit> edit) {
    // A program that lacks a library does not go on.
    boolean fatal =
        Death.isPossible(session, call.pid())
            && !call.is("execve")
            && (resource.contains(".so") || random.nextBoolean());
    if (!fatal) {
      add(kind, call, resource, outcome, false, edit);
      return;
    }
    String complaint = call.program() + ": " + resource + ": " + outcome;
    add(
        kind,
        call,
        resource,
        outcome,
        true,
        edits -> {
          edit.accept(edits);
          Death.after(call, 1, complaint, session, edits);
        });
  }

  final void add(
      Kind kind,
      Call call,
      String resource,
      String outcome,
      boolean fatal,
      Consumer<JournalEdit> edit) {
    String change =
        kind
            + " "
            + call.syscall().name()
            + " "
            + resource
            + (outcome.isEmpty() ? "" : " " + outcome);
    found.add(new Mutation(kind, call, resource, outcome, change, fatal, edit));
  }

  /** A call that names a file and leaves nothing behind in its process. */
  static boolean onlyNames(Call call) {
    return call.takes(ArgKind.PATH)
        && !call.failed()
        && call.syscall().result().kind() != ArgKind.FD
        && !call.resource().isEmpty()
        && !call.is("execve", "execveat");
  }

  static List<Call> laterUsers(Lifetime lifetime, Call call, String... names) {
    return lifetime.users.stream()
        .filter(user -> user.entered().sequence() > call.returned().sequence())
        .filter(user -> names.length == 0 || user.is(names))
        .toList();
  }

  static void remove(Call call, JournalEdit edit) {
    edit.remove(call.entered());
    edit.remove(call.returned());
  }

  final int one(int... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
