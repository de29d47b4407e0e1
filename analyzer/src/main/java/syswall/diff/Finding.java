package syswall.diff;

import java.util.List;

/**
 * A difference that nothing else explains, with those that it explains.
 *
 * @param cause the likely cause
 * @param follows what came of it, in order
 */
public record Finding(Difference cause, List<Difference> follows) {
  public Finding {
    follows = List.copyOf(follows);
  }
}
