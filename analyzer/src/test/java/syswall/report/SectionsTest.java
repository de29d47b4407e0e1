package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.pair;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Verdict;
import syswall.history.SessionHistory;
import syswall.journal.Integrity;
import syswall.replay.Recorded;

class SectionsTest {
  private static final int CREATE = 0101; // O_CREAT | O_WRONLY

  private final Recorded session = new Recorded("sh");

  @Test
  void directoriesAreNotCountedAsFiles() {
    for (int i = 0; i < 9; i++) {
      session.call(FIRST, "mkdir", "/srv/d" + i).returns(0);
      session.call(FIRST, "open", "/srv/d" + i + "/f", 0301).returns(3);
      session.call(FIRST, "close", 3).returns(0);
    }
    String text = TextReport.render(report(), false, Style.PLAIN);
    assertTrue(text.contains("\n  created   9 files, 9 directories\n"), text);
    assertTrue(text.contains("/srv/  9 files, 9 directories\n"), text);
  }

  @Test
  void whatAFailedProcessMissedComesFirstAndWhatIsAlwaysMissedLast() throws IOException {
    session.executes(FIRST, FIRST, "/bin/sh", "sh").process(101, FIRST, 0);
    for (String directory : new String[] {"/a/", "/b/", "/c/"}) {
      session.call(FIRST, "openat", AT_FDCWD, directory + "sh.so", 0).fails(2);
    }
    session.call(101, "openat", AT_FDCWD, "/inc/x.h", 0).fails(2);
    session.call(101, "openat", AT_FDCWD, "/etc/ld.so.preload", 0).fails(2);
    session.call(101, "openat", AT_FDCWD, "/etc/shadow", 0).fails(13);
    session.exits(101, 1 << 8).exits(FIRST, 0);
    assertEquals(
        """

        FAILURES
          ended     1 process (killed, or not with exit 0)
                      101 sh (forked)  exit 1  (event 16)
          refused   1 file (permission denied)
                      /etc/shadow  EACCES  (event 15)
          not found 3 names
                      /inc/x.h  (event 11)
                      sh.so  missing in 3 places  (event 5)
                      /etc/ld.so.preload  (event 13)
        """,
        section(Section.FAILURES));
  }

  @Test
  void oneScreenHasTheProcessesThatLivedLongestAndTheirCreators() {
    session.executes(FIRST, FIRST, "/bin/sh", "sh", "-c", "build").process(101, FIRST, 0);
    session.executes(101, 101, "/bin/make", "make");
    for (int pid = 102; pid <= 112; pid++) {
      session.process(pid, 101, 0).executes(pid, pid, "/bin/cc", "cc", "f" + pid + ".c");
      session.pause(pid == 107 ? 5_000_000_000L : 1000).exits(pid, 0);
    }
    session.exits(101, 0).executes(FIRST, FIRST, "/out/app", "out/app").exits(FIRST, 0);
    String text = text(report());
    assertTrue(text.contains("\n  100 sh -c build → out/app  exit 0"), text);
    assertTrue(text.contains("\n  └─ 101 make  "), text);
    assertTrue(text.contains("─ 107 cc f107.c  "), text);
    assertTrue(text.contains("\n  and 7 shorter processes (--section processes)\n"), text);
    assertTrue(section(report(), Section.PROCESSES).contains("─ 112 cc f112.c  "), text);
  }

  @Test
  void longCommandsLeaveRoomForTheLastProgram() {
    session.executes(FIRST, FIRST, "/bin/sh", "sh", "-c", "x".repeat(200));
    session.executes(FIRST, FIRST, "/bin/app", "app", "--last").exits(FIRST, 0);
    String text = text(report());
    assertTrue(text.contains("xx… → app --last  exit 0"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= TextReport.WIDTH), text);
  }

  @Test
  void filesOfTheKernelAreNotAmongThoseThatAreWritten() {
    session.call(FIRST, "openat", AT_FDCWD, "/dev/null", 1).returns(3);
    session.call(FIRST, "openat", AT_FDCWD, "/dev/shm/x", 1).returns(4);
    session.call(FIRST, "openat", AT_FDCWD, "/proc/self/maps", 0).returns(5);
    assertEquals(
        """

        FILES
          written   1 file (new or not, opened for writing or changed in size)
                      /dev/shm/x
          special   2 files (of /dev, /proc and /sys)
                      /dev/null
                      /proc/self/maps
        """,
        section(report(), Section.FILES));
  }

  @Test
  void whatIsMadeAnewAfterItWasDeletedStays() {
    session.call(FIRST, "unlink", "/out").returns(0);
    session.call(FIRST, "open", "/out", CREATE).returns(3);
    session.call(FIRST, "open", "/tmp", CREATE | 0200).returns(4);
    session.call(FIRST, "unlink", "/tmp").returns(0);
    assertEquals(
        """

        FILES
          temporary 1 file (made and deleted again)
                      /tmp
          created   1 file
                      /out
        """,
        section(report(), Section.FILES));
  }

  @Test
  void whatIsHiddenIsTheLeast() {
    for (String path : new String[] {"/a/x", "/b/x", "/c/x", "/d/x", "/e/x", "/f/x", "/g/x"}) {
      session.call(FIRST, "openat", AT_FDCWD, path, 0).returns(3);
      session.call(FIRST, "read", 3).returns(path.equals("/g/x") ? 5000 : 10);
      session.call(FIRST, "close", 3).returns(0);
    }
    String text = text(report());
    assertTrue(text.contains("  5.00 kB  /g/x\n"), text);
    assertTrue(text.contains("  and 2 more (--all)\n"), text);
  }

  @Test
  void packagesAreThoseOfTheFilesThatWereUsed() {
    session.executes(FIRST, FIRST, "/bin/cat", "cat");
    session.call(FIRST, "openat", AT_FDCWD, "/lib/a.so", 0).returns(3);
    session.call(FIRST, "read", 3).returns(832);
    session.call(FIRST, "openat", AT_FDCWD, "/lib/b.so", 0).returns(4);
    session.call(FIRST, "openat", AT_FDCWD, "/etc/a.conf", 2).returns(5);
    session.call(FIRST, "openat", AT_FDCWD, "/home/x", 0).returns(6);
    session.call(FIRST, "stat", "/lib/unused").returns(0);
    Map<ByteString, String> owners =
        Map.of(
            ByteString.of("/lib/a.so"), "liba",
            ByteString.of("/lib/b.so"), "libb",
            ByteString.of("/etc/a.conf"), "liba",
            ByteString.of("/lib/unused"), "unused");
    String text =
        TextReport.render(
            report(),
            Set.of(Section.PACKAGES),
            new PackageOwners("dpkg", owners),
            true,
            Style.PLAIN);
    assertTrue(
        text.endsWith(
            """

            PACKAGES
              3 files of 2 packages, 2 of none (as dpkg has them installed here)
                   832 B  liba  2 files  1 changed
                          libb  1 file
            """),
        text);
  }

  @Test
  void aDirectoryIsFoldedWithWhatIsInIt() {
    session.call(FIRST, "mkdir", "/w/new").returns(0);
    for (int i = 0; i < 9; i++) {
      session.call(FIRST, "openat", AT_FDCWD, "/w/new/" + i, CREATE).returns(3 + i);
    }
    assertTrue(text(report()).contains("  /w/new/  9 files, 1 directory\n"), text(report()));
  }

  @Test
  void socketpairsAreNamedAndAMissingNscdIsNot() {
    session.call(FIRST, "socketpair", 1, 1, 0, pair(3, 4)).returns(0);
    session.call(FIRST, "sendto", 3, 0, 5).returns(5);
    session.call(FIRST, "socket", 1, 1, 0).returns(6);
    session.call(FIRST, "connect", 6, Recorded.unix("/var/run/nscd/socket"), 110).fails(2);
    String text = text(report());
    assertTrue(text.contains("  unix    socketpair  "), text);
    assertFalse(text.contains("nscd"), text);
    assertTrue(section(report(), Section.IPC).contains("/var/run/nscd/socket  ENOENT"));
  }

  @Test
  void pipesSayWhoWroteAndWhoRead() throws IOException {
    session.call(FIRST, "pipe2", pair(3, 4), 0).returns(0);
    session.process(101, FIRST, 0).process(102, FIRST, 0);
    session.call(101, "write", 4).returns(2000);
    session.call(102, "read", 3).returns(1500);
    session.signal(102, 15, 101).signal(102, 15, 101).signal(FIRST, 17);
    assertEquals(
        """

        IPC
          pipe    101 → 102  2.00 kB written, 1.50 kB read  (event 3)
          signal  101 → 102  SIGTERM 2 times  (event 10)
          signal  kernel → 100  SIGCHLD  (event 12)
        """,
        section(Section.IPC));
    assertFalse(text(report()).contains("pipe  "), text(report()));
  }

  @Test
  void questionsSayHowLongTheProgramWaited() throws IOException {
    for (int i = 0; i < 2; i++) {
      session
          .call(FIRST, "openat", AT_FDCWD, "/etc/hosts", 1)
          .asked("write /etc/hosts\033", 2_000_000_000L, Verdict.ALLOW)
          .returns(3);
    }
    String text = section(Section.DECISIONS);
    assertTrue(
        text.contains(
            "  asked     write /etc/hosts\\33: allowed by user, asked by ask, 2 times, waited 4.00 s"
                + "  (event 2)\n"),
        text);
  }

  @Test
  void whatTheSessionDoesNotHoldIsCounted() throws IOException {
    Capture cut =
        new Capture(0, Capture.Form.STRING, Capture.Extent.TRUNCATED, ByteString.of("/long"));
    session.call(FIRST, "getpid").returns(FIRST);
    Report clean = report();
    assertFalse(text(clean).contains("DATA QUALITY"), text(clean));
    session.captured(FIRST, 12_345, cut);
    String text = text(report());
    assertTrue(text.contains("\n  syscall_0x3039: not known here, 1 call\n"), text);
    assertTrue(text.contains("\n  1 name or argument too long to be kept whole\n"), text);
    assertTrue(section(Section.QUALITY).contains("format 5\n"), section(Section.QUALITY));
  }

  private String section(Section section) throws IOException {
    Report report = report();
    JsonSchema.of("report.schema.json")
        .assertFollowedBy(new ObjectMapper().readTree(JsonReport.render(report)));
    return section(report, section);
  }

  private static String section(Report report, Section section) {
    String text =
        TextReport.render(report, Set.of(section), PackageOwners.NOT_ASKED, true, Style.PLAIN);
    return text.substring(text.indexOf("\n\n") + 1);
  }

  private Report report() {
    return Report.of(SessionHistory.of(session.source()), Integrity.COMPLETE, "");
  }

  private static String text(Report report) {
    return TextReport.render(report, false, Style.PLAIN);
  }
}
