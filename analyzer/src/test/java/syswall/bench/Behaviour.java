package syswall.bench;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import syswall.bench.SessionCalls.Call;
import syswall.event.Capture;
import syswall.event.Event;
import syswall.syscall.ArgKind;
import syswall.syscall.Errno;

/**
 * What programs did to resources, as a set, and in which order if they had one thread: by this, and
 * by nothing of {@code syswall.diff}, it is judged whether a mutation has an effect.
 */
final class Behaviour {
  private Behaviour() {}

  static Set<String> of(List<Event> events) {
    SessionCalls session = new SessionCalls(events);
    Set<String> facts = new TreeSet<>();
    Map<String, StringBuilder> contents = new TreeMap<>();
    Map<Integer, StringBuilder> orders = new TreeMap<>();
    for (Call call : session.calls) {
      String outcome = call.failed() ? Errno.name(call.returned().errno()) : "ok";
      boolean looks = call.syscall().classes().contains("stat");
      // Whether by a path or by a descriptor that it has anyway.
      String what = looks ? "stat" : call.syscall().name();
      String about = call.program() + " " + what + " " + call.resource();
      if (looks || call.takes(ArgKind.PATH) || call.is("connect", "execve") || call.failed()) {
        String fact = about + flags(call) + arguments(call) + " " + outcome;
        facts.add(fact);
        orders.computeIfAbsent(call.pid(), pid -> new StringBuilder()).append(fact).append('\n');
      } else if (call.is("read", "pread64") && !call.resource().isEmpty()) {
        contents.computeIfAbsent(about, key -> new StringBuilder()).append(data(call));
      } else if (call.is("getsockopt")) {
        facts.add(about + " " + data(call));
      }
    }
    contents.forEach((about, data) -> facts.add(about + " " + data));
    orders.keySet().removeAll(session.threaded);
    orders.values().forEach(order -> facts.add("in order: " + order));
    session.exits.forEach(
        (pid, exit) ->
            facts.add(session.programs.getOrDefault(pid, "") + " exits " + exit.waitStatus()));
    return facts;
  }

  private static String flags(Call call) {
    return call.is("openat") ? " " + call.entered().arg(2) : "";
  }

  private static String arguments(Call call) {
    return call.is("execve")
        ? " " + SessionCalls.captured(call.entered().captures(), 1, Capture.Form.STRINGS)
        : "";
  }

  private static String data(Call call) {
    StringBuilder data = new StringBuilder();
    call.returned()
        .captures()
        .forEach(capture -> data.append(capture.bytes().hashCode()).append(' '));
    return data.toString();
  }
}
