package syswall.syscall;

/** How the recorder finds how many bytes to capture behind a pointer. */
public enum CaptureShape {
  /** Up to the first NUL. */
  STRING,
  /** Up to the first NUL at the enter-stop; at the exit-stop, the path of the current directory. */
  DIRECTORY,
  /** A vector of pointers to strings, up to the first null pointer. */
  STRINGS,
  /** As many bytes as the length argument says, a socket address. */
  SOCKADDR,
  /** As many bytes as the {@code socklen_t} says that the length argument points to. */
  SOCKADDR_BY_POINTER,
  /** As many buffers as the count argument says, and the beginning of what each holds. */
  VECTOR,
  /** A {@code struct msghdr}, and the address, buffers and ancillary data that it points to. */
  MSGHDR,
  /** As many messages as the count argument says. */
  MMSGHDR,
  /** As many bytes as the layout has, times the count argument; or as the length argument says. */
  MEMORY,
  /** As many bits as the length argument says, in whole 64-bit words. */
  FD_SET,
  /** The beginning of as many bytes as the length argument says. */
  CONTENT,
  /** The beginning of as many bytes as the call returned. */
  RESULT_CONTENT,
  /** As many bytes as the call returned. */
  RESULT_BYTES,
  /** The directory entries in as many bytes as the call returned. */
  RESULT_ENTRIES
}
