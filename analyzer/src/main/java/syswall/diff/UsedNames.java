package syswall.diff;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of what two matched processes used with success; made when first asked for. */
final class UsedNames {
  private final Map<Resource, Use> before;
  private final Map<Resource, Use> after;
  private @Nullable Set<String> common;
  private @Nullable Set<String> last;

  UsedNames(CanonicalProcess before, CanonicalProcess after) {
    this.before = before.uses();
    this.after = after.uses();
  }

  /** Whether both did the same to something of that name, whatever else one of them did. */
  boolean isCommon(String name) {
    if (common == null) {
      Set<String> names = new HashSet<>();
      before.forEach(
          (resource, use) -> {
            Use other = after.get(resource);
            if (other != null && use.succeeded() && other.succeeded()) {
              names.add(resource.name());
            }
          });
      common = names;
    }
    return common.contains(name);
  }

  /** Whether either used something whose path ends in the same component. */
  boolean isFoundAnywhere(String path) {
    if (last == null) {
      Set<String> names = new HashSet<>();
      before.forEach((resource, use) -> addLast(resource, use, names));
      after.forEach((resource, use) -> addLast(resource, use, names));
      last = names;
    }
    return last.contains(lastComponent(path));
  }

  private static void addLast(Resource resource, Use use, Set<String> names) {
    if (use.succeeded()) {
      names.add(lastComponent(resource.name()));
    }
  }

  private static String lastComponent(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
