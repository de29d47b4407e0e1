package syswall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import syswall.event.ByteString;
import syswall.policy.PolicyLoader;
import syswall.policy.PolicyMatcher;
import syswall.policy.Surroundings;
import syswall.report.Style;

/** Calls as people write them, and what a policy says to them. */
class SpokenCallTest {
  private static final SpokenCall.Actor ACTOR =
      new SpokenCall.Actor(null, List.of(), List.of(), false, 0);

  @TempDir private Path directory;

  private static SpokenCall call(String words) {
    return SpokenCall.parse(List.of(words.split(" ", -1)), ACTOR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "openat /etc/passwd O_RDONLY      ; {1=/etc/passwd}   ; 0  ; ''",
        "openat AT_FDCWD /x O_WRONLY|O_CREAT 0644 ; {1=/x}    ; 65 ; ''",
        "openat2 /x O_RDWR                ; {1=/x}            ; 2  ; ''",
        "rename /a /b                     ; {0=/a, 1=/b}      ; 0  ; ''",
        "linkat /a /b                     ; {1=/a, 3=/b}      ; 0  ; ''",
        "fchmod /a 0600                   ; {0=/a}            ; 0  ; ''",
        "connect 10.0.0.1:443             ; {}                ; 0  ; 10.0.0.1:443",
        "connect [fe80::1]:80             ; {}                ; 0  ; [fe80::1]:80",
        "connect [::1]:80                 ; {}                ; 0  ; [::1]:80",
        "connect [1:2:3:4:5:6:7:8]:9      ; {}                ; 0  ; [1:2:3:4:5:6:7:8]:9",
        "connect /run/x.sock              ; {}                ; 0  ; /run/x.sock",
        "connect @x                       ; {}                ; 0  ; @x",
        "sendto 0 0 127.0.0.1:53          ; {}                ; 0  ; 127.0.0.1:53",
        "execve /bin/sh                   ; {0=/bin/sh}       ; 0  ; ''",
      })
  void wordsGoToTheArgumentsThatTakeThem(String words, String paths, long flags, String address) {
    SpokenCall call = call(words);
    assertEquals(paths, call.paths().toString());
    assertEquals(flags, call.openFlags());
    assertEquals(address, call.endpointText());
  }

  @ParameterizedTest
  @CsvSource({
    "opnat /x, no syscall is named 'opnat'",
    "openat etc, openat has no argument for 'etc'",
    "openat /x O_RDNOLY, openat has no argument for 'O_RDNOLY'",
    "connect 10.0.0.1, connect has no argument for '10.0.0.1'",
    "connect 10.0.0.300:1, connect has no argument for '10.0.0.300:1'",
    "connect 10.0.0.1:65536, connect has no argument for '10.0.0.1:65536'",
    "connect [::1::]:1, connect has no argument for '[::1::]:1'",
    "connect [1:2]:1, connect has no argument for '[1:2]:1'",
    "getpid 1, getpid has no argument for '1'",
  })
  void whatNoArgumentTakesIsAMistake(String words, String message) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> call(words)).getMessage());
  }

  @Test
  void explanationNamesTheRuleThatDecidesAndWhatItShadows() throws Exception {
    Path policy =
        Files.writeString(
            directory.resolve("p.json"),
            """
            {"version": 1, "defaultAction": "ask", "rules": [
              {"id": "keys", "comment": "secret", "names": ["%file"], "match": {"path": "/k/**"},
               "action": "deny"},
              {"id": "reads", "names": ["%file"], "match": {"access": "read"}, "action": "allow"},
              {"names": ["connect"], "match": {"address": {"cidr": "10.0.0.0/8"}},
               "action": "kill"}]}""");
    PolicyMatcher matcher =
        PolicyLoader.load(List.of(policy.toString()))
            .matcher(new Surroundings(Map.of("CWD", ByteString.of("/")), 6, 1, Set.of()));
    String text =
        TextExplanation.render(matcher, call("openat /k/x O_RDWR"), Style.PLAIN)
            + TextExplanation.render(matcher, call("connect 10.0.0.1:443"), Style.PLAIN);
    assertEquals(
        """
        openat: deny(EPERM)

        read /k/x
          decides   deny(EPERM)   keys     p.json:2  secret
          shadowed  allow         reads    p.json:4
          shadowed  ask           default

        write /k/x
          decides   deny(EPERM)   keys     p.json:2  secret
          shadowed  ask           default
        connect: kill

        10.0.0.1:443
          decides   kill          rules[2]  p.json:5
          shadowed  ask           default
        """,
        text.replace(directory + "/", ""));
  }
}
