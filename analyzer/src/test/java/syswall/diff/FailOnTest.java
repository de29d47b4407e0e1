package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.diff.Runs.CREATE_EXCLUSIVE;
import static syswall.diff.Runs.EACCES;
import static syswall.diff.Runs.ECONNREFUSED;
import static syswall.diff.Runs.ENOENT;
import static syswall.diff.Runs.profile;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.Recorded;
import syswall.report.JsonSchema;
import syswall.report.Style;

class FailOnTest {
  private static final int WRITE_CREATE = 0101;

  /** Part of a run. */
  private interface Does {
    void in(Recorded session);

    default Does and(Does more) {
      return session -> {
        in(session);
        more.in(session);
      };
    }
  }

  @Test
  void hostThatNoOneTalkedToIsNewWhateverCameOfIt() {
    Does known = s -> connects(s, FIRST, 1, 0);
    assertEquals(
        List.of("127.0.0.2"),
        news(FailOn.NEW_HOST, known, known.and(s -> connects(s, FIRST, 2, ECONNREFUSED))));
    assertEquals(List.of(), news(FailOn.NEW_HOST, known, known));
  }

  @Test
  void hostThatAnotherProcessTalkedToIsNotNew() {
    assertEquals(
        List.of(),
        news(
            FailOn.NEW_HOST,
            s -> connects(s, FIRST, 1, 0),
            s -> {
              s.process(101, FIRST, 0).executes(101, 101, "/bin/nc", "nc");
              connects(s, 101, 1, 0);
            }));
  }

  private static void connects(Recorded session, int pid, int host, int errno) {
    session.call(pid, "socket", 2, 1, 0).returns(3);
    Recorded.Pending call = session.call(pid, "connect", 3, loopback(host, 80), 16);
    (errno == 0 ? call.returns(0) : call.fails(errno)).call(pid, "close", 3).returns(0);
  }

  @Test
  void hostIsKnownByTheNameThatWasAskedFor() {
    Does known = s -> connects(asks(s, "www.ab", 1), FIRST, 1, 0);
    Does elsewhere = s -> connects(asks(s, "www.ab", 2), FIRST, 2, 0);
    assertEquals(List.of(), news(FailOn.NEW_HOST, known, elsewhere));
    assertEquals(
        List.of("bad.xy"), news(FailOn.NEW_HOST, known, known.and(s -> asks(s, "bad.xy", 3))));
  }

  /** A name of two parts, of three and two characters, is asked for and has an address. */
  private static Recorded asks(Recorded session, String name, int host) {
    byte[] answer = {
      1,
      2,
      (byte) 0x81,
      (byte) 0x80,
      0,
      1,
      0,
      1,
      0,
      0,
      0,
      0,
      3,
      0,
      0,
      0,
      2,
      0,
      0,
      0,
      0,
      1,
      0,
      1,
      (byte) 0xc0,
      12,
      0,
      1,
      0,
      1,
      0,
      0,
      0,
      60,
      0,
      4,
      127,
      0,
      0,
      (byte) host
    };
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != '.') {
        answer[13 + i] = (byte) name.charAt(i);
      }
    }
    Recorded.Out content = new Recorded.Out(Capture.Form.MEMORY, ByteString.copyOf(answer));
    return session
        .call(FIRST, "recvfrom", 9, content, 2048, 0, loopback(53, 53).out())
        .returns(answer.length);
  }

  @Test
  void fileIsWrittenByWhateverChangesIt() {
    Does known = s -> writes(s, "/out");
    assertEquals(
        List.of("/new", "/made", "/moved", "/old", "/gone"),
        news(
            FailOn.NEW_WRITE,
            known,
            known.and(
                s -> {
                  s.call(FIRST, "unlink", "/out").returns(0);
                  s.call(FIRST, "openat", AT_FDCWD, "/refused", WRITE_CREATE).fails(EACCES);
                  writes(s, "/new");
                  writes(s, "/dev/null");
                  reads(s, FIRST, "/read");
                  s.call(FIRST, "mkdir", "/made").returns(0);
                  s.call(FIRST, "rename", "/old", "/moved").returns(0);
                  s.call(FIRST, "unlink", "/gone").returns(0);
                })));
  }

  private static void writes(Recorded session, String path) {
    session.call(FIRST, "openat", AT_FDCWD, path, WRITE_CREATE).returns(3);
    session.call(FIRST, "write", 3).returns(5).call(FIRST, "close", 3).returns(0);
  }

  @Test
  void nameThatWasMadeUpIsNoNewWrite() {
    assertEquals(
        List.of(),
        news(FailOn.NEW_WRITE, s -> makesUp(s, "ccAbC1dE"), s -> makesUp(s, "ccQw3rTy")));
  }

  @Test
  void nameThatWasMadeUpIsNoNewWriteIfAnyRunOfTheBaselineMadeUpSoMany() {
    Does two =
        s -> {
          makesUp(s, "ccQw3rTy");
          makesUp(s, "ccPl0kMn");
        };
    Does one = s -> makesUp(s, "ccAbC1dE");
    Does other =
        s -> {
          makesUp(s, "ccXx9yZz");
          makesUp(s, "ccKj2hGf");
        };
    assertEquals(1, news(FailOn.NEW_WRITE, one, two).size());
    assertEquals(List.of(), news(FailOn.NEW_WRITE, one, other, two));
    assertEquals(List.of(), news(FailOn.NEW_WRITE, other, one, two));
  }

  private static void makesUp(Recorded session, String name) {
    session.call(FIRST, "openat", AT_FDCWD, "/tmp/" + name, CREATE_EXCLUSIVE).returns(3);
    session.call(FIRST, "close", 3).returns(0);
  }

  @Test
  void programIsNewIfNoProcessExecutedIt() {
    Does known = s -> executes(s, 101, "/bin/cc");
    assertEquals(
        List.of("/bin/nc"),
        news(
            FailOn.NEW_EXEC,
            known,
            known.and(
                s -> {
                  executes(s, 102, "/bin/cc");
                  executes(s, 103, "/bin/nc");
                })));
  }

  private static void executes(Recorded session, int pid, String program) {
    session.process(pid, FIRST, 0).call(pid, "execve", program).returns(0);
    session.executes(pid, pid, program, program).exits(pid, 0);
  }

  @Test
  void callFailsNewlyWhereItDidNotFailSoInItsProcess() {
    assertEquals(
        List.of("open /etc/x ENOENT", "open /etc/y EACCES", "open /etc/z ENOENT"),
        news(
            FailOn.NEW_FAILURE,
            s -> {
              reads(s, FIRST, "/etc/x");
              s.call(FIRST, "openat", AT_FDCWD, "/etc/y", 0).fails(ENOENT);
              s.call(FIRST, "openat", AT_FDCWD, "/etc/same", 0).fails(ENOENT);
            },
            s -> {
              for (String name : List.of("/etc/x", "/etc/y", "/etc/z", "/etc/same")) {
                int errno = name.equals("/etc/y") ? EACCES : ENOENT;
                s.call(FIRST, "openat", AT_FDCWD, name, 0).fails(errno);
              }
            }));
  }

  @Test
  void lookingElsewhereFirstIsNoFailure() {
    assertEquals(
        List.of(),
        news(
            FailOn.NEW_FAILURE,
            s -> reads(s, FIRST, "/lib/x.so"),
            s -> {
              s.call(FIRST, "openat", AT_FDCWD, "/usr/lib/x.so", 0).fails(ENOENT);
              s.call(FIRST, "ioctl", 0, 0x5401, 0).fails(25);
              reads(s, FIRST, "/lib/x.so");
            }));
  }

  @Test
  void failureOfProcessThatOnlyOneRunHasCountsIfNoneFailedSo() {
    Does known =
        s -> {
          executes(s, 101, "/bin/a");
          s.call(FIRST, "openat", AT_FDCWD, "/etc/preload", 0).fails(ENOENT);
        };
    assertEquals(
        List.of("open /etc/secret EACCES"),
        news(
            FailOn.NEW_FAILURE,
            known,
            known.and(
                s -> {
                  s.process(102, FIRST, 0).executes(102, 102, "/bin/b", "b");
                  s.call(102, "openat", AT_FDCWD, "/etc/preload", 0).fails(ENOENT);
                  s.call(102, "openat", AT_FDCWD, "/etc/secret", 0).fails(EACCES);
                  s.exits(102, 0);
                })));
  }

  @Test
  void failureCountsAlsoIfItFollowsFromAnother() {
    SessionDiff diff = diff(EnumSet.of(FailOn.NEW_FAILURE), GOOD, BAD);
    assertEquals(1, diff.findings().size());
    assertEquals(2, news(FailOn.NEW_FAILURE, GOOD, BAD).size());
  }

  private static final Does GOOD = s -> reads(reads(s, FIRST, "/etc/x"), FIRST, "/etc/\033[31m");
  private static final Does BAD =
      s -> {
        s.call(FIRST, "openat", AT_FDCWD, "/etc/x", 0).fails(ENOENT);
        s.call(FIRST, "openat", AT_FDCWD, "/etc/\033[31m", 0).fails(ENOENT);
      };

  @Test
  void onlyWhatIsAskedForFails() {
    assertTrue(diff(EnumSet.noneOf(FailOn.class), GOOD, BAD).fails());
    assertFalse(diff(EnumSet.of(FailOn.NEW_WRITE), GOOD, BAD).fails());
    assertTrue(diff(EnumSet.of(FailOn.NEW_WRITE, FailOn.NEW_FAILURE), GOOD, BAD).fails());
    assertFalse(diff(EnumSet.allOf(FailOn.class), GOOD, GOOD).fails());
  }

  @Test
  void textSaysWhatWasFoundBelowTheVerdict() {
    String text = text(diff(EnumSet.allOf(FailOn.class), GOOD, BAD));
    assertTrue(text.contains("\nfails on new-failure: open /etc/x ENOENT  (event 4)\n"), text);
    assertTrue(
        text.contains("\nfails on new-failure: open /etc/\\33[31m ENOENT  (event 6)\n"), text);
    assertTrue(text.startsWith("different: "), text);
    EnumSet<FailOn> others = EnumSet.of(FailOn.NEW_HOST, FailOn.NEW_EXEC);
    assertTrue(text(diff(others, GOOD, BAD)).contains("\nno new-host, new-exec\n"));
    assertTrue(text(diff(others, GOOD, GOOD)).endsWith("\nno new-host, new-exec\n"));
  }

  @Test
  void jsonHasWhatWasAskedForAndFollowsItsSchema() throws IOException {
    SessionDiff diff = diff(EnumSet.allOf(FailOn.class), GOOD, BAD);
    JsonNode json = new ObjectMapper().readTree(JsonDiff.render(diff));
    JsonSchema.of("diff.schema.json").assertFollowedBy(json);
    assertEquals(4, json.get("failsOn").size());
    assertEquals(
        "{\"what\":\"open /etc/x ENOENT\",\"event\":4}",
        json.at("/failsOn/new-failure/0").toString());
  }

  /** What is new in the last of several runs. */
  private static List<String> news(FailOn kind, Does... runs) {
    int last = runs.length - 1;
    List<SessionProfile> before =
        Stream.of(runs).limit(last).map(b -> profile(run(b::in))).toList();
    SessionDiff diff =
        SessionDiff.of(before, profile(run(runs[last]::in)), List.of(), EnumSet.of(kind));
    return diff.failsOn().getOrDefault(kind, List.of()).stream().map(Deed::what).toList();
  }

  private static SessionDiff diff(EnumSet<FailOn> kinds, Does before, Does after) {
    return SessionDiff.of(
        List.of(profile(run(before::in))), profile(run(after::in)), List.of(), kinds);
  }

  private static String text(SessionDiff diff) {
    return TextDiff.render(diff, "a.cq", "b.cq", false, Style.PLAIN);
  }
}
