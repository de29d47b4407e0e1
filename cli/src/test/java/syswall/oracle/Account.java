package syswall.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one tracer says about one run: the calls of each thread, in order. Thread ids differ between
 * runs, so an account also gives each thread a <em>place</em>, such as {@code 0/usr/bin/cat.0}: who
 * created it, the program that it executed, if any, and how many such were created before it.
 */
final class Account {
  private static final Set<String> CREATORS = Set.of("clone", "clone3", "fork", "vfork");
  private static final Pattern EXECUTED = Pattern.compile("\\(\"([^\"]*)\"");

  private final Map<Integer, List<Call>> calls = new LinkedHashMap<>();
  private final Set<Integer> threads = new HashSet<>();

  /** Adds a thread's next call. */
  void add(int tid, Call call) {
    calls.computeIfAbsent(tid, t -> new ArrayList<>()).add(call);
  }

  /** A thread that is not the first of its process. */
  void addThread(int tid) {
    threads.add(tid);
  }

  /** Calls of all threads by name: what {@code strace -c} counts. */
  Map<String, Integer> counts() {
    var counts = new HashMap<String, Integer>();
    calls
        .values()
        .forEach(list -> list.forEach(call -> counts.merge(call.name(), 1, Integer::sum)));
    return counts;
  }

  /** A thread's calls; none if it never was. */
  List<Call> calls(int tid) {
    return calls.getOrDefault(tid, List.of());
  }

  /** Thread ids by place, in the order of their first call. */
  Map<String, Integer> tidsByPlace() {
    var places = new LinkedHashMap<String, Integer>();
    var reached = new HashSet<Integer>();
    for (int tid : calls.keySet()) {
      if (reached.add(tid)) {
        // the program itself; of any other nothing is known about its creation
        place(places.isEmpty() ? "0" : "unknown." + places.size(), tid, places, reached);
      }
    }
    return places;
  }

  private void place(String place, int tid, Map<String, Integer> places, Set<Integer> reached) {
    places.put(place, tid);
    var created = new HashMap<String, Integer>();
    for (Call call : calls(tid)) {
      int child = created(call);
      if (child > 0 && reached.add(child)) {
        String program = place + executed(child);
        int ordinal = created.merge(program, 1, Integer::sum) - 1;
        place(program + "." + ordinal, child, places, reached);
      }
    }
  }

  private int created(Call call) {
    if (!CREATORS.contains(call.name()) || !call.value().matches("\\d{1,9}")) {
      return -1;
    }
    int tid = Integer.parseInt(call.value());
    return calls.containsKey(tid) ? tid : -1;
  }

  /** Path of the first program that a thread executed, or a slash. */
  private String executed(int tid) {
    for (Call call : calls(tid)) {
      Matcher path = EXECUTED.matcher(call.line());
      if (call.name().equals("execve") && call.value().equals("0") && path.find()) {
        return path.group(1);
      }
    }
    return "/";
  }

  /** The place of each thread's process, for the processes that ever had more than one thread. */
  Map<String, String> threadedProcesses() {
    Map<String, Integer> places = tidsByPlace();
    var processes = new LinkedHashMap<String, String>();
    var threaded = new HashSet<String>();
    places.forEach(
        (place, tid) -> {
          String process = place;
          if (threads.contains(tid)) {
            // who created it comes before it
            String creator = creator(place, places.keySet());
            process = processes.getOrDefault(creator, creator);
            threaded.add(process);
          }
          processes.put(place, process);
        });
    processes.values().retainAll(threaded);
    return processes;
  }

  /** The longest other place that this one begins with. */
  private static String creator(String place, Set<String> places) {
    for (int end = place.lastIndexOf('/'); end > 0; end = place.lastIndexOf('/', end - 1)) {
      if (places.contains(place.substring(0, end))) {
        return place.substring(0, end);
      }
    }
    return place;
  }
}
