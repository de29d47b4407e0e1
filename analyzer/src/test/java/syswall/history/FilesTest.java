package syswall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.text;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Verdict;
import syswall.history.FileTable.Rename;
import syswall.replay.Recorded;
import syswall.state.FileAction;
import syswall.state.OpenFlags;
import syswall.state.ProcessState;
import syswall.state.ProcessTable;

class FilesTest {
  private static final long CREATE = OpenFlags.O_CREAT | OpenFlags.O_WRONLY;
  private static final int ENOENT = 2;

  private final Recorded session = new Recorded("prog");

  @Test
  void relativePathStartsFromDirectoryDescriptor() {
    session.call(FIRST, "openat", AT_FDCWD, "/usr/lib", OpenFlags.O_DIRECTORY).returns(3);
    session.call(FIRST, "openat", 3, "../x", 0).returns(4);
    assertDid("/usr/x", FileAction.OPENED_FOR_READING);
  }

  @Test
  void relativePathStartsFromTheWorkingDirectory() {
    session.call(FIRST, "chdir", "/tmp").returns(0);
    session.call(FIRST, "open", "a", 0).returns(3);
    session.call(FIRST, "open", "/usr", OpenFlags.O_DIRECTORY).returns(4);
    session.call(FIRST, "fchdir", 4).returns(0);
    session.call(FIRST, "open", "b", 0).returns(5);
    session.call(FIRST, "getcwd", text("/real")).returns(6);
    session.call(FIRST, "open", "c", 0).returns(6);
    assertDid("/tmp/a", FileAction.OPENED_FOR_READING);
    assertDid("/usr/b", FileAction.OPENED_FOR_READING);
    assertDid("/real/c", FileAction.OPENED_FOR_READING);
  }

  @Test
  void workingDirectoryIsCopiedByForkAndSharedByCloneFs() {
    session.process(200, FIRST, 0).thread(101, FIRST, FIRST, ProcessTable.CLONE_FS);
    session.call(FIRST, "chdir", "/tmp").returns(0);
    assertEquals(ByteString.of("/wood"), history().state().processes().workingDirectory(200));
    assertEquals(ByteString.of("/tmp"), history().state().processes().workingDirectory(101));
  }

  @Test
  void bytesAreCountedWhereTheDescriptorPoints() {
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.call(FIRST, "open", "/b", CREATE).returns(4);
    session.call(FIRST, "dup", 3).returns(5);
    session.call(FIRST, "read", 3).returns(10);
    session.call(FIRST, "pread64", 5).returns(5);
    session.call(FIRST, "read", 3).fails(4);
    session.call(FIRST, "write", 4).returns(7);
    session.call(FIRST, "copy_file_range", 3, 0, 4).returns(100);
    session.call(FIRST, "sendfile", 4, 3).returns(1000);
    assertEquals(1115, file("/a").bytesRead());
    assertEquals(1107, file("/b").bytesWritten());
  }

  @Test
  void whatWasBlockedOrFakedHappensToNoFile() {
    session.call(FIRST, "open", "/kept", CREATE).returns(3);
    session.call(FIRST, "unlink", "/kept").faked("r1", 0);
    session.call(FIRST, "write", 3).faked("r1", 10);
    session.call(FIRST, "rename", "/kept", "/other").faked("r1", 0);
    session.call(FIRST, "open", "/faked", CREATE).decided(Verdict.SOFT_BLOCK).returns(4);
    session.call(FIRST, "write", 4).returns(10);
    session.call(FIRST, "open", "/blocked", 0).blocked("r1", ENOENT);
    assertDid("/kept", FileAction.OPENED_FOR_WRITING);
    assertEquals(0, file("/kept").bytesWritten());
    assertNull(found("/faked"));
    assertNull(found("/blocked"), "nor is it known to be missing");
    assertEquals(List.of(), history().files().renames());
  }

  @Test
  void exclusiveCreationIsCertain() {
    session.call(FIRST, "open", "/a", CREATE | OpenFlags.O_EXCL).returns(3);
    assertDid("/a", FileAction.OPENED_FOR_WRITING, FileAction.CREATED);
  }

  @Test
  void creationOfWhatWasMissingIsCertain() {
    session.call(FIRST, "stat", "/a").fails(ENOENT);
    session.call(FIRST, "open", "/a", CREATE).returns(3);
    assertDid("/a", FileAction.OPENED_FOR_WRITING, FileAction.CREATED);
  }

  @Test
  void otherCreationIsOnlyAnOpening() {
    session.call(FIRST, "open", "/a", CREATE).returns(3);
    session.call(FIRST, "open", "/b", CREATE | OpenFlags.O_TRUNC).returns(4);
    assertDid("/a", FileAction.OPENED_FOR_WRITING);
    assertDid("/b", FileAction.OPENED_FOR_WRITING);
  }

  @Test
  void whatWasSeenBeforeIsCut() {
    session.call(FIRST, "stat", "/a").returns(0);
    session.call(FIRST, "open", "/a", CREATE | OpenFlags.O_TRUNC).returns(3);
    session.call(FIRST, "open", "/b", 1 | OpenFlags.O_TRUNC).returns(4);
    assertDid("/a", FileAction.EXAMINED, FileAction.OPENED_FOR_WRITING, FileAction.TRUNCATED);
    assertDid("/b", FileAction.OPENED_FOR_WRITING, FileAction.TRUNCATED);
  }

  @Test
  void creationInANewDirectoryIsCertain() {
    session.call(FIRST, "mkdir", "/new").returns(0);
    session.call(FIRST, "open", "/new/a", CREATE | OpenFlags.O_TRUNC).returns(3);
    session.call(FIRST, "stat", "/new/b").returns(0);
    session.call(FIRST, "open", "/new/b", CREATE | OpenFlags.O_TRUNC).returns(4);
    assertDid("/new/a", FileAction.OPENED_FOR_WRITING, FileAction.CREATED);
    assertDid("/new/b", FileAction.EXAMINED, FileAction.OPENED_FOR_WRITING, FileAction.TRUNCATED);
  }

  @Test
  void creationAfterDeletionIsCertain() {
    session.call(FIRST, "unlink", "/a").returns(0);
    session.call(FIRST, "open", "/a", CREATE).returns(3);
    assertDid("/a", FileAction.DELETED, FileAction.OPENED_FOR_WRITING, FileAction.CREATED);
  }

  @Test
  void namesAreMadeLinkedMovedAndRemoved() {
    session.call(FIRST, "mkdir", "/d").returns(0);
    session.call(FIRST, "symlinkat", "target", AT_FDCWD, "/d/s").returns(0);
    session.call(FIRST, "link", "/x", "/d/x").returns(0);
    session.call(FIRST, "rename", "/d/x", "/d/y").returns(0);
    session.call(FIRST, "unlinkat", AT_FDCWD, "/d/s", 0).returns(0);
    assertDid("/d", FileAction.CREATED, FileAction.USED_AS_DIRECTORY);
    assertDid("/d/s", FileAction.CREATED, FileAction.DELETED);
    assertDid("/x", FileAction.LINKED);
    assertDid("/d/x", FileAction.CREATED, FileAction.RENAMED);
    Rename rename = new Rename(ByteString.of("/d/x"), ByteString.of("/d/y"), 9, FIRST);
    assertEquals(List.of(rename), history().files().renames());
  }

  @Test
  void metadataMapsAndTruncationsAreSeen() {
    session.call(FIRST, "open", "/a", 2).returns(3);
    session.call(FIRST, "fchmod", 3, 0600).returns(0);
    session.call(FIRST, "mmap", 0, 4096, 1, 2, 3).returns(0x7f0000000000L);
    session.call(FIRST, "ftruncate", 3, 0).returns(0);
    session.call(FIRST, "chmod", "/b", 0600).returns(0);
    session.call(FIRST, "stat", "/c").returns(0);
    assertDid(
        "/a",
        FileAction.OPENED_FOR_READING,
        FileAction.OPENED_FOR_WRITING,
        FileAction.MAPPED,
        FileAction.TRUNCATED,
        FileAction.METADATA_CHANGED);
    assertDid("/b", FileAction.METADATA_CHANGED);
    assertDid("/c", FileAction.EXAMINED);
  }

  @Test
  void anonymousMemoryMapsNoFile() {
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.call(FIRST, "mmap", 0, 4096, 1, 0x22, 3).returns(0x7f0000000000L);
    assertDid("/a", FileAction.OPENED_FOR_READING);
  }

  @Test
  void failuresAreCountedByErrno() {
    session.call(FIRST, "open", "/a", 0).fails(ENOENT);
    session.call(FIRST, "access", "/a", 0).fails(ENOENT);
    session.call(FIRST, "open", "/a", 0).fails(13);
    session.call(FIRST, "symlink", "/nowhere", "/no/dir").fails(ENOENT);
    assertEquals(Map.of(ENOENT, 2, 13, 1), file("/a").failures());
    assertEquals(Map.of(ENOENT, 1), file("/no/dir").failures());
    assertNull(found("/nowhere"));
  }

  @Test
  void programsThatRanAreExecuted() {
    Recorded.Pending execve = session.call(FIRST, "execve", "script");
    session.executes(FIRST, FIRST, "/bin/sh", "/bin/sh", "script");
    execve.returns(0);
    assertDid("/wood/script", FileAction.EXECUTED);
    assertDid("/bin/sh", FileAction.EXECUTED);
  }

  @Test
  void fileKnowsWhoseCallsWereAboutIt() {
    session.process(200, FIRST, 0);
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.call(200, "stat", "/a").returns(0);
    session.call(FIRST, "stat", "/a").returns(0);
    session.call(200, "open", "/b", 0).fails(2);
    assertEquals(List.of(FIRST, 200), pids("/a"));
    assertEquals(List.of(200), pids("/b"));
  }

  private List<Integer> pids(String path) {
    return history().files().files().stream()
        .filter(file -> file.path().equals(ByteString.of(path)))
        .flatMap(file -> file.processes().stream())
        .map(ProcessState::pid)
        .toList();
  }

  private SessionHistory history() {
    return SessionHistory.of(session.source());
  }

  private @Nullable FileActivity found(String path) {
    return history().files().files().stream()
        .filter(file -> file.path().text().equals(path))
        .findFirst()
        .orElse(null);
  }

  private FileActivity file(String path) {
    return Objects.requireNonNull(found(path), path);
  }

  private void assertDid(String path, FileAction first, FileAction... rest) {
    assertEquals(EnumSet.of(first, rest), file(path).actions());
  }
}
