package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A soft block leaves the program content, whatever it does next, and the world untouched. */
@Tag("process")
class SoftBlockTest {
  private static final String STREAM = " 3 3 4 3 9 1 b'' b'' b''\n";
  private static final String DATAGRAMS = " 3 3 4 3 9 silence\n";
  private static final String CLIENTS =
      Stream.of("tcp", "tcp-nonblocking", "tcp-far", "tcp6", "tcp6-mapped", "udp", "udp6", "unix")
          .map(
              kind ->
                  kind
                      + " connected 4 4 0 True True"
                      + (kind.equals("unix") ? "" : " True True")
                      + (kind.startsWith("udp") ? DATAGRAMS : STREAM))
          .reduce("", String::concat);

  static Stream<Arguments> namesAndAccounts() {
    return Stream.of("connect", "socket", "%network")
        .flatMap(names -> Account.available().stream().map(a -> Arguments.of(names, a)));
  }

  static List<Account> accounts() {
    return Account.available();
  }

  private static Outcome record(Testbed testbed, String names, String match, String... program)
      throws Exception {
    Path policy = testbed.directory().resolve("policy.json");
    Files.writeString(
        policy,
        """
        {"version": 1, "defaultAction": "allow", "rules": [
          {"id": "pretend", "names": ["%s"], "match": {%s}, "action": "fake"}]}
        """
            .formatted(names, match));
    return testbed.record(List.of(), List.of("-Dpolicy=" + policy), List.of(program));
  }

  private static String script(Testbed testbed, String name) throws Exception {
    Testbed.assumeInstalled("python3");
    return testbed.install(Path.of("src/test/python", name)).toString();
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("namesAndAccounts")
  void clientsAreToldThatTheyAreConnectedAndNothingGoesOut(String names, Account account)
      throws Exception {
    try (var testbed = new Testbed(account);
        var server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        var datagrams = new DatagramSocket(server.getLocalPort(), server.getInetAddress())) {
      String port = Integer.toString(server.getLocalPort());
      Outcome outcome = record(testbed, names, "", "python3", script(testbed, "clients.py"), port);
      assertEquals(CLIENTS, outcome.stdout(), outcome::stderr);
      server.setSoTimeout(1);
      assertThrows(SocketTimeoutException.class, server::accept);
      datagrams.setSoTimeout(1);
      var packet = new DatagramPacket(new byte[9], 9);
      assertThrows(SocketTimeoutException.class, () -> datagrams.receive(packet));
      testbed.replay();
    }
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("namesAndAccounts")
  void programsOfEverydayWorkSeeAServerThatHangsUp(String names, Account account) throws Exception {
    Testbed.assumeInstalled("bash", "curl", "wget", "git", "node", "openssl", "ssh");
    try (var testbed = new Testbed(account)) {
      String script =
          """
          curl -sS http://192.0.2.1/; echo $?
          wget -qO- -t 1 http://192.0.2.1/; echo $?
          git ls-remote git://192.0.2.1/x; echo $?
          node -e 'require("http").get("http://192.0.2.1/").on("error", e => console.log(e.code))'
          openssl s_client -connect 192.0.2.1:443 2>&1 </dev/null | grep -o CONNECTED
          ssh -o BatchMode=yes 192.0.2.1; echo $?
          echo hi >/dev/tcp/192.0.2.1/9 && echo sent
          """;
      Outcome outcome = record(testbed, names, "", "bash", "-c", script);
      assertEquals(
          "52\n4\n128\nECONNRESET\nCONNECTED\n255\nsent\n", outcome.stdout(), outcome::stderr);
      testbed.replay();
    }
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void aServerWaitsForClientsThatNeverCome(Account account) throws Exception {
    Testbed.assumeInstalled("python3");
    try (var testbed = new Testbed(account)) {
      Outcome outcome =
          record(
              testbed,
              "%network",
              "",
              "python3",
              "-c",
              """
              import select, signal, socket
              s = socket.create_server(('127.0.0.1', 0))
              print(s.getsockname()[1] > 0, select.select([s], [], [], 0.1)[0])
              s.settimeout(0.1)
              try: s.accept()
              except TimeoutError: print('nobody')
              s.settimeout(None)
              signal.signal(signal.SIGALRM, lambda *a: 1 / 0)
              signal.setitimer(signal.ITIMER_REAL, 0.1)
              try: s.accept()
              except ZeroDivisionError: print('still nobody')
              u = socket.socket(type=socket.SOCK_DGRAM)
              u.bind(('127.0.0.1', 53))
              print(u.getsockname(), u.sendto(b'abc', ('127.0.0.1', 9)))
              """);
      assertEquals(
          "True []\nnobody\nstill nobody\n('127.0.0.1', 53) 3\n",
          outcome.stdout(),
          outcome::stderr);
      testbed.replay();
    }
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void aFileThatSeemsToBeOpenIsOneUntilItIsClosed(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path kept = testbed.recordedDirectory().resolve("kept");
      Files.writeString(kept, "kept\n");
      Outcome outcome =
          record(
              testbed,
              "%file",
              "\"path\": \"${CWD}/**\", \"access\": [\"write\", \"create\", \"delete\"]",
              "python3",
              script(testbed, "opens.py"));
      assertEquals(
          """
          write 6 seek 6 2
          read b'cdef' b'ab'
          fstat True 6
          size 8192 inherited False
          mapped b'Xbcd'
          copy b'Xb'
          exists False
          tell 0 4 None 4
          kept kept

          child 0
          kept
          kept
          exec 0
          """,
          outcome.stdout(),
          outcome::stderr);
      assertEquals("kept\n", Files.readString(kept));
      var left = new ArrayList<Path>();
      try (Stream<Path> files = Files.list(testbed.recordedDirectory())) {
        files.forEach(left::add);
      }
      assertEquals(List.of(kept), left);
      testbed.replay();
    }
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void aSocketThatIsConnectedElsewhereLaterSaysSo(Account account) throws Exception {
    Testbed.assumeInstalled("python3");
    try (var testbed = new Testbed(account)) {
      Outcome outcome =
          record(
              testbed,
              "connect",
              "\"address\": {\"cidr\": \"192.0.2.0/24\"}",
              "python3",
              "-c",
              """
              import socket
              s = socket.socket(type=socket.SOCK_DGRAM)
              for address in ('192.0.2.1', 7), ('127.0.0.1', 9):
                s.connect(address)
                print(s.getpeername() == address)
              """);
      assertEquals("True\nTrue\n", outcome.stdout(), outcome::stderr);
      assertTrue(outcome.stderr().isEmpty(), outcome::stderr);
    }
  }
}
