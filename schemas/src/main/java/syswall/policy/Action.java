package syswall.policy;

import syswall.syscall.Errno;

/** What a rule has done with a call. */
public sealed interface Action {
  /** How strict it is: of several answers to one call the strictest counts, 0 is allow. */
  int strictness();

  /** Its name in a policy: {@code allow}, {@code deny}. */
  String label();

  /** As people are told it: {@code deny(EACCES)}. */
  default String text() {
    return label();
  }

  /** The kernel makes the call. */
  record Allow() implements Action {
    @Override
    public int strictness() {
      return 0;
    }

    @Override
    public String label() {
      return "allow";
    }
  }

  /** The kernel makes the call, and that is said. */
  record Log() implements Action {
    @Override
    public int strictness() {
      return 1;
    }

    @Override
    public String label() {
      return "log";
    }
  }

  /** A soft block: the call is not made, the program is told that it worked. */
  record Fake(FakeResult result) implements Action {
    @Override
    public int strictness() {
      return 2;
    }

    @Override
    public String label() {
      return "fake";
    }

    @Override
    public String text() {
      return "fake" + result.text();
    }
  }

  /** A person is asked; the policy says what happens where there is none. */
  record Ask() implements Action {
    @Override
    public int strictness() {
      return 3;
    }

    @Override
    public String label() {
      return "ask";
    }
  }

  /**
   * A hard block: the call is not made and fails.
   *
   * @param errno 1..4095
   */
  record Deny(int errno) implements Action {
    private static final int EPERM = 1;

    /** With EPERM. */
    public Deny() {
      this(EPERM);
    }

    @Override
    public int strictness() {
      return 4;
    }

    @Override
    public String label() {
      return "deny";
    }

    @Override
    public String text() {
      return "deny(" + Errno.name(errno) + ")";
    }
  }

  /** The process is killed before the call is made. */
  record Kill() implements Action {
    @Override
    public int strictness() {
      return 5;
    }

    @Override
    public String label() {
      return "kill";
    }
  }
}
