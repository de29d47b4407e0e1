package syswall.bench;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import syswall.event.Event;
import syswall.journal.JournalAppender;

/** Events of a session, some of them replaced, removed or followed by others. */
final class JournalEdit {
  private final List<Event> events;
  private final IdentityHashMap<Event, List<Event>> edited = new IdentityHashMap<>();

  JournalEdit(List<Event> events) {
    this.events = events;
  }

  void replace(Event event, Event by) {
    edited.put(event, List.of(by));
  }

  void remove(Event event) {
    edited.put(event, List.of());
  }

  /** Others come behind an event, or what it was replaced by. */
  void append(Event event, Event... others) {
    List<Event> all = new ArrayList<>(edited.getOrDefault(event, List.of(event)));
    all.addAll(Arrays.asList(others));
    edited.put(event, all);
  }

  /** What the session is now, numbered anew. */
  List<Event> result() {
    List<Event> result = new ArrayList<>();
    for (Event event : events) {
      for (Event now : edited.getOrDefault(event, List.of(event))) {
        result.add(numbered(now, result.size()));
      }
    }
    return result;
  }

  /** The number that an event has now; -1 if it is gone. */
  long numberOf(Event event) {
    long number = 0;
    for (Event before : events.subList(0, (int) event.sequence())) {
      number += edited.getOrDefault(before, List.of(before)).size();
    }
    return edited.getOrDefault(event, List.of(event)).isEmpty() ? -1 : number;
  }

  static void write(List<Event> events, Path session) throws IOException {
    try (JournalAppender appender = JournalAppender.create(session)) {
      for (Event event : events) {
        appender.append(event);
      }
    }
  }

  /** All events are records whose first component is their number. */
  private static Event numbered(Event event, long sequence) {
    RecordComponent[] components = event.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = i == 0 ? sequence : components[i].getAccessor().invoke(event);
      }
      return event.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
