package syswall.selftest;

/** What became of an attempt. */
public enum Outcome {
  /** It works without a policy, and under one that forbids it nothing of it happened. */
  CLOSED,
  /** What the policy forbids happened. */
  OPEN,
  /** It does not work here without a policy either. */
  NOT_POSSIBLE
}
