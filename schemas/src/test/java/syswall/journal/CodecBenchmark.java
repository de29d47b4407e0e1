package syswall.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import syswall.event.Event;

/**
 * Time of an event's way into a record, and of a record's way into an event; no file is touched.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class CodecBenchmark {
  private static final int EVENTS = 1024;

  private final List<Event> events = new ArrayList<>();
  private final List<byte[]> records = new ArrayList<>();
  private final EventEncoder encoder = new EventEncoder();

  /** Makes the events, and the records to decode. */
  public CodecBenchmark() {
    FindEvents find = new FindEvents();
    for (int i = 0; i < EVENTS; i++) {
      Event event = find.at(i);
      events.add(event);
      encoder.encode(event);
      records.add(Arrays.copyOf(encoder.record(), encoder.length()));
    }
  }

  /** Encodes each event, with its checksum. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void encode(Blackhole sink) {
    encoder.reset();
    for (Event event : events) {
      encoder.encode(event);
      sink.consume(encoder.length());
    }
  }

  /** Decodes each record, and checks it. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void decode(Blackhole sink) throws DamagedRecordException {
    EventDecoder decoder = new EventDecoder();
    for (byte[] record : records) {
      sink.consume(decoder.decode(record, 0, record.length));
    }
  }
}
