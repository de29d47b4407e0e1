package syswall.state;

/** Something done with a file, with success. */
public enum FileAction {
  /** Asked about by path: stat(2), access(2), readlink(2). */
  EXAMINED,
  /** Opened for reading. */
  OPENED_FOR_READING,
  /** Opened for writing, which may have created it. */
  OPENED_FOR_WRITING,
  /**
   * Made, for certain: the call would have failed on an existing file, or the file was seen missing
   * before.
   */
  CREATED,
  /** Its directory entries read, or it was made by mkdir(2). */
  USED_AS_DIRECTORY,
  /** Mapped into memory by mmap(2). */
  MAPPED,
  /** Run by execve(2). */
  EXECUTED,
  /** Cut or extended: O_TRUNC, truncate(2), ftruncate(2), fallocate(2). */
  TRUNCATED,
  /** Owner, mode, times or extended attributes set. */
  METADATA_CHANGED,
  /** Given a further name by link(2). */
  LINKED,
  /** Given another name by rename(2). */
  RENAMED,
  /** Its name removed by unlink(2) or rmdir(2). */
  DELETED
}
