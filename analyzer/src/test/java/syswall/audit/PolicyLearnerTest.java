package syswall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import syswall.journal.JournalTailer;
import syswall.policy.PolicyLoader;
import syswall.replay.Recorded;
import syswall.report.Style;

/** Policies that are learned from sessions, tried on these. */
class PolicyLearnerTest {
  private static final int O_WRONLY_CREAT = 0101;

  @TempDir private Path directory;

  private static LearnedPolicy.Written learned(Path session) throws IOException {
    PolicyLearner learner = new PolicyLearner(Links.UNKNOWN);
    try (JournalTailer tailer = JournalTailer.open(session)) {
      learner.learn(tailer);
    }
    return LearnedPolicy.write(learner);
  }

  private void assertSilent(Path session) throws Exception {
    Path policy = Files.writeString(directory.resolve("p.json"), learned(session).json());
    try (JournalTailer tailer = JournalTailer.open(session)) {
      Audit audit = Audit.of(tailer, PolicyLoader.load(List.of(policy.toString())), Links.UNKNOWN);
      assertEquals(List.of(), audit.deeds(), TextAudit.render(audit, true, Style.PLAIN));
      assertTrue(audit.calls().getOrDefault("allow", 0L) > 0);
    }
  }

  private Path session() throws IOException {
    Recorded session =
        new Recorded("x")
            .executes(FIRST, FIRST, "/bin/x", "x")
            .call(FIRST, "openat", AT_FDCWD, "out*{}", O_WRONLY_CREAT)
            .returns(3)
            .call(FIRST, "fchmod", 3, 0600)
            .returns(0)
            .call(FIRST, "socket", 2, 1, 0)
            .returns(4)
            .call(FIRST, "connect", 4, Recorded.loopback(1, 443), 16)
            .returns(0)
            .call(FIRST, "socket", 1, 1, 0)
            .returns(5)
            .call(FIRST, "connect", 5, Recorded.unix("/run/x"), 9)
            .returns(0)
            .call(FIRST, "utimensat", 77, 0, 0, 0)
            .returns(0)
            .call(FIRST, "io_uring_setup", 8, 0)
            .returns(6)
            .call(FIRST, "rename", "a", "/tmp/b")
            .returns(0)
            .call(FIRST, "stat", "/etc/passwd")
            .returns(0);
    for (String name : List.of("a", "b", "c", "d", "e")) {
      session.call(FIRST, "open", "/usr/share/doc/" + name, 0).returns(7);
      session.call(FIRST, "open", "/etc/" + name, 0).returns(7);
      session.call(FIRST, "execve", "/usr/bin/" + name, 0, 0).fails(2);
    }
    Path journal = directory.resolve("s.cq");
    session.ends(0).write(journal);
    return journal;
  }

  @Test
  void learnedPolicyAsksNothingOfItsRun() throws Exception {
    assertSilent(session());
    assertSilent(Path.of("../sample-sessions/greeting/session.cq"));
  }

  @Test
  void learnedPolicyIsReadable() throws Exception {
    LearnedPolicy.Written written = learned(session());
    String json = written.json().replaceAll("\\s+", " ");
    for (String part :
        List.of(
            "\"${CWD}/out\\\\*\\\\{\\\\}\", \"${TMPDIR}/**\"",
            "\"cidr\" : [ \"127.0.0.1\" ], \"port\" : \"443\"",
            "\"unix\" : [ \"/run/x\" ]",
            "\"/etc/a\", \"/etc/b\", \"/etc/c\", \"/etc/d\", \"/etc/e\", \"/usr/share/doc/*\"",
            "\"access\" : [ \"metadata\" ] }",
            "\"index\" : 0, \"value\" : 2,")) {
      assertTrue(json.contains(part), part + " in " + json);
    }
    assertEquals(List.of("write-create ${TMPDIR}/**", "read /usr/share/doc/*"), written.wider());
    // another file of a private directory, another port, another program are asked about
    Path policy = Files.writeString(directory.resolve("p.json"), written.json());
    Recorded other =
        new Recorded("y")
            .call(FIRST, "open", "/etc/shadow", 0)
            .returns(3)
            .call(FIRST, "open", "/usr/share/doc/other", 0)
            .returns(3)
            .call(FIRST, "execve", "/bin/sh", 0, 0)
            .returns(0)
            .ends(0);
    Path journal = directory.resolve("o.cq");
    other.write(journal);
    try (JournalTailer tailer = JournalTailer.open(journal)) {
      Audit audit = Audit.of(tailer, PolicyLoader.load(List.of(policy.toString())), Links.UNKNOWN);
      assertEquals(
          List.of("open /etc/shadow", "execve /bin/sh"),
          audit.deeds().stream().map(deed -> deed.call() + " " + deed.path()).toList());
    }
  }
}
