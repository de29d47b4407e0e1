package syswall.cli;

import syswall.diff.FailOn;

/** The words of {@code --fail-on}. */
final class FailOnWord extends Words<FailOn> {
  FailOnWord() {
    super(FailOn.values(), FailOn::toString);
  }
}
