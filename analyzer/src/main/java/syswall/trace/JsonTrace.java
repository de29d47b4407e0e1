package syswall.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import syswall.decode.QuotedText;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.event.Event.CallDecided;
import syswall.event.Event.DescriptorInherited;
import syswall.event.Event.PolicyLoaded;
import syswall.event.Event.ProcessAttached;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.RulesCounted;
import syswall.event.Event.SessionEnded;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.event.Event.ThreadContinued;
import syswall.event.Event.ThreadExited;
import syswall.event.Event.ThreadStarted;
import syswall.event.Event.ThreadStopped;
import syswall.syscall.Signals;

/**
 * A trace for programs: one JSON object a line, in the form that {@code show.schema.json} fixes.
 * Text of the tracee is ASCII with C escapes, as in {@link QuotedText#plain}, and integers that a
 * double does not hold are strings, so that nothing is lost.
 */
public final class JsonTrace implements TraceForm {
  /** Version of the form; a change that breaks readers raises it. */
  public static final int SCHEMA_VERSION = 1;

  private static final JsonFactory FACTORY = new JsonFactory();

  private final TraceMoment moment;
  private final Consumer<StringBuilder> lines;
  private final @Nullable String session;
  private final LineBuffer line = new LineBuffer();
  private final JsonGenerator json;
  private final JsonCall calls;

  /**
   * Writes lines.
   *
   * @param style what of it is about the text of calls
   * @param lines takes each, without its end; what it is given is used again for the next
   */
  public JsonTrace(TraceMoment moment, TextTrace.Style style, Consumer<StringBuilder> lines) {
    this(moment, style, null, lines);
  }

  /**
   * Writes lines of one session among several.
   *
   * @param session its name, printable, which each line then has; null for none
   */
  public JsonTrace(
      TraceMoment moment,
      TextTrace.Style style,
      @Nullable String session,
      Consumer<StringBuilder> lines) {
    this.session = session;
    this.moment = moment;
    this.lines = lines;
    try {
      json = FACTORY.createGenerator(line);
      json.setRootValueSeparator(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    calls = new JsonCall(moment, style, json);
  }

  /** Writes the fields of one event. */
  private interface Fields {
    void write() throws IOException;
  }

  private void line(String kind, Event event, Fields fields) {
    try {
      line.clear();
      json.writeStartObject();
      json.writeStringField("event", kind);
      if (session != null) {
        json.writeStringField("session", session);
      }
      json.writeNumberField("sequence", event.sequence());
      json.writeNumberField("timeNs", event.timeNs());
      fields.write();
      json.writeEndObject();
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines.accept(line.text());
  }

  private void threadLine(String kind, Event event, int tid, Fields fields) {
    line(
        kind,
        event,
        () -> {
          json.writeNumberField("pid", moment.pid(tid));
          json.writeNumberField("tid", tid);
          fields.write();
        });
  }

  private void integer(String name, long value) throws IOException {
    calls.integer(name, value);
  }

  private void text(String name, ByteString bytes) throws IOException {
    json.writeStringField(name, QuotedText.plain(bytes));
  }

  private void text(String name, String text) throws IOException {
    text(name, ByteString.of(text));
  }

  private void texts(String name, List<ByteString> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (ByteString text : texts) {
      json.writeString(QuotedText.plain(text));
    }
    json.writeEndArray();
  }

  @Override
  public void returned(SyscallEntered call, SyscallReturned end) {
    threadLine("call", call, end.tid(), () -> calls.write(call, end, null));
  }

  @Override
  public void interrupted(SyscallEntered call, SyscallInterrupted end) {
    threadLine("call", call, end.tid(), () -> calls.write(call, null, end));
  }

  @Override
  public void unfinished(SyscallEntered call) {
    threadLine("call", call, call.tid(), () -> calls.write(call, null, null));
  }

  @Override
  public void on(SessionStarted event) {
    line(
        "session_started",
        event,
        () -> {
          json.writeNumberField("schemaVersion", SCHEMA_VERSION);
          json.writeNumberField("formatVersion", event.formatVersion());
          text("syswallVersion", event.syswallVersion());
          texts("argv", event.argv());
          text("workingDirectory", event.workingDirectory());
          texts("environment", event.environment());
          json.writeNumberField("uid", Integer.toUnsignedLong(event.uid()));
          json.writeNumberField("gid", Integer.toUnsignedLong(event.gid()));
          text("kernel", event.kernel());
          text("machine", event.machine());
          text("host", event.host());
          json.writeStringField("startedEpochNs", Long.toString(event.startedEpochNs()));
          integer("startedMonotonicNs", event.startedMonotonicNs());
          text("backend", event.backend());
          if (!event.selection().isAll()) {
            text("selection", event.selection().text());
          }
        });
  }

  @Override
  public void on(PolicyLoaded event) {
    line(
        "policy_loaded",
        event,
        () -> {
          text("source", event.source());
          text("defaultAction", event.defaultAction());
          json.writeArrayFieldStart("rules");
          for (PolicyLoaded.Rule rule : event.rules()) {
            json.writeStartObject();
            text("id", rule.id());
            text("text", rule.text());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  @Override
  public void on(DescriptorInherited event) {
    line(
        "descriptor_inherited",
        event,
        () -> {
          json.writeNumberField("fd", event.fd());
          text("target", event.target());
          json.writeNumberField("statusFlags", event.statusFlags());
          integer("offset", event.offset());
        });
  }

  @Override
  public void on(ProcessStarted event) {
    line(
        "process_started",
        event,
        () -> {
          json.writeNumberField("pid", event.pid());
          json.writeNumberField("creatorTid", event.creatorTid());
          integer("cloneFlags", event.cloneFlags());
        });
  }

  @Override
  public void on(ProcessAttached event) {
    line(
        "process_attached",
        event,
        () -> {
          json.writeNumberField("pid", event.pid());
          json.writeNumberField("parentPid", event.parentPid());
          text("executable", event.executable());
          texts("argv", event.argv());
          text("workingDirectory", event.workingDirectory());
          text("root", event.root());
          texts("environment", event.environment());
          json.writeNumberField("callsUnderWay", event.callsUnderWay());
        });
  }

  @Override
  public void on(ThreadStarted event) {
    line(
        "thread_started",
        event,
        () -> {
          json.writeNumberField("pid", event.pid());
          json.writeNumberField("tid", event.tid());
          json.writeNumberField("creatorTid", event.creatorTid());
          integer("cloneFlags", event.cloneFlags());
        });
  }

  @Override
  public void on(ProgramExecuted event) {
    line(
        "program_executed",
        event,
        () -> {
          json.writeNumberField("pid", event.pid());
          json.writeNumberField("formerTid", event.formerTid());
          text("executable", event.executable());
          texts("argv", event.argv());
        });
  }

  @Override
  public void on(CallDecided event) {
    threadLine(
        "call_decided",
        event,
        event.tid(),
        () -> {
          json.writeStringField("verdict", JsonCall.label(event.verdict()));
          integer("fakeResult", event.fakeResult());
          text("decidedBy", event.decidedBy());
          text("rule", event.rule());
          text("question", event.question());
        });
  }

  @Override
  public void on(SignalDelivered event) {
    threadLine(
        "signal_delivered",
        event,
        event.tid(),
        () -> {
          json.writeStringField("signal", Signals.name(event.signal()));
          json.writeNumberField("code", event.code());
          json.writeNumberField("senderPid", event.senderPid());
          json.writeNumberField("senderUid", Integer.toUnsignedLong(event.senderUid()));
          calls.unsigned("address", event.address());
        });
  }

  @Override
  public void on(ThreadStopped event) {
    threadLine(
        "thread_stopped",
        event,
        event.tid(),
        () -> json.writeStringField("signal", Signals.name(event.signal())));
  }

  @Override
  public void on(ThreadContinued event) {
    threadLine("thread_continued", event, event.tid(), () -> {});
  }

  @Override
  public void on(ThreadExited event) {
    threadLine(
        "thread_exited",
        event,
        event.tid(),
        () -> json.writeNumberField("waitStatus", event.waitStatus()));
  }

  @Override
  public void on(ProcessExited event) {
    line(
        "process_exited",
        event,
        () -> {
          json.writeNumberField("pid", event.pid());
          json.writeNumberField("waitStatus", event.waitStatus());
          if (event.signal() == 0) {
            json.writeNumberField("exitCode", event.exitCode());
          } else {
            json.writeStringField("killedBy", Signals.name(event.signal()));
            json.writeBooleanField("dumpedCore", event.dumpedCore());
          }
        });
  }

  @Override
  public void on(RulesCounted event) {
    line(
        "rules_counted",
        event,
        () -> {
          json.writeArrayFieldStart("counts");
          for (long count : event.counts()) {
            json.writeNumber(count);
          }
          json.writeEndArray();
        });
  }

  @Override
  public void on(SessionEnded event) {
    line(
        "session_ended",
        event,
        () -> {
          json.writeStringField("reason", JsonCall.label(event.reason()));
          json.writeNumberField("exitStatus", event.exitStatus());
        });
  }
}
