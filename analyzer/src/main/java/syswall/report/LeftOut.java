package syswall.report;

import org.jspecify.annotations.Nullable;
import syswall.event.CallSelection;
import syswall.event.Event.SessionStarted;
import syswall.syscall.CallFilter;

/** What a section cannot say of a session that holds some calls only. */
final class LeftOut {
  private LeftOut() {}

  /** In a line; empty if the section says all. */
  static String of(Section section, @Nullable SessionStarted session) {
    if (session == null || session.selection().isAll()) {
      return "";
    }
    CallSelection selection = session.selection();
    return switch (section) {
      case FINDINGS, FAILURES -> "of calls that were left out nothing is known";
      case FILES ->
          !CallFilter.covers(selection, "file")
              ? "not all calls on files were recorded"
              : CallFilter.covers(selection, "desc")
                  ? ""
                  : "bytes read and written were not recorded";
      case NETWORK ->
          !CallFilter.covers(selection, "network")
              ? "not all calls on sockets were recorded"
              : CallFilter.covers(selection, "desc")
                  ? ""
                  : "bytes that read and write moved were not recorded";
      case IPC -> CallFilter.covers(selection, "desc") ? "" : "pipes were not recorded";
      case PROCESSES, DECISIONS, PACKAGES, TIME, QUALITY -> "";
    };
  }
}
