package syswall.syscall;

/** How the recorder finds how many bytes to capture behind a pointer. */
public enum CaptureShape {
  /** Up to the first NUL. */
  STRING,
  /** A vector of pointers to strings, up to the first null pointer. */
  STRINGS,
  /** As many bytes as the length argument says, a socket address. */
  SOCKADDR,
  /** As many bytes as the {@code socklen_t} says that the length argument points to. */
  SOCKADDR_BY_POINTER,
  /** A {@code struct msghdr}, and the socket address at its {@code msg_name}. */
  MSGHDR,
  /** As many bytes as the row fixes, or as the length argument says. */
  MEMORY,
  /** As many bytes as the call returned. */
  RESULT_BYTES
}
