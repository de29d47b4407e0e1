package syswall.policy;

import java.util.List;

/** A policy that cannot be used: each line of the message is one mistake, with its place. */
public final class PolicyException extends Exception {
  private static final long serialVersionUID = 1L;

  PolicyException(String line) {
    super(line);
  }

  PolicyException(List<String> lines) {
    super(String.join("\n", lines));
  }

  /** The mistakes, each as {@code FILE:LINE:COLUMN: FIELD: what is wrong}. */
  public List<String> mistakes() {
    return String.valueOf(getMessage()).lines().toList();
  }
}
