package syswall.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * The packets of a Perfetto trace: TrackDescriptor and TrackEvent of perfetto's
 * protos/perfetto/trace/track_event, whose numbers stand here. Everything is written out, nothing
 * interned, so that each packet can be understood alone.
 */
final class PerfettoPackets {
  // trace/trace.proto, trace/trace_packet.proto
  private static final int TRACE_PACKET = 1;
  private static final int PACKET_CLOCK_SNAPSHOT = 6;
  private static final int PACKET_TIMESTAMP = 8;
  private static final int PACKET_SEQUENCE_ID = 10;
  private static final int PACKET_TRACK_EVENT = 11;
  private static final int PACKET_TRACK_DESCRIPTOR = 60;

  // trace/clock_snapshot.proto, common/builtin_clock.proto
  private static final int SNAPSHOT_CLOCK = 1;
  private static final int CLOCK_ID = 1;
  private static final int CLOCK_TIMESTAMP = 2;
  private static final int REALTIME = 1;
  private static final int BOOTTIME = 6; // in which time-stamps are unless they say otherwise

  // track_event/track_descriptor.proto, process_descriptor.proto, thread_descriptor.proto
  private static final int TRACK_UUID = 1;
  private static final int TRACK_PROCESS = 3;
  private static final int TRACK_THREAD = 4;
  private static final int TRACK_PARENT = 5;
  private static final int PROCESS_PID = 1;
  private static final int PROCESS_NAME = 6;
  private static final int THREAD_PID = 1;
  private static final int THREAD_TID = 2;
  private static final int THREAD_NAME = 5;

  // track_event/track_event.proto, debug_annotation.proto
  private static final int EVENT_ANNOTATION = 4;
  private static final int EVENT_TYPE = 9;
  private static final int EVENT_TRACK = 11;
  private static final int EVENT_CATEGORY = 22;
  private static final int EVENT_NAME = 23;
  private static final int EVENT_FLOW = 47;
  private static final int EVENT_LAST_OF_FLOW = 48;
  private static final int ANNOTATION_UINT = 3;
  private static final int ANNOTATION_TEXT = 6;
  private static final int ANNOTATION_NAME = 10;

  /** The values of TrackEvent.Type. */
  static final int SLICE_BEGIN = 1;

  static final int SLICE_END = 2;
  static final int INSTANT = 3;

  /** Packets of one writer carry the same number, which is not 0. */
  private static final int SEQUENCE = 1;

  private final OutputStream out;
  private final ProtoMessage packet = new ProtoMessage();
  private final ProtoMessage event = new ProtoMessage();
  private final ProtoMessage inner = new ProtoMessage();
  private final ProtoMessage trace = new ProtoMessage();

  PerfettoPackets(OutputStream out) {
    this.out = out;
  }

  /** Says what time of day a time-stamp is. */
  void clock(long epochNs, long timestampNs) {
    event.clear();
    event.message(
        SNAPSHOT_CLOCK, inner.clear().number(CLOCK_ID, REALTIME).number(CLOCK_TIMESTAMP, epochNs));
    event.message(
        SNAPSHOT_CLOCK,
        inner.clear().number(CLOCK_ID, BOOTTIME).number(CLOCK_TIMESTAMP, timestampNs));
    write(packet.clear().message(PACKET_CLOCK_SNAPSHOT, event));
  }

  /** Describes the track of a process, or gives it another name; empty if it has none. */
  void process(long track, int pid, String name) {
    inner.clear().number(PROCESS_PID, pid);
    if (!name.isEmpty()) {
      inner.text(PROCESS_NAME, name);
    }
    event.clear().number(TRACK_UUID, track).message(TRACK_PROCESS, inner);
    write(packet.clear().message(PACKET_TRACK_DESCRIPTOR, event));
  }

  /** Describes the track of a thread, below that of its process, or gives it another name. */
  void thread(long track, long process, int pid, int tid, String name) {
    inner.clear().number(THREAD_PID, pid).number(THREAD_TID, tid).text(THREAD_NAME, name);
    event.clear().number(TRACK_UUID, track).number(TRACK_PARENT, process);
    write(packet.clear().message(PACKET_TRACK_DESCRIPTOR, event.message(TRACK_THREAD, inner)));
  }

  /** Begins an event, to which the methods below add and which {@link #end} writes. */
  PerfettoPackets event(int type, long track, long timestampNs) {
    packet.clear().number(PACKET_TIMESTAMP, timestampNs);
    event.clear().number(EVENT_TYPE, type).number(EVENT_TRACK, track);
    return this;
  }

  PerfettoPackets name(String category, String name) {
    event.text(EVENT_CATEGORY, category).text(EVENT_NAME, name);
    return this;
  }

  PerfettoPackets note(String name, long value) {
    inner.clear().text(ANNOTATION_NAME, name).number(ANNOTATION_UINT, value);
    event.message(EVENT_ANNOTATION, inner);
    return this;
  }

  PerfettoPackets note(String name, String value) {
    inner.clear().text(ANNOTATION_NAME, name).text(ANNOTATION_TEXT, value);
    event.message(EVENT_ANNOTATION, inner);
    return this;
  }

  /** An arrow begins here. */
  PerfettoPackets flow(long id) {
    event.fixed64(EVENT_FLOW, id);
    return this;
  }

  /** An arrow ends here. */
  PerfettoPackets flowEnd(long id) {
    event.fixed64(EVENT_LAST_OF_FLOW, id);
    return this;
  }

  void end() {
    write(packet.message(PACKET_TRACK_EVENT, event));
  }

  private void write(ProtoMessage filled) {
    try {
      filled.number(PACKET_SEQUENCE_ID, SEQUENCE);
      trace.clear().message(TRACE_PACKET, filled).writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
