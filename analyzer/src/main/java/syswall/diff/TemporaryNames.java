package syswall.diff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.diff.SessionProfile.Created;

/**
 * Finds the names that were made up for one run. Both runs created something in the same directory,
 * by the same program, one as its first and the other as its first, under names that are free for
 * certain (O_EXCL, mkdir(2)) and differ only in a part that looks made up: then the two are one.
 * What both runs named alike is no such name.
 */
final class TemporaryNames {
  /** A name in a directory that is itself temporary is paired after it. */
  private static final int DEPTH = 8;

  private final Side before;
  private final Side after;
  private final Map<String, Integer> shapes = new HashMap<>();

  private TemporaryNames(Side before, Side after) {
    this.before = before;
    this.after = after;
  }

  /** One of the two sessions. */
  private record Side(SessionProfile session, Normalizer names, Map<String, String> aliases) {
    String directory(Created created) {
      String path = path(created);
      return path.substring(0, path.lastIndexOf('/') + 1);
    }

    String name(Created created) {
      String path = path(created);
      return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean removes(Created created) {
      return session.removed().contains(created.path());
    }

    private String path(Created created) {
      return names.text(created.path(), session.processes().get(created.process()));
    }

    String creator(Created created) {
      return CanonicalProcess.commands(session.processes().get(created.process()), names)
          .toString();
    }
  }

  /** The normalizers of two sessions, which give their temporary names the same form. */
  static List<Normalizer> normalizers(
      SessionProfile before, SessionProfile after, List<NameMap> maps) {
    Map<String, String> aliasesBefore = new HashMap<>();
    Map<String, String> aliasesAfter = new HashMap<>();
    SharedNames shared = new SharedNames();
    Normalizer namesBefore = new Normalizer(before, aliasesBefore, maps, shared);
    Normalizer namesAfter = new Normalizer(after, aliasesAfter, List.of(), shared);
    TemporaryNames names =
        new TemporaryNames(
            new Side(before, namesBefore, aliasesBefore),
            new Side(after, namesAfter, aliasesAfter));
    boolean more = true;
    for (int depth = 0; more && depth < DEPTH; depth++) {
      more = names.pair();
      namesBefore.aliasesChanged();
      namesAfter.aliasesChanged();
    }
    return List.of(namesBefore, namesAfter);
  }

  private boolean pair() {
    Map<String, Deque<Created>> unpaired = unpaired(after, pathsOf(before));
    boolean paired = false;
    for (Map.Entry<String, Deque<Created>> group : unpaired(before, pathsOf(after)).entrySet()) {
      Deque<Created> candidates = unpaired.getOrDefault(group.getKey(), new ArrayDeque<>());
      for (Created created : group.getValue()) {
        paired |= pair(created, candidates);
      }
    }
    return paired;
  }

  private boolean pair(Created created, Deque<Created> candidates) {
    String name = before.name(created);
    for (Iterator<Created> left = candidates.iterator(); left.hasNext(); ) {
      Created candidate = left.next();
      String other = after.name(candidate);
      boolean passing = before.removes(created) && after.removes(candidate);
      String shape = shape(name, other, passing);
      if (shape != null) {
        int count = shapes.merge(shape, 1, Integer::sum);
        String alias = count == 1 ? shape : shape.replaceFirst("\\*", "*" + count);
        before.aliases.put(name, alias);
        after.aliases.put(other, alias);
        left.remove();
        return true;
      }
    }
    return false;
  }

  private static Set<String> pathsOf(Side side) {
    Set<String> paths = new HashSet<>();
    side.session.created().forEach(created -> paths.add(side.path(created)));
    return paths;
  }

  /** What only one side created, by directory and creator; oldest first. */
  private static Map<String, Deque<Created>> unpaired(Side side, Set<String> others) {
    Map<String, Deque<Created>> groups = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (Created created : side.session.created()) {
      String path = side.path(created);
      if (!others.contains(path) && seen.add(path)) {
        String key = side.directory(created) + '\0' + side.creator(created);
        groups.computeIfAbsent(key, k -> new ArrayDeque<>()).add(created);
      }
    }
    return groups;
  }

  /**
   * What two names have in common around a made-up part, which becomes a star; null if none.
   *
   * @param passing whether both were taken away again, so that words will do
   */
  static @Nullable String shape(String one, String other, boolean passing) {
    int shorter = Math.min(one.length(), other.length());
    int prefix = 0;
    while (prefix < shorter && one.charAt(prefix) == other.charAt(prefix)) {
      prefix++;
    }
    int suffix = 0;
    while (suffix < shorter - prefix
        && one.charAt(one.length() - 1 - suffix) == other.charAt(other.length() - 1 - suffix)) {
      suffix++;
    }
    List<String> parts = new ArrayList<>();
    for (String name : List.of(one, other)) {
      parts.add(name.substring(prefix, name.length() - suffix));
    }
    boolean madeUp = MadeUp.together(parts.get(0), parts.get(1), passing);
    return madeUp ? one.substring(0, prefix) + "*" + one.substring(one.length() - suffix) : null;
  }
}
