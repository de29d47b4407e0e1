package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.history.SessionHistory;
import syswall.journal.Integrity;
import syswall.replay.Recorded;
import syswall.replay.Recorded.Address;
import syswall.report.Finding.Evidence;

class FindingsTest {
  private static final int EACCES = 13;
  private static final long CREATE = 0101; // O_CREAT | O_WRONLY
  private static final long CREATE_EXCLUSIVE = 0301;
  private static final Address HOST =
      new Address(ByteString.copyOf(new byte[] {2, 0, 0, 80, (byte) 192, 0, 2, 7}));

  private final Recorded session = new Recorded("prog");

  @Test
  void aQuietProgramHasNone() {
    session.call(FIRST, "openat", AT_FDCWD, "/etc/passwd", 0).returns(3);
    session.call(FIRST, "stat", "/etc/shadow").returns(0);
    session.call(FIRST, "openat", AT_FDCWD, "/root/.ssh/id_rsa.pub", 0).returns(3);
    session.call(FIRST, "openat", AT_FDCWD, "out", CREATE).returns(3);
    session.call(FIRST, "openat", AT_FDCWD, "/dev/null", 2).returns(3);
    session.call(FIRST, "openat", AT_FDCWD, "/tmp/made", CREATE_EXCLUSIVE).returns(3);
    session.call(FIRST, "unlink", "/tmp/made").returns(0);
    session.call(FIRST, "socket", 2, 1, 0).returns(4);
    session.call(FIRST, "connect", 4, loopback(1, 80), 16).returns(0);
    session.call(FIRST, "setuid", 1000).returns(0);
    session.call(FIRST, "setuid", 0).fails(1);
    session.call(FIRST, "chmod", "out", 0755).returns(0);
    assertFound();
  }

  @Test
  void secretsAreFoundWhereTheyAreReadOrRefused() {
    session.call(FIRST, "openat", AT_FDCWD, "/root/.ssh/id_rsa", 0).returns(3);
    session.call(FIRST, "openat", AT_FDCWD, "/etc/shadow", 0).fails(EACCES);
    session.call(FIRST, "openat", AT_FDCWD, "/home/ann/.bash_history", 0).returns(4);
    assertFound(
        "read-secrets 3 100 /root/.ssh/id_rsa",
        "read-secrets 7 100 /home/ann/.bash_history",
        "refused-secrets 5 100 /etc/shadow");
  }

  @Test
  void whatChangesOutsideTheFirstDirectoryIsFound() {
    session.call(FIRST, "mkdir", "/wood2").returns(0);
    session.call(FIRST, "openat", AT_FDCWD, "new", CREATE_EXCLUSIVE).returns(3);
    session.call(FIRST, "rename", "new", "/etc/new").returns(0);
    session.call(FIRST, "openat", AT_FDCWD, "/root/.bashrc", 02001).returns(3);
    assertFound(
        "changed-startup 9 100 /root/.bashrc",
        "wrote-outside 3 100 /wood2",
        "wrote-outside 7 100 /etc/new");
  }

  @Test
  void whatWasThereBeforeIsFoundWhenItIsDeleted() {
    session.call(FIRST, "openat", AT_FDCWD, "mine", CREATE).returns(3);
    session.call(FIRST, "rename", "mine", "mine2").returns(0);
    session.call(FIRST, "unlink", "mine2").returns(0);
    session.call(FIRST, "unlink", "other").returns(0);
    assertFound("deleted 9 100 /wood/other");
  }

  @Test
  void hostsAreFoundWhenBytesOrConnectionsReachThem() {
    session.call(FIRST, "socket", 2, 2, 0).returns(3);
    session.call(FIRST, "connect", 3, HOST, 16).returns(0); // a datagram socket's: nothing is sent
    session.call(FIRST, "socket", 2, 1, 0).returns(4);
    session.call(FIRST, "connect", 4, HOST, 16).returns(0);
    assertFound("talked-to-hosts 9 100 192.0.2.7:80");
  }

  @Test
  void aDownloadThatIsRunIsFoundUnderItsLastName() {
    session.call(FIRST, "socket", 2, 1, 0).returns(3);
    session.call(FIRST, "connect", 3, loopback(1, 80), 16).returns(0);
    session.call(FIRST, "read", 3).returns(100);
    session.call(FIRST, "openat", AT_FDCWD, "x.part", CREATE).returns(4);
    session.call(FIRST, "rename", "x.part", "x").returns(0);
    session.process(101, FIRST, 0);
    session.call(101, "openat", AT_FDCWD, "own", CREATE).returns(4);
    for (String program : List.of("own", "x")) {
      Recorded.Pending execve = session.call(101, "execve", program);
      session.executes(101, 101, "/bin/dash", "sh", program);
      execve.returns(0);
    }
    assertFound("ran-downloaded 20 101 /wood/x");
  }

  @Test
  void rareCallsAreFoundOnceForEachThingThatTheyAreAbout() {
    session.call(FIRST, "setuid", 0).returns(0);
    session.call(FIRST, "chmod", "tool", 04755).returns(0);
    session.call(FIRST, "ptrace", 16, 4711, 0, 0).returns(0);
    session.call(FIRST, "ptrace", 16, 4712, 0, 0).returns(0);
    session.call(FIRST, "unshare", 0x10000000).returns(0);
    session.call(FIRST, "sethostname", 0, 3).blocked("names", 1);
    assertFound(
        "other-process 6 100 ptrace(PTRACE_ATTACH, 4711) = 0",
        "privileges 2 100 setuid(0) = 0",
        "set-user-id 4 100 chmod(\"tool\", 04755) = 0",
        "namespace 10 100 unshare(CLONE_NEWUSER) = 0");
  }

  @Test
  void aCrashIsFoundButNoOtherSignal() {
    session.process(101, FIRST, 0).exits(101, 11).exits(FIRST, 15);
    assertFound("crashed 3 101 SIGSEGV");
  }

  private void assertFound(String... expected) {
    Report report = Report.of(SessionHistory.of(session.source()), Integrity.COMPLETE, "");
    List<String> found = new ArrayList<>();
    for (Finding finding : report.findings()) {
      for (Evidence one : finding.evidence()) {
        found.add(
            IndentedJson.label(finding.rule())
                + " "
                + one.event()
                + " "
                + one.pid()
                + " "
                + one.what());
      }
    }
    assertEquals(List.of(expected), found);
    try {
      JsonSchema.of("report.schema.json")
          .assertFollowedBy(new ObjectMapper().readTree(JsonReport.render(report)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
