package syswall.event;

/** What the firewall does with a call. */
public enum Verdict {
  /** The call goes to the kernel as it is. */
  ALLOW,
  /** The call is not made and the program gets an error. */
  HARD_BLOCK,
  /** The call is not made and the program is told that it worked. */
  SOFT_BLOCK
}
