package syswall.oracle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The programs whose state is compared with the kernel's while they run. */
enum StateProgram {
  DESCRIPTORS(1, 100),
  FILES(1, 120),
  PASSING(1, 180),
  SHARING(1, 250),
  PIPELINE(
      """
      find /etc -type f 2>errors | sort | head -n 5 >names
      while read -r name; do echo "${name##*/}"; done <names >short 2>>errors
      (cd /usr && ls >/dev/null; sleep 0.1) & (exec 5>later; sleep 0.05; echo x >&5) &
      cat names - <<END | tr a-z A-Z >>short
      here $((1 + 1))
      END
      cat <<<word
      diff <(sort names) <(sort -r short) >differences
      exec 3>three 4<names 6<>six {free}>auto
      read -r -u 4 line; echo "$line" | tee >(cat >&3) >&6
      exec 3>&- 4<&- {free}>&-
      { echo out; echo err >&2; } >both 2>&1
      coproc { cat; }; echo ping >&"${COPROC[1]}"; read -r pong <&"${COPROC[0]}"
      mv both moved; rm names
      exec {COPROC[1]}>&-
      cd /; wait
      """,
      5,
      2000,
      "find",
      "sort",
      "head",
      "cat",
      "tr",
      "diff",
      "tee"),
  SERVER(
      """
      cat >server.py <<'END'
      import os, socket, socketserver, threading
      class Handler(socketserver.StreamRequestHandler):
          def handle(self):
              for line in self.rfile:
                  with open("log", "a") as log: log.write(line.decode())
                  self.wfile.write(line.upper())
      class Unix(socketserver.ThreadingMixIn, socketserver.UnixStreamServer): pass
      def ask(family, address):
          for i in range(3):
              with socket.socket(family, socket.SOCK_STREAM) as s:
                  s.connect(address)
                  with s.makefile("rwb") as f:
                      f.write(b"ping %d\\n" % i); f.flush(); f.readline()
      tcp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
      unix = Unix("socket", Handler)
      servers = [threading.Thread(target=s.serve_forever, args=(0.05,)) for s in (tcp, unix)]
      clients = [threading.Thread(target=ask, args=a) for a in
                 [(socket.AF_INET, tcp.server_address), (socket.AF_UNIX, "socket")] * 3]
      for t in servers + clients: t.start()
      for t in clients: t.join()
      for s in (tcp, unix): s.shutdown(); s.server_close()
      left, right = socket.socketpair()
      socket.send_fds(left, [b"x"], [os.open("log", os.O_RDONLY)])
      data, fds, flags, address = socket.recv_fds(right, 1, 4)
      os.read(fds[0], 10)
      END
      exec /usr/bin/python3 server.py
      """,
      7, 300, "python3"),
  GIT(
      """
      export GIT_CONFIG_GLOBAL=/dev/null
      git init -q -b trunk origin && cd origin && seq 1000 >numbers && git add numbers &&
      git -c user.name=Ann -c user.email=ann@example.org commit -q -m one &&
      cd .. && git clone -q origin copy
      """,
      10,
      1000,
      "git"),
  MAKE(
      """
      for i in 1 2 3; do echo "int f$i(void) { return $i; }" >f$i.c; done
      echo 'all: f1.o f2.o f3.o' >Makefile
      make -s -j2
      """,
      20,
      500,
      "make",
      "gcc"),
  GCC("echo 'int main(void) { return 0; }' >main.c; gcc -O1 main.c -o main", 5, 600, "gcc"),
  TERMINAL("script -qec 'ls -l /usr | head -n 1; tty' typescript", 2, 300, "script", "ls", "tty");

  private final String script;
  private final int stride;
  private final int minimum;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> tools;

  /** A script for bash. */
  StateProgram(String script, int stride, int minimum, String... tools) {
    this.script = script;
    this.stride = stride;
    this.minimum = minimum;
    this.tools = List.of(tools);
  }

  /** A program in C of this name. */
  StateProgram(int stride, int minimum) {
    this("", stride, minimum);
  }

  /** Of how many returns one is looked at. */
  int stride() {
    return stride;
  }

  /** How many samples of it must count at least. */
  int minimum() {
    return minimum;
  }

  /** The command to record; skips the test if a tool is missing. */
  List<String> command(Workbench workbench) throws IOException, InterruptedException {
    if (script.isEmpty()) {
      String name = "state_" + name().toLowerCase(Locale.ROOT);
      return List.of(workbench.install(CPrograms.compiled(name)).toString());
    }
    for (String tool : tools) {
      assumeTrue(OracleProgram.installed(tool), tool + " is not installed");
    }
    // an account that is not root's may not write where it is started
    return List.of("bash", "-c", "cd \"$(mktemp -d)\" && trap \"rm -rf '$PWD'\" EXIT\n" + script);
  }
}
