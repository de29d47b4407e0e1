package syswall.diff;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.event.Event.DescriptorInherited;
import syswall.history.DnsNames;
import syswall.history.PolicyTable;
import syswall.journal.Integrity;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.replay.Replay;
import syswall.state.SessionState;
import syswall.state.ThreadState;

/**
 * Folds a session into its profile. It stands before the {@link SessionState} that a {@link
 * ProfileListener} listens to, to know which call the state is about to tell of; {@link Untold} and
 * {@link Decided} stand behind, to add what the state has nothing to tell of.
 */
final class ProfileBuilder implements Projection {
  private final AccessNames names = new AccessNames();
  private final CurrentCall call = new CurrentCall(names);
  private final ProfiledProcesses processes = new ProfiledProcesses();
  private final FilesFound files = new FilesFound(call);
  private final Connections connections = new Connections(call);
  private final Pipes pipes = new Pipes();
  private final PolicyTable policies = new PolicyTable();
  private final DnsNames hostNames = new DnsNames();
  private final SessionState state =
      new SessionState(new ProfileListener(call, names, processes, files, connections, pipes));

  ProfileBuilder read(Supplier<@Nullable Event> events) {
    Untold untold = new Untold(call, names, files, connections, state);
    Decided decided = new Decided(call, names, processes, files, state);
    Replay.run(events, this, processes, state, policies, hostNames, untold, decided);
    connections.end();
    return this;
  }

  SessionProfile build(Integrity integrity, String damage) {
    pipes.letBytesVary(processes.all());
    return new SessionProfile(
        state.started(),
        integrity,
        damage,
        state.events(),
        processes.all(),
        files.created(),
        files.metadata(),
        files.contents(),
        files.listings(),
        files.written(),
        files.removed(),
        processes.numbers(),
        connections.chosenPorts(),
        policies.rows(),
        hostNames);
  }

  @Override
  public void onEvent(Event next) {
    call.none(next);
  }

  @Override
  public void on(DescriptorInherited inherited) {
    names.inherited(inherited);
  }

  @Override
  public void onReturned(CompletedCall returned) {
    ThreadState thread = state.processes().thread(returned.tid());
    call.begin(returned, thread == null ? null : processes.living(thread.process().pid()));
  }
}
