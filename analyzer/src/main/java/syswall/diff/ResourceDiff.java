package syswall.diff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import syswall.diff.Difference.Kind;

/** Compares what two matched processes did to what, and with which outcome. */
final class ResourceDiff {
  private final ProcessPair pair;
  private final CanonicalProcess before;
  private final CanonicalProcess after;
  private final Course course;
  private final List<Difference> differences = new ArrayList<>();
  private final UsedNames names;

  ResourceDiff(ProcessPair pair, CanonicalProcess before, CanonicalProcess after, Course course) {
    this.pair = pair;
    this.before = before;
    this.after = after;
    this.course = course;
    names = new UsedNames(before, after);
  }

  /** Whether something only asks about a file that both runs use anyway. */
  private boolean onlyAsks(Resource resource) {
    return Operations.asks(resource.operation()) && names.isCommon(resource.name());
  }

  /** The differences, in no particular order. */
  List<Difference> differences() {
    // what failed decides where that stands which is absent
    before
        .uses()
        .forEach(
            (resource, use) -> {
              Use other = after.uses().get(resource);
              if (other != null && kind(use, other) == Kind.FAILS_NOW) {
                course.failed(first(/* use= */ other, /* other= */ use));
              }
            });
    before
        .uses()
        .forEach(
            (resource, use) -> {
              Use other = after.uses().get(resource);
              if (other == null) {
                gone(resource, use);
              } else {
                compare(resource, use, other);
              }
            });
    after
        .uses()
        .forEach(
            (resource, use) -> {
              if (!before.uses().containsKey(resource)) {
                fresh(resource, use);
              }
            });
    return differences;
  }

  private void gone(Resource resource, Use use) {
    Kind kind = !use.succeeded() ? Kind.FAILURE_GONE : onlyAsks(resource) ? Kind.ASKED : Kind.GONE;
    long event = use.firstEvent();
    add(kind, resource, use.text(), "", event, -1, course.place(event));
  }

  private void fresh(Resource resource, Use use) {
    Kind kind = kindOfFresh(resource, use);
    long event = use.firstEvent();
    add(kind, resource, "", use.text(), -1, event, event * 2);
  }

  /** What is not found in one place, or not any more, is looked for in the next. */
  private Kind kindOfFresh(Resource resource, Use use) {
    if (use.succeeded()) {
      return onlyAsks(resource) ? Kind.ASKED : Kind.NEW;
    }
    Set<Integer> errors = use.outcomes().keySet();
    if (errors.stream().allMatch(errno -> Answers.isNo(resource.operation(), errno))) {
      return Kind.SEARCHED;
    }
    boolean known = names.isFoundAnywhere(resource.name());
    return known && errors.stream().allMatch(Answers::isNotFound)
        ? Kind.SEARCHED
        : Kind.NEW_FAILURE;
  }

  private void compare(Resource resource, Use use, Use other) {
    Kind kind = kind(use, other);
    if (kind == null && use.openEffects() != other.openEffects()) {
      changed(Kind.CHANGED, resource, use, other, u -> OpenEffects.text(u.openEffects()));
    } else if (kind == null && !use.allowedLike(other)) {
      changed(Kind.ALLOWED, resource, use, other, Use::text);
    } else if (kind == null) {
      compareBytes(resource, use, other);
    } else {
      compareOutcomes(kind, resource, use, other);
    }
  }

  private void compareOutcomes(Kind kind, Resource resource, Use use, Use other) {
    long eventBefore = first(use, other);
    long eventAfter = first(other, use);
    boolean vanished = use.outcomeTexts().keySet().containsAll(other.outcomeTexts().keySet());
    long place = vanished ? course.place(eventBefore) : eventAfter * 2;
    add(kind, resource, use.text(), other.text(), eventBefore, eventAfter, place);
  }

  /** The first event with an outcome that the other run does not have, or else with any. */
  private static long first(Use use, Use other) {
    long first = Long.MAX_VALUE;
    Map<String, Long> others = other.outcomeTexts();
    for (Map.Entry<String, Long> outcome : use.outcomeTexts().entrySet()) {
      if (!others.containsKey(outcome.getKey())) {
        first = Math.min(first, outcome.getValue());
      }
    }
    return first == Long.MAX_VALUE ? use.firstEvent() : first;
  }

  private static @Nullable Kind kind(Use use, Use other) {
    if (use.endedLike(other)) {
      return null;
    }
    Set<String> appeared = new HashSet<>(other.outcomeTexts().keySet());
    appeared.removeAll(use.outcomeTexts().keySet());
    if (use.succeeded() && !other.succeeded()) {
      return Kind.FAILS_NOW;
    }
    if (appeared.contains(Outcome.text(Outcome.SUCCESS, null))) {
      return Kind.SUCCEEDS_NOW;
    }
    if (!appeared.isEmpty()) {
      return use.succeeded() ? Kind.FAILS_NOW : Kind.NEW_FAILURE;
    }
    // as what succeeds less fails now, so what fails less succeeds
    return use.succeeded() ? Kind.SUCCEEDS_NOW : Kind.FAILURE_GONE;
  }

  private void compareBytes(Resource resource, Use use, Use other) {
    if (resource.tellsBytes() && use.bytes() != other.bytes()) {
      Kind kind = use.bytesVary() || other.bytesVary() ? Kind.VARYING : Kind.BYTES;
      changed(kind, resource, use, other, u -> u.bytes() + " B");
    }
  }

  /** It ended alike, but something else of it is not the same. */
  private void changed(
      Kind kind, Resource resource, Use use, Use other, Function<Use, String> text) {
    long event = other.firstEvent();
    add(kind, resource, text.apply(use), text.apply(other), use.firstEvent(), event, event * 2);
  }

  private void add(
      Kind kind,
      Resource resource,
      String was,
      String is,
      long eventBefore,
      long eventAfter,
      long place) {
    differences.add(
        new Difference(
            kind,
            pair,
            resource.operation(),
            resource.name(),
            was,
            is,
            eventBefore,
            eventAfter,
            place));
  }
}
