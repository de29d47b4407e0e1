package syswall.diff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import syswall.diff.Comparison.Side;

/**
 * Finds the calls that failed in a run and did not in the one before: in the same process, or in
 * any if only the later run has the process. Where something is looked for in vain and found
 * elsewhere, nothing failed.
 */
final class NewFailures {
  private record Failure(Resource resource, int errno) {}

  private final Set<String> found = new HashSet<>();
  private final Set<Failure> anywhere = new HashSet<>();
  private final List<Deed> failures = new ArrayList<>();

  private NewFailures(Comparison comparison) {
    for (Side side : List.of(comparison.before(), comparison.after())) {
      side.processes().forEach(process -> process.uses().forEach(this::found));
    }
    for (CanonicalProcess process : comparison.before().processes()) {
      process
          .uses()
          .forEach(
              (resource, use) ->
                  use.outcomes()
                      .keySet()
                      .forEach(errno -> anywhere.add(new Failure(resource, errno))));
    }
  }

  static List<Deed> of(Comparison comparison) {
    NewFailures failures = new NewFailures(comparison);
    for (ProcessPair pair : comparison.pairs()) {
      if (pair.after() != null) {
        failures.add(pair.before(), pair.after());
      }
    }
    return failures.failures;
  }

  private void found(Resource resource, Use use) {
    if (use.succeeded()) {
      found.add(baseName(resource));
    }
  }

  private static String baseName(Resource resource) {
    return resource.name().substring(resource.name().lastIndexOf('/') + 1);
  }

  private void add(@Nullable CanonicalProcess before, CanonicalProcess after) {
    after
        .uses()
        .forEach(
            (resource, use) -> {
              Use was = before == null ? null : before.uses().get(resource);
              Predicate<Integer> failedBefore =
                  errno ->
                      before == null
                          ? anywhere.contains(new Failure(resource, errno))
                          : was != null && was.outcomes().containsKey(errno);
              for (Map.Entry<Integer, Long> outcome : use.outcomes().entrySet()) {
                int errno = outcome.getKey();
                if (!Outcome.looksGood(errno)
                    && !failedBefore.test(errno)
                    && counts(resource, errno, was)) {
                  failures.add(new Deed(text(resource, use.text(errno)), outcome.getValue()));
                }
              }
            });
  }

  private boolean counts(Resource resource, int errno, @Nullable Use was) {
    boolean isSearch = was == null && Answers.isNotFound(errno);
    return !Answers.isNo(resource.operation(), errno)
        && !(isSearch && found.contains(baseName(resource)));
  }

  private static String text(Resource resource, String outcome) {
    String what = resource.name().isEmpty() ? "" : " " + resource.name();
    return resource.operation() + what + " " + outcome;
  }
}
