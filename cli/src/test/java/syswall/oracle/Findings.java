package syswall.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import syswall.event.Event.SyscallEntered;

/** The samples of a session: how many count, and what did not agree in those that do. */
final class Findings implements CallsInFlight.Outcomes {
  private final List<Sample> undecided = new ArrayList<>();
  private final Map<String, Object> things = new HashMap<>();
  private final Map<Object, String> links = new HashMap<>();
  private final List<String> mismatches = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private int counted;
  private int mismatched;
  private int setAside;

  /** Takes a sample, which counts at once unless it waits for the end of calls. */
  void add(Sample sample) {
    if (sample.counts()) {
      count(sample);
    } else {
      undecided.add(sample);
    }
  }

  /** The threads that were looked at have not stood still. */
  void setAside() {
    setAside++;
  }

  @Override
  public void ended(SyscallEntered call, boolean tookEffect) {
    for (Iterator<Sample> samples = undecided.iterator(); samples.hasNext(); ) {
      Sample sample = samples.next();
      if (sample.awaits(call)) {
        sample.release(call);
        if (tookEffect) {
          samples.remove();
          setAside++;
        } else if (sample.counts()) {
          samples.remove();
          count(sample);
        }
      }
    }
  }

  private void count(Sample sample) {
    counted++;
    List<String> differences = new ArrayList<>(sample.differences());
    for (Sample.Bond bond : sample.bonds()) {
      Object thing = things.putIfAbsent(bond.link(), bond.thing());
      String link = links.putIfAbsent(bond.thing(), bond.link());
      if (thing != null && !thing.equals(bond.thing())) {
        differences.add(bond.place() + ": the state has several things for " + bond.link());
      }
      if (link != null && !link.equals(bond.link())) {
        differences.add(
            bond.place() + ": the state has one thing for " + link + " and " + bond.link());
      }
    }
    mismatched += differences.isEmpty() ? 0 : 1;
    for (String difference : differences) {
      // it goes on from sample to sample: the first one tells where it comes from
      if (told.add(difference)) {
        mismatches.add(difference + " -- after " + sample.moment());
      }
    }
  }

  /** What a test reads: the figures, then the mismatches, each once. */
  List<String> report() {
    List<String> report = new ArrayList<>();
    report.add(Integer.toString(counted));
    report.add(Integer.toString(mismatched));
    report.add(Integer.toString(setAside + undecided.size()));
    report.addAll(mismatches);
    return report;
  }
}
