package syswall.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.FIRST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import syswall.position.Positions;
import syswall.replay.Recorded;
import syswall.report.IndentedJson;
import syswall.report.JsonSchema;
import syswall.report.Style;
import syswall.state.Contact;

class ListingTest {
  @Test
  void textIsTheTreeOfProcessesWithAllTheyHave() {
    assertEquals(
        """
        sh -c 'make it' \\33[31m\\342\\200\\…: state at 0.001604 s, 2026-01-01 00:00:00.001604 UTC, after event 104
        [pid 100] close(6<pipe>) = 0

        100 sh -c 'make it' \\33[31m\\342\\200\\256
        │    running
        │    cwd /wood
        │    descriptors shared with 201
        │    0   rw /dev/pts/0           also 203:0
        │    2   r  pipe#3 read end      also 203:2
        │    3*  w  /wood/lo\\33[2Jg\\n    append, written 12 B
        │    4   rw /tmp/gone (deleted)  at 1,234,567, read 1.23 MB, also 203:4
        │    5   r  pipe#16 read end     write end 203:1
        │    1 mapped file (--maps)
        ├─ 201 sh -c 'make it' \\33[31m\\342\\200\\256
        │       for 1.50 ms in wait4(-1, NULL, 0, NULL)
        │       cwd /wood
        │       descriptors shared with 100
        │       1 mapped file (--maps)
        └─ 202 serve
                thread 202 running
                thread 204 running
                  cwd /srv
                  root /jail
                  11*    pidfd of 100
                thread 205 running
                cwd /wood
                3   rw TCP:[127.0.0.1:80]                  listening
                4   rw TCP:[127.0.0.1:80->127.0.0.2:4000]  accepted, received 100 B
                5   rw TCP:[?->127.0.0.3:81]               connection in progress
                6   rw TCP                                 failed ECONNREFUSED to 127.0.0.3:82
                7   rw UNIX                                other end 8
                8   rw UNIX                                other end 7
                9      epoll                               watches 3 EPOLLIN|EPOLLET
                10     eventfd                             written 8 B
                11*    pidfd of 100

        203 cc -o 'out put' (child of 200)
             running
             cwd /tmp (deleted)
             0   rw /dev/pts/0           also 100:0
             1   w  pipe#16 write end    read end 100:5
             2   r  pipe#3 read end      also 100:2
             4   rw /tmp/gone (deleted)  at 1,234,567, read 1.23 MB, also 100:4

        1 process ended before; * closed by execve
        """,
        TextListing.render(Places.listing(), false, Style.PLAIN));
  }

  @Test
  void oneProcessIsListedAloneAndByAnyOfItsThreads() {
    Listing one = Places.listing().only(201);
    assertEquals(List.of(201), one.processes().stream().map(Listing.ProcessRow::pid).toList());
    String text = TextListing.render(one, false, Style.PLAIN);
    assertTrue(text.contains("     descriptors shared with 100\n     0   rw /dev/pts/0"), text);
    assertEquals(202, Places.listing().only(205).processes().get(0).pid());
    assertEquals(List.of(), Places.listing().only(200).processes());
  }

  @Test
  void mappedFilesAreNamedWhenAskedFor() {
    String text = TextListing.render(Places.listing().only(FIRST), true, Style.PLAIN);
    assertTrue(text.contains("     map /tmp/gone (deleted)  12.3 kB, r-xp rw-p\n"), text);
  }

  @Test
  void emptySessionSaysWhatToDo() {
    Recorded session = new Recorded("prog").exits(FIRST, 0).ends(0);
    assertEquals(
        """
        prog: state at 0.000003 s, 2026-01-01 00:00:00.000003 UTC, after event 3
        session ended

        no process lives, 1 process ended before; --at-exit PID shows what one had
        """,
        TextListing.render(Listing.of(Positions.end(session)), false, Style.PLAIN));
  }

  @Test
  void manyHoldersAreCounted() {
    Recorded session = new Recorded("prog").inherits(0, "/dev/null");
    for (int fd = 1; fd < 8; fd++) {
      session.call(FIRST, "dup", 0).returns(fd);
    }
    String text = TextListing.render(Listing.of(Positions.end(session)), false, Style.PLAIN);
    assertTrue(text.contains("     7   rw /dev/null  also 0 1 2 3 and 3 more\n"), text);
  }

  @Test
  void pipeWhoseOtherEndNobodyHasIsSaid() {
    Recorded session = new Recorded("prog");
    session.call(FIRST, "pipe2", Recorded.pair(3, 4), 0).returns(0);
    session.call(FIRST, "close", 3).returns(0);
    String text = TextListing.render(Listing.of(Positions.end(session)), false, Style.PLAIN);
    assertTrue(text.contains("     4   w  pipe#3 write end  read end closed\n"), text);
  }

  @Test
  void coloursAddNothingButColours() {
    String plain = TextListing.render(Places.listing(), true, Style.PLAIN);
    String coloured = TextListing.render(Places.listing(), true, Style.ANSI);
    assertFalse(plain.contains("\033"));
    assertTrue(coloured.contains("\033[31mfailed ECONNREFUSED to 127.0.0.3:82\033[0m"), coloured);
    assertEquals(plain, coloured.replaceAll("\033\\[[0-9]*m", ""));
  }

  @Test
  void textIsPrintableWhateverTheBytes() {
    String text = TextListing.render(Places.listing(), true, Style.PLAIN);
    assertTrue(
        text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f) || "│├└─…".indexOf(c) >= 0));
  }

  @Test
  void jsonFollowsTheSchema() throws IOException {
    JsonSchema schema = JsonSchema.of("state.schema.json");
    Set<String> kinds = new HashSet<>();
    JsonNode node = new ObjectMapper().readTree(JsonListing.render(Places.listing()));
    schema.assertFollowedBy(node);
    node.findValues("kind").forEach(kind -> kinds.add(kind.asText()));
    assertEquals(new HashSet<>(schema.choices("descriptor", "kind")), kinds);
    assertEquals(
        Stream.of(Contact.values()).map(IndentedJson::label).toList().stream().sorted().toList(),
        schema.choices("descriptor", "peer", "contact").stream().sorted().toList());
    schema.assertFollowedBy(
        new ObjectMapper()
            .readTree(JsonListing.render(Listing.of(Positions.end(new Recorded("prog"))))));
  }

  @Test
  void integersThatADoubleDoesNotHoldAreStrings() throws IOException {
    Recorded session = new Recorded("prog");
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.call(FIRST, "lseek", 3, 0, 0).returns(Long.MAX_VALUE - 10);
    JsonNode node =
        new ObjectMapper().readTree(JsonListing.render(Listing.of(Positions.end(session))));
    JsonSchema.of("state.schema.json").assertFollowedBy(node);
    assertEquals("9223372036854775797", node.findValue("offset").textValue());
  }
}
