package syswall.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import syswall.diff.Comparison.Side;

/**
 * Something that a run did and that can be asked for by {@link FailOn}.
 *
 * @param what to what it was done, and how where that matters; printable
 * @param event the first event by which a process did it
 */
public record Deed(String what, long event) {
  private static final Set<String> EXECUTES = Set.of("execute");
  private static final Set<String> WRITES =
      Set.of(
          Operations.OPEN_TO_WRITE,
          "write",
          "truncate",
          "make directory",
          "make node",
          "symlink",
          "link",
          "rename",
          "delete",
          "change mode",
          "change owner");

  /** What is written there is nowhere. */
  private static final String NOWHERE = "/dev/null";

  /** Of what was found in comparison with some runs, what was also found in that with another. */
  static List<Deed> common(List<Deed> found, List<Deed> other) {
    // names that were made up are called otherwise in each comparison
    Set<Long> events = other.stream().map(Deed::event).collect(Collectors.toSet());
    return found.stream().filter(deed -> events.contains(deed.event)).toList();
  }

  /** Each thing once, by the event that did it first. */
  static List<Deed> inOrder(List<Deed> deeds) {
    Map<String, Deed> first = new LinkedHashMap<>();
    deeds.stream()
        .sorted(Comparator.comparingLong(Deed::event).thenComparing(Deed::what))
        .forEach(deed -> first.putIfAbsent(deed.what, deed));
    return List.copyOf(first.values());
  }

  static List<Deed> writes(Comparison comparison) {
    return onlyAfter(comparison, side -> toFiles(side, WRITES));
  }

  static List<Deed> executions(Comparison comparison) {
    return onlyAfter(comparison, side -> toFiles(side, EXECUTES));
  }

  static List<Deed> hosts(Comparison comparison) {
    return onlyAfter(comparison, Deed::hosts);
  }

  private static List<Deed> onlyAfter(Comparison comparison, Function<Side, List<Deed>> all) {
    Set<String> before = new HashSet<>();
    all.apply(comparison.before()).forEach(deed -> before.add(deed.what));
    List<Deed> deeds = new ArrayList<>(all.apply(comparison.after()));
    deeds.removeIf(deed -> before.contains(deed.what));
    return deeds;
  }

  private static List<Deed> toFiles(Side side, Set<String> operations) {
    List<Deed> deeds = new ArrayList<>();
    for (CanonicalProcess process : side.processes()) {
      process
          .uses()
          .forEach(
              (resource, use) -> {
                String path = resource.name();
                boolean isFile = path.startsWith("/") && !path.equals(NOWHERE);
                Long succeeded = use.outcomes().get(0);
                if (isFile && succeeded != null && operations.contains(resource.operation())) {
                  deeds.add(new Deed(path, succeeded));
                }
              });
    }
    return deeds;
  }

  private static List<Deed> hosts(Side side) {
    List<Deed> deeds = new ArrayList<>();
    side.session()
        .hostNames()
        .asked()
        .forEach((name, event) -> deeds.add(new Deed(side.names().text(name, null), event)));
    for (CanonicalProcess process : side.processes()) {
      process
          .profile()
          .uses()
          .forEach(
              (access, use) -> {
                String host = host(access, process.profile(), side);
                if (!host.isEmpty()) {
                  deeds.add(new Deed(host, use.firstEvent()));
                }
              });
    }
    return deeds;
  }

  /** The address of a host that was not asked for by its name; empty if it is none. */
  private static String host(Access access, ProcessProfile process, Side side) {
    boolean talks =
        switch (access.kind()) {
          case STREAM -> access.operation().equals("connect");
          case DATAGRAMS ->
              access.operation().equals("connect") || access.operation().equals("send");
          case FILE, INHERITED, PIPE, LISTENER, OTHER -> false;
        };
    Resource resource = talks ? side.names().resource(access, process) : null;
    if (resource == null || side.session().hostNames().of(access.name()) != null) {
      return "";
    }
    String endpoint = resource.name();
    boolean isInternet = endpoint.startsWith("tcp ") || endpoint.startsWith("udp ");
    return isInternet ? endpoint.substring(4, endpoint.lastIndexOf(':')) : "";
  }
}
