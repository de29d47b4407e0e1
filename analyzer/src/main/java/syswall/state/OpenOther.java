package syswall.state;

/** What has no name and no peer: event counters, timers, memory files and their like. */
public final class OpenOther extends OpenDescription {
  private final String kind;

  OpenOther(String kind) {
    this.kind = kind;
  }

  /** What it is, as the call that made it or the kernel names it. */
  public String kind() {
    return kind;
  }
}
