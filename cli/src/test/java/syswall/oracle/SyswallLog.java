package syswall.oracle;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import syswall.decode.CallText;
import syswall.decode.DescriptorNames;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.event.Event.ThreadStarted;
import syswall.journal.Integrity;
import syswall.journal.JournalTailer;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.replay.Replay;

/** Reads a session as the decoder writes it. */
final class SyswallLog implements Projection {
  private static final CallText TEXT = new CallText(DescriptorNames.NONE, 32);

  private final Account account = new Account();

  private SyswallLog() {}

  static Account read(Path session) throws IOException {
    var log = new SyswallLog();
    try (JournalTailer tailer = JournalTailer.open(session)) {
      Replay.run(tailer::next, log);
      if (tailer.integrity() != Integrity.COMPLETE) {
        throw new IOException(session + " is not complete: " + tailer.integrity());
      }
    }
    return log.account;
  }

  /** The only place that knows how the decoder is asked. */
  private static String text(
      SyscallEntered call,
      @Nullable SyscallReturned returned,
      @Nullable SyscallInterrupted interrupted) {
    if (returned != null) {
      return TEXT.returned(call, returned);
    }
    return interrupted != null ? TEXT.interrupted(call, interrupted) : TEXT.unfinished(call);
  }

  private void add(int tid, String text) {
    account.add(tid, Call.parse(text));
  }

  @Override
  public void onReturned(CompletedCall call) {
    add(call.tid(), text(call.entered(), call.returned(), null));
  }

  @Override
  public void onInterrupted(SyscallEntered entered, SyscallInterrupted interrupted) {
    add(entered.tid(), text(entered, null, interrupted));
  }

  @Override
  public void onUnfinished(SyscallEntered entered) {
    add(entered.tid(), text(entered, null, null));
  }

  @Override
  public void on(ThreadStarted event) {
    account.addThread(event.tid());
  }
}
