package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import syswall.export.Table;

class ExportCommandTest {
  private static final List<String> FILES =
      List.of(
          "decisions.csv",
          "events.csv",
          "files.csv",
          "findings.csv",
          "names.csv",
          "opened.csv",
          "processes.csv",
          "sockets.csv");

  @TempDir private Path directory;
  private String session = "";

  @BeforeEach
  void record() throws IOException {
    session = SmallSession.create(directory, true).toString();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void isOneLine(String line, Outcome outcome) {
    assertEquals("syswall: " + line + System.lineSeparator(), outcome.err());
    assertEquals(ExitCode.TROUBLE, outcome.exitCode());
  }

  @Test
  void aTableIsPrinted() {
    Outcome export = Outcome.of("export", "--table", "events", "-o", "-", session);
    assertEquals("", export.err());
    assertEquals(ExitCode.OK, export.exitCode());
    assertEquals(
        """
        event,time,since_start_ns,pid,tid,kind,name,path,to_path,address,result,error,duration_ns,end_event,text
        0,1970-01-01 00:00:00.000000,0,,,session_started,,,,,,,,,/bin/hello
        1,1970-01-01 00:00:00.000001,1000,42,42,process_started,,,,,,,,,process started
        2,1970-01-01 00:00:00.000002,2000,42,42,call,close,,,,0,,500,3,close(0) = 0
        4,1970-01-01 00:00:00.000002,2000,42,42,call,close,,,,-1,EBADF,500,5,close(1) = -1 EBADF (Bad file descriptor)
        6,1970-01-01 00:00:00.000002,2000,42,42,call,close,,,,0,,500,7,close(2) = 0
        8,1970-01-01 00:00:00.000003,3000,42,42,process_exited,,,,,,,,,exited with 0
        9,1970-01-01 00:00:00.000003,3000,,,session_ended,completed,,,,,,,,exit status 0
        """,
        export.out().replace("\r\n", "\n"));
  }

  @Test
  void allTablesAreFilesInADirectoryForTheirOwner() throws IOException {
    Path tables = directory.resolve("tables");
    Outcome export = Outcome.of("export", "-o", tables.toString(), session);
    assertEquals("", export.err() + export.out());
    assertEquals(ExitCode.OK, export.exitCode());
    assertEquals(FILES, names(tables));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tables)));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(tables.resolve("events.csv"))));
  }

  @Test
  void whatExistsIsReplacedOnlyByForce() throws IOException {
    Path tables = Files.createDirectory(directory.resolve("tables"));
    Path old = Files.writeString(tables.resolve("events-2.csv"), "old");
    Files.writeString(tables.resolve("notes.csv"), "mine");
    isOneLine(
        old.toRealPath() + " exists; use --force to replace it",
        Outcome.of("export", "-o", tables.toString(), session));
    assertEquals(List.of("events-2.csv", "notes.csv"), names(tables));
    assertEquals(
        ExitCode.OK, Outcome.of("export", "--force", "-o", tables.toString(), session).exitCode());
    assertEquals(
        Stream.concat(FILES.stream(), Stream.of("notes.csv")).sorted().toList(), names(tables));

    Path file = Files.writeString(directory.resolve("x.csv"), "old");
    String[] args = {"export", "--table=files", "-o", file.toString(), session, "--force"};
    isOneLine(
        file.toRealPath() + " exists; use --force to replace it",
        Outcome.of(List.of(args).subList(0, 5).toArray(new String[0])));
    assertEquals("old", Files.readString(file));
    assertEquals(ExitCode.OK, Outcome.of(args).exitCode());
    assertTrue(Files.readString(file).startsWith("event,path,"));
  }

  @Test
  void nothingIsLeftOfAnExportThatFails() throws IOException {
    Path tables = directory.resolve("tables");
    Path missing = directory.resolve("missing.cq");
    isOneLine(
        missing + ": no such session",
        Outcome.of("export", "-o", tables.toString(), session, missing.toString()));
    assertFalse(Files.exists(tables));
    isOneLine(
        missing + ": no such session",
        Outcome.of("export", "--table=files", "-o", tables.toString(), missing.toString()));
    assertEquals(List.of("hello.cq"), names(directory));
  }

  @Test
  void jsonLinesAreThoseOfShow() {
    assertEquals(
        Outcome.of("show", "--json", session).out(),
        Outcome.of("export", "--format", "jsonl", "-o", "-", session).out());
  }

  @Test
  void stacksArePrinted() {
    assertEquals("close 2\n", Outcome.of("export", "--format=folded", "-o-", session).out());
  }

  @Test
  void aPerfettoTraceIsAFile() throws IOException {
    Path file = directory.resolve("x.perfetto-trace");
    Outcome export = Outcome.of("export", "--format=perfetto", "-o", file.toString(), session);
    assertEquals("", export.err() + export.out());
    assertEquals(0x0a, Files.readAllBytes(file)[0]);
    isOneLine(
        "cannot write /dev/full: No space left on device",
        Outcome.of("export", "--format=perfetto", "-o", "/dev/full", session));
  }

  @Test
  void aWorkbookIsAFileForItsOwner() throws IOException {
    Path file = directory.resolve("x.xlsx");
    String[] args = {"export", "--format=xlsx", "-o", file.toString(), session};
    assertEquals(new Outcome(ExitCode.OK, "", ""), Outcome.of(args));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (ZipFile workbook = new ZipFile(file.toFile())) {
      assertTrue(workbook.getEntry("xl/worksheets/sheet" + Table.values().length + ".xml") != null);
    }
    isOneLine(file + " exists; use --force to replace it", Outcome.of(args));
    assertEquals(List.of("hello.cq", "x.xlsx"), names(directory));
  }

  @Test
  void noWorkbookIsLeftOfAnExportThatFails() throws IOException {
    String file = directory.resolve("x.xlsx").toString();
    Path missing = directory.resolve("missing.cq");
    isOneLine(
        missing + ": no such session",
        Outcome.of("export", "--format=xlsx", "-o", file, session, missing.toString()));
    isOneLine(
        "cannot write /dev/full: No space left on device",
        Outcome.of("export", "--format=xlsx", "-o", "/dev/full", session));
    assertEquals(List.of("hello.cq"), names(directory));
  }

  /** By SIGTERM: SIGINT is ignored where the tests run in the background of a shell. */
  @Test
  @Tag("process")
  @Timeout(60)
  void nothingIsLeftOfAnExportThatIsToldToEnd() throws Exception {
    List<String> command = FreshJvm.of(Syswall.class.getName());
    command.addAll(List.of("export", "--format=xlsx", "-o", "x.xlsx"));
    command.addAll(Collections.nCopies(5_000, "hello.cq")); // it is at work for a while
    try (WatchService begun = FileSystems.getDefault().newWatchService()) {
      directory.register(begun, StandardWatchEventKinds.ENTRY_CREATE);
      Process export =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      begun.take();
      assertEquals(2, names(directory).size());
      export.destroy();
      assertEquals(ExitCode.killedBy(15), export.waitFor());
    }
    assertEquals(List.of("hello.cq"), names(directory));
  }

  @Test
  void aFullDiskIsOneLine() {
    isOneLine(
        "cannot write /dev/full: No space left on device",
        Outcome.of("export", "--table=events", "-o", "/dev/full", session));
  }

  @Test
  void placesThatCannotBeWrittenToAreOneLine() throws IOException {
    Path nowhere = directory.resolve("no/where");
    isOneLine(
        "cannot write " + nowhere + ": no such directory",
        Outcome.of("export", "-o", nowhere.toString(), session));
    isOneLine(
        "cannot write " + nowhere + ": no such directory",
        Outcome.of("export", "--table=files", "-o", nowhere.toString(), session));
    isOneLine(
        "cannot write " + directory + ": it is a directory",
        Outcome.of("export", "--table=files", "-o", directory.toString(), session));
    Path file = Files.writeString(directory.resolve("file"), "mine");
    isOneLine(
        "cannot write " + file + ": it exists and is no directory",
        Outcome.of("export", "--force", "-o", file.toString(), session));
    // Where even root may create nothing.
    isOneLine(
        "cannot write /proc/self/x: no such directory",
        Outcome.of("export", "-o", "/proc/self/x", session));
  }

  @Test
  void aPipeIsWrittenToAsItIs() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();
    assertEquals("", Outcome.of("export", "--table=files", "-o", pipe.toString(), session).err());
    assertEquals(
        String.join(",", Table.FILES.columns()) + "\r\n",
        new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(0, reader.waitFor());
  }

  @Test
  void aLinkLeadsToTheFileThatIsReplaced() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    Outcome.of("export", "--force", "--table=files", "-o", link.toString(), session);
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.readString(file).startsWith("event,path,"));
  }

  @Test
  void sessionsAreNamedAsTheUserNamedThem() throws IOException {
    Path open = SmallSession.create(Files.createDirectory(directory.resolve("open")), false);
    Outcome export = Outcome.of("export", "--table=processes", "-o", "-", session, open.toString());
    assertEquals(ExitCode.OK, export.exitCode());
    assertTrue(export.err().startsWith("syswall: " + open + " has no end: "), export.err());
    assertEquals(
        List.of("session", session, open.toString()),
        export.out().lines().map(line -> line.substring(0, line.indexOf(','))).toList());
  }

  @Test
  void aDamagedSessionIsExportedUpToTheDamage() throws IOException {
    SmallSession.damageLastRecord(Path.of(session));
    Path file = directory.resolve("x.csv");
    Outcome export = Outcome.of("export", "--table=events", "-o", file.toString(), session);
    assertEquals(ExitCode.TROUBLE, export.exitCode());
    assertTrue(
        export.err().startsWith("syswall: " + session + " is damaged, exported is what is before"),
        export.err());
    assertTrue(Files.readString(file).endsWith("exited with 0\r\n"));
  }
}
