package syswall.policy;

/** What the program is told of a call that a soft block keeps from the kernel. */
public sealed interface FakeResult {
  /** As people are told it behind the action; empty if that says it. */
  String text();

  /**
   * What a call of its kind returns: a descriptor of an empty file in memory or of a socket that
   * leads nowhere, all bytes written, the end of a file, success.
   */
  record Usual() implements FakeResult {
    @Override
    public String text() {
      return "";
    }
  }

  /** A number. */
  record Returned(long result) implements FakeResult {
    @Override
    public String text() {
      return "(" + result + ")";
    }
  }

  /** A real descriptor of something harmless. */
  record Opened(Stand stand) implements FakeResult {
    @Override
    public String text() {
      return "(" + stand.label() + ")";
    }
  }

  /** What a faked descriptor refers to. */
  enum Stand {
    /** {@code /dev/null}: what is written is gone. */
    DEV_NULL("/dev/null"),
    /** An empty file in memory. */
    EMPTY("empty"),
    /** A socket whose other end answers nothing. */
    SOCKETPAIR("socketpair");

    private final String label;

    Stand(String label) {
      this.label = label;
    }

    /** Its name in a policy. */
    public String label() {
      return label;
    }
  }
}
