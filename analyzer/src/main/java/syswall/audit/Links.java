package syswall.audit;

import syswall.event.ByteString;

/**
 * Where symbolic links lead: a journal has paths as programs named them, a policy is about files.
 * The machine on which a session was recorded can tell, as long as its links are as they were.
 */
@FunctionalInterface
public interface Links {
  /** Nothing is known of them. */
  Links UNKNOWN = (path, last) -> path;

  /**
   * Follows the links in a path.
   *
   * @param path absolute, without {@code .} and {@code ..}
   * @param last whether a link in its last component is followed
   * @return as far as it can be told
   */
  ByteString follow(ByteString path, boolean last);
}
