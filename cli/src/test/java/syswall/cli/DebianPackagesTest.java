package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import syswall.event.ByteString;
import syswall.journal.JournalTailer;
import syswall.report.PackageOwners;
import syswall.report.Report;

class DebianPackagesTest {
  private static final Path SESSION = Path.of("../sample-sessions/greeting/session.cq");

  @TempDir private Path lists;
  private Report report;

  @BeforeEach
  void read() throws IOException {
    try (JournalTailer tailer = JournalTailer.open(SESSION)) {
      report = Report.of(tailer);
    }
  }

  @Test
  void filesBelongToThePackageThatListsThemUnderEitherName() throws IOException {
    Files.writeString(
        lists.resolve("libc6:amd64.list"), "/.\n/usr/lib/x86_64-linux-gnu/libc.so.6\n");
    Files.writeString(lists.resolve("coreutils.list"), "/.\n/bin\n/bin/cat\n/bin/unused\n");
    Files.writeString(lists.resolve("coreutils.md5sums"), "/usr/bin/sort\n");
    Map<ByteString, String> owners =
        Map.of(
            ByteString.of("/lib/x86_64-linux-gnu/libc.so.6"),
            "libc6",
            ByteString.of("/usr/bin/cat"),
            "coreutils");
    assertEquals(new PackageOwners("dpkg", owners), DebianPackages.of(report, lists, host()));
  }

  @Test
  void aSessionOfAnotherHostHasNoPackages() throws IOException {
    Files.writeString(lists.resolve("coreutils.list"), "/bin/cat\n");
    PackageOwners owners = DebianPackages.of(report, lists, "elsewhere");
    assertEquals("not known: recorded on " + host() + ", not on this host", owners.from());
    assertEquals(Map.of(), owners.owners());
  }

  @Test
  void aHostWithoutDpkgSaysSo() {
    Path none = lists.resolve("none");
    assertEquals(
        "not known: dpkg's lists in " + none + " cannot be read",
        DebianPackages.of(report, none, host()).from());
  }

  private String host() {
    return Objects.requireNonNull(report.session()).host();
  }
}
