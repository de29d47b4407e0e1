package syswall.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import syswall.event.ByteString;
import syswall.state.ProcessState;

/**
 * A process in the words that both runs share.
 *
 * @param profile what it did, in its own session's words
 * @param commands what it executed itself, oldest first; empty of one that went on with what its
 *     creator ran
 * @param uses what it did to what; not that it started processes, which are there themselves, or
 *     threads, of which {@link #words} tells
 * @param words what the steps of its threads say
 */
record CanonicalProcess(
    ProcessProfile profile, List<Command> commands, Map<Resource, Use> uses, Vocabulary words) {

  /**
   * A program that a process ran.
   *
   * @param executable its file
   * @param arguments its arguments
   */
  record Command(String executable, List<String> arguments) {}

  static CanonicalProcess of(ProcessProfile profile, Normalizer names) {
    DenseMap<Resource, Use> uses = new DenseMap<>();
    Vocabulary words = new Vocabulary(profile.uses().size());
    profile
        .uses()
        .forEach(
            (access, use) -> {
              Resource resource = names.resource(access, profile);
              if (resource != null) {
                words.put(use.number(), resource, access.arrives());
              }
              if (resource != null && !Operations.isStart(resource.operation())) {
                uses.merge(resource, use, Use::sum);
              }
            });
    uses.trim();
    return new CanonicalProcess(profile, commands(profile, names), uses, words);
  }

  /** All of a session's, in the order in which they began. */
  static List<CanonicalProcess> all(SessionProfile session, Normalizer names) {
    List<CanonicalProcess> all = new ArrayList<>();
    session.processes().forEach(profile -> all.add(of(profile, names)));
    return all;
  }

  static List<Command> commands(ProcessProfile profile, Normalizer names) {
    List<Command> commands = new ArrayList<>();
    for (ProcessState.Image image : profile.state().images()) {
      List<String> arguments = new ArrayList<>();
      for (ByteString argument : image.argv()) {
        arguments.add(names.text(argument, profile));
      }
      commands.add(new Command(names.text(image.executable(), profile), arguments));
    }
    return commands;
  }

  List<String> executables() {
    return commands.stream().map(Command::executable).toList();
  }
}
