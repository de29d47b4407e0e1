package syswall.cli;

import syswall.report.Section;

/** The values of {@code report --section}. */
final class SectionName extends Words<Section> {
  SectionName() {
    super(Section.values(), Section::label);
  }
}
