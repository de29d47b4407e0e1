package syswall.diff;

import syswall.event.ByteString;

/** Keeps what many processes do to the same things once, and each name once. */
final class SharedAccesses {
  private final Interned<Access> accesses = new Interned<>();
  private final Interned<ByteString> names = new Interned<>();

  /** The one that is equal to this. */
  Access of(Access access) {
    ByteString name = names.of(access.name());
    return accesses.of(new Access(access.operation(), access.kind(), name, access.pipe()));
  }
}
