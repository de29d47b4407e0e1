package syswall.diff;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.decode.DecisionText;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event.CallDecided;
import syswall.event.Event.SyscallEntered;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.state.Descriptor;
import syswall.state.DescriptorTable;
import syswall.state.OpenSocket;
import syswall.state.PathArgument;
import syswall.state.SessionState;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * Accounts for the calls that the firewall decided about. Of those that it kept from the kernel the
 * state has nothing to tell: they were tried, and the rule is how they ended. Of those that
 * somebody was asked about and allowed it has told all but that.
 */
final class Decided implements Projection {
  private final Operations operations = new Operations();
  private final CurrentCall call;
  private final AccessNames names;
  private final ProfiledProcesses processes;
  private final FilesFound files;
  private final SessionState state;

  Decided(
      CurrentCall call,
      AccessNames names,
      ProfiledProcesses processes,
      FilesFound files,
      SessionState state) {
    this.call = call;
    this.names = names;
    this.processes = processes;
    this.files = files;
    this.state = state;
  }

  @Override
  public void onReturned(CompletedCall returned) {
    CallDecided decided = returned.decided();
    if (decided == null || decided.kills()) {
      return;
    }
    if (!returned.made()) {
      accesses(returned.entered()).forEach(access -> notMade(access, decided));
    } else if (DecisionText.isAsked(decided.decidedBy())) {
      accesses(returned.entered()).forEach(access -> call.allowed(access, decided));
    }
  }

  private void notMade(Access access, CallDecided decided) {
    call.notMade(access, decided);
    if (call.makes() && access.kind() == Access.Kind.FILE) {
      files.named(access.name());
    }
  }

  /** A call in which its process is killed does not return. */
  @Override
  public void onDecided(SyscallEntered entered, CallDecided decided) {
    ProcessProfile process = processes.living(state.processes().pid(entered.tid()));
    if (decided.kills() && process != null) {
      for (Access access : accesses(entered)) {
        process.add(access, Outcome.of(decided), decided.sequence(), 0);
        process.decided(access, decided);
      }
    }
  }

  private List<Access> accesses(SyscallEntered entered) {
    Syscall syscall = SyscallTable.find(entered);
    String name = SyscallTable.of(entered.abi()).name(entered.number());
    Operations.Row row = operations.of(entered);
    String operation = row.word(entered);
    String word = operation == null ? name : operation;
    Set<Access> accesses = new LinkedHashSet<>();
    for (PathArgument argument :
        syscall == null ? List.<PathArgument>of() : PathArgument.of(syscall)) {
      ByteString path = argument.of(entered, state.processes());
      if (path != null) {
        accesses.add(Access.file(word, path));
      }
    }
    return accesses.isEmpty() ? List.of(onDescriptor(word, row, entered)) : List.copyOf(accesses);
  }

  private Access onDescriptor(String word, Operations.Row row, SyscallEntered entered) {
    DescriptorTable open = row.onDescriptor() ? state.processes().descriptors(entered.tid()) : null;
    Descriptor descriptor = open == null ? null : open.get((int) entered.arg0());
    ByteString address = address(entered);
    if (descriptor == null) {
      return Access.other(word, "");
    }
    if (address != null) {
      return descriptor.description() instanceof OpenSocket socket
          ? AccessNames.socket(word, socket, address)
          : new Access(word, Access.Kind.STREAM, address, 0); // of a stand-in
    }
    return names.access(word, descriptor.description());
  }

  private static @Nullable ByteString address(SyscallEntered entered) {
    for (Capture capture : entered.captures()) {
      if (capture.form() == Capture.Form.SOCKADDR && capture.bytes().length() > 1) {
        return capture.bytes();
      }
    }
    return null;
  }
}
