package syswall.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;

import java.io.IOException;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.Recorded;

class CsvExportTest {
  private static List<CSVRecord> parse(String csv) throws IOException {
    return CSVFormat.RFC4180.parse(new StringReader(csv)).getRecords();
  }

  private static List<CSVRecord> records(Table table, Recorded session) throws IOException {
    Map<String, String> files = Exports.csv(EnumSet.of(table), Exports.PLAIN, List.of(session));
    return parse(files.values().iterator().next());
  }

  @Test
  void everyRowHasACellForEachColumn() throws IOException {
    Map<String, String> files =
        Exports.csv(EnumSet.allOf(Table.class), Exports.PLAIN, List.of(Recordings.hostile()));
    for (Table table : Table.values()) {
      List<CSVRecord> records = parse(files.getOrDefault(table.label() + "-1", ""));
      assertEquals(table.columns(), records.get(0).toList());
      for (CSVRecord record : records) {
        assertEquals(table.columns().size(), record.size(), record.toString());
      }
    }
  }

  @Test
  void noTextCellOfAHostileSessionIsAFormulaOrControlsAnything() throws IOException {
    for (Table table : Table.values()) {
      for (CSVRecord record : records(table, Recordings.hostile())) {
        for (String cell : record) {
          assertFalse(cell.matches("(?s).*[\\x00-\\x1f\\x7f\\u202e].*"), cell);
          assertTrue(cell.matches("-?\\d{1,15}") || !cell.matches("(?s)[=+@-].*"), cell);
          assertFalse(cell.matches("\\d{16,}"), cell);
        }
      }
    }
  }

  @Test
  void eventsOfAHostileSessionAreWhole() throws IOException {
    String rows =
        records(Table.EVENTS, Recordings.hostile()).stream()
            .filter(row -> row.get(5).equals("call"))
            .map(row -> String.join(" ~ ", row.toList().subList(6, 12)))
            .collect(Collectors.joining("\n", "", "\n"));
    assertEquals(
        """
        open ~ /wood/=cmd|' /C calc'!A0 ~  ~  ~ 3 ~\s
        open ~ /wood/a "quoted",\\r\\nname ~  ~  ~ -1 ~ ENOENT
        open ~ /😀/;'=1+1 ~  ~  ~ -1 ~ EACCES
        open ~ /wood/\\u202e=cmd\\n ~  ~  ~ 4 ~\s
        open ~ /\\xff\\xc3x ~  ~  ~ 5 ~\s
        lseek ~ /wood/=cmd|' /C calc'!A0 ~  ~  ~ 0x7fffffffffffffff ~\s
        lseek ~ /wood/=cmd|' /C calc'!A0 ~  ~  ~ -5000 ~\s
        mmap ~  ~  ~  ~ 0x7fff00000000 ~\s
        read ~ /wood/=cmd|' /C calc'!A0 ~  ~  ~ -4096 ~\s
        getpid (i386) ~  ~  ~  ~ 100 ~\s
        pause ~  ~  ~  ~  ~ ERESTARTSYS
        rename ~ /wood/+a ~ /wood/-b ~  ~ -1 ~ EPERM
        open ~ /wood/_x0041_ & <b>  ~  ~  ~ -1 ~ EPERM
        """,
        rows);
  }

  @Test
  void eventsSayWhichPoliciesGovernedTheSession() throws IOException {
    Recorded session = Recorded.following("sh");
    session.policy("=p\033.json", "ask", "=one: ask %file").policy("builtin:base", "");
    session.process(FIRST, 0, 0).exits(FIRST, 0).counted(7L).ends(0);
    String rows =
        records(Table.EVENTS, session).stream()
            .filter(row -> row.get(5).matches("policy_loaded|rules_counted"))
            .map(row -> String.join(" ~ ", row.get(5), row.get(6), row.get(row.size() - 1)))
            .collect(Collectors.joining("\n", "", "\n"));
    assertEquals(
        """
        policy_loaded ~ '=p\\x1b.json ~ policy "=p\\33.json", 1 rule, otherwise ask
        policy_loaded ~ builtin:base ~ policy "builtin:base", 0 rules
        rules_counted ~  ~ 1 of 1 rules decided
        """,
        rows);
  }

  @Test
  void filesAreThoseOfTheReportInTheirOrder() throws IOException {
    Recorded session = new Recorded("sh");
    session.call(FIRST, "openat", AT_FDCWD, "in", 0).returns(3);
    session.call(FIRST, "read", 3).returns(12);
    session.call(FIRST, "access", "/none", 0).fails(2);
    assertEquals(
        """
        event,path,actions,bytes_read,bytes_written,failed,errors,pids
        3,/wood/in,opened_for_reading,12,0,0,,100
        7,/none,,0,0,1,ENOENT,100
        """,
        Exports.table(Table.FILES, session));
  }

  @Test
  void socketsHaveARowForEachPeer() throws IOException {
    Recorded session = new Recorded("sh");
    session.call(FIRST, "socket", 2, 1, 0).returns(6);
    session.call(FIRST, "connect", 6, loopback(1, 80), 16).returns(0);
    session.call(FIRST, "write", 6).returns(84);
    session.call(FIRST, "socket", 2, 2, 0).returns(7);
    assertEquals(
        """
        event,pid,protocol,bound,listening,peer,peer_name,contact,error,bytes_sent,bytes_received
        3,100,TCP,,no,127.0.0.1:80,,connected,,84,0
        9,100,UDP,,no,,,,,,
        """,
        Exports.table(Table.SOCKETS, session));
  }

  @Test
  void findingsAreThoseOfTheReportWithTheEventsThatShowThem() throws IOException {
    Recorded session = new Recorded("sh");
    session.call(FIRST, "openat", AT_FDCWD, "/etc/shadow", 0).fails(13);
    session.call(FIRST, "openat", AT_FDCWD, "/root/.ssh/id_rsa", 0).returns(3);
    session.call(FIRST, "openat", AT_FDCWD, "/root/.netrc", 0).returns(4);
    assertEquals(
        """
        event,pid,rule,finding,what
        5,100,read_secrets,read secrets,/root/.ssh/id_rsa
        7,100,read_secrets,read secrets,/root/.netrc
        3,100,refused_secrets,was refused secrets,/etc/shadow
        """,
        Exports.table(Table.FINDINGS, session));
  }

  @Test
  void namesSayWhetherAnAddressWasKnown() throws IOException {
    Recorded session = new Recorded("sh");
    byte[] none =
        HexFormat.of().parseHex("123481830001000000000000" + "03777777026162000001" + "0001");
    Recorded.Out content = new Recorded.Out(Capture.Form.MEMORY, ByteString.copyOf(none));
    session
        .call(FIRST, "recvfrom", 3, content, 2048, 0, loopback(1, 53).out())
        .returns(none.length);
    assertEquals("event,name,answered\n3,www.ab,no\n", Exports.table(Table.NAMES, session));
  }

  @Test
  void openedSaysWhoHadWhatWhen() throws IOException {
    Recorded session = new Recorded("sh");
    session.inherits(1, "/dev/pts/0");
    session.call(FIRST, "openat", AT_FDCWD, "in", 0).returns(3);
    session.call(FIRST, "close", 3).returns(0);
    assertEquals(
        """
        event,time,since_start_ns,pid,kind,resource,open_ns,close_event,bytes_read,bytes_written
        4,2026-01-01 00:00:00.000004,4000,100,file,/wood/in,2000,6,0,0
        2,2026-01-01 00:00:00.000002,2000,,file,/dev/pts/0,,,0,0
        """,
        Exports.table(Table.OPENED, session));
  }

  @Test
  void processesSayHowTheyEnded() throws IOException {
    Recorded session = new Recorded("sh");
    session.executes(FIRST, FIRST, "/bin/dash", "sh", "-c", "two words");
    session.process(101, FIRST, 0).exits(101, 11).exits(FIRST, 3 << 8);
    assertEquals(
        """
        event,time,since_start_ns,pid,parent_pid,lived_ns,exit_code,killed_by,threads,program,command
        1,2026-01-01 00:00:00.000001,1000,100,,4000,3,,1,/bin/dash,sh -c 'two words'
        3,2026-01-01 00:00:00.000003,3000,101,100,1000,,SIGSEGV,1,/bin/dash,sh -c 'two words'
        """,
        Exports.table(Table.PROCESSES, session));
  }

  @Test
  void decisionsSayWhatTheProgramWasTold() throws IOException {
    Recorded session = new Recorded("sh");
    session.call(FIRST, "open", "/etc/shadow", 0).blocked("keys", 13);
    session.call(FIRST, "write", 1).faked("quiet", 5);
    session.call(FIRST, "unlink", "/x").killed("no");
    assertEquals(
        """
        event,time,since_start_ns,pid,tid,verdict,decided_by,rule,name,path,to_path,address,told
        2,2026-01-01 00:00:00.000002,2000,100,100,blocked,rule,keys,open,/etc/shadow,,,EACCES
        5,2026-01-01 00:00:00.000005,5000,100,100,faked,rule,quiet,write,,,,5
        8,2026-01-01 00:00:00.000008,8000,100,100,killed,rule,no,unlink,/x,,,
        """,
        Exports.table(Table.DECISIONS, session));
  }

  @Test
  void aTableThatIsLongerThanASheetGoesOnInAnotherFile() throws IOException {
    Recorded session = new Recorded("sh");
    for (int i = 0; i < 5; i++) {
      session.call(FIRST, "getpid").returns(FIRST);
    }
    CsvStyle threeRows = new CsvStyle(false, false, 3);
    Map<String, String> files = Exports.csv(EnumSet.of(Table.EVENTS), threeRows, List.of(session));
    assertEquals(
        List.of("events-1", "events-2", "events-3", "events-4"), List.copyOf(files.keySet()));
    for (String file : files.values()) {
      List<CSVRecord> records = parse(file);
      assertEquals(Table.EVENTS.columns(), records.get(0).toList());
      assertTrue(records.size() <= 3);
    }
  }

  @Test
  void severalSessionsHaveAColumnThatNamesThem() throws IOException {
    Recorded session = new Recorded("sh");
    session.call(FIRST, "access", "/none", 0).fails(2);
    Map<String, String> files =
        Exports.csv(EnumSet.of(Table.FILES), Exports.PLAIN, List.of(session, session));
    assertEquals(
        """
        session,event,path,actions,bytes_read,bytes_written,failed,errors,pids\r
        run0.cq,3,/none,,0,0,1,ENOENT,100\r
        run1.cq,3,/none,,0,0,1,ENOENT,100\r
        """,
        files.get("files-1"));
  }

  @Test
  void rawTextIsLeftAndAMarkStandsInFront() throws IOException {
    Recorded session = new Recorded("=1");
    CsvStyle style = new CsvStyle(true, true, TableExport.SHEET_ROWS);
    String csv = Exports.csv(EnumSet.of(Table.EVENTS), style, List.of(session)).get("events-1");
    assertTrue(csv != null && csv.startsWith("\ufeffevent,time,") && csv.contains(",=1\r\n"), csv);
    assertTrue(Exports.table(Table.EVENTS, session).endsWith("\n"));
    assertTrue(Exports.table(Table.EVENTS, session).contains(",'=1\n"));
  }
}
