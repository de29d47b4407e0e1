package syswall.diff;

import java.util.List;

/**
 * Something that varies: among the runs of a baseline, which number from 1, or by itself.
 *
 * @param difference between the first of them and the run that is compared, if that shows it; else
 *     between the first and the next that shows it
 * @param baselines which of them do it otherwise than the first, in order; none if only the run
 *     that is compared shows what varies by itself
 * @param inRun whether the run that is compared does, too
 */
public record Unstable(Difference difference, List<Integer> baselines, boolean inRun) {
  public Unstable {
    baselines = List.copyOf(baselines);
  }
}
