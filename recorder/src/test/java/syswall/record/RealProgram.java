package syswall.record;

import java.util.List;

/**
 * Programs of everyday work, each as a bash script that runs in an empty directory and whose output
 * is the same in every run.
 */
enum RealProgram {
  LS(0, "ls -lR /usr/share/doc", "ls"),
  FIND(0, "find /usr/include | sort | tail -50", "find", "sort"),
  JOBS(
      9,
      """
      for i in 1 2 3; do (exit $i) & pids+=($!); done
      for pid in ${pids[@]}; do wait $pid; echo $?; done
      trap 'echo caught' USR1
      kill -USR1 $$
      seq 1000 | sort -rn | uniq | tail -3 | while read n; do echo $((n * 2)); done
      exit 9
      """,
      "seq"),
  PIPELINE(0, "seq 500 | " + "sort -n | cat | ".repeat(10) + "tail -2", "seq", "sort", "cat"),
  GIT(
      0,
      """
      export GIT_AUTHOR_DATE='2020-01-01T00:00:00Z' GIT_COMMITTER_DATE='2020-01-01T00:00:00Z'
      export GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=user.name GIT_CONFIG_VALUE_0=Ann
      export GIT_CONFIG_KEY_1=user.email GIT_CONFIG_VALUE_1=ann@example.org
      git init -q -b trunk origin && cd origin && seq 1000 >numbers && git add numbers &&
      git commit -q -m one && seq 2000 >numbers && git commit -qam two && cd .. &&
      git clone -q origin copy && git -C copy log --stat && git -C copy fsck
      """,
      "git"),
  GCC(
      3,
      """
      echo '#include <stdio.h>
      int main(void) { puts("compiled"); return 3; }' >main.c
      gcc -O1 -c main.c && gcc main.o -o main && ./main
      """,
      "gcc"),
  MAKE(
      9,
      """
      for i in 1 2 3 4 5 6 7 8; do echo "int f$i(void) { return $i; }" >f$i.c; done
      echo 'int f1(void), f8(void); int main(void) { return f1() + f8(); }' >main.c
      printf 'O = main.o f1.o f2.o f3.o f4.o f5.o f6.o f7.o f8.o\\nmain: $(O)\\n\\tgcc -o $@ $(O)\\n' \
        >Makefile
      make -s -j4 && ./main
      """,
      "make",
      "gcc"),
  PYTHON(
      4,
      """
      python3 -c '
      import ssl, subprocess, sys, threading
      def work(n):
          results[n] = subprocess.run(["sh", "-c", f"exit {n}"]).returncode
      results = {}
      threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
      for t in threads: t.start()
      for t in threads: t.join()
      print(sorted(results.items()), ssl.CERT_NONE)
      print("to stderr", file=sys.stderr)
      sys.exit(4)'
      """,
      "python3"),
  NODE(
      5,
      """
      node -e '
      const { execFile } = require("child_process");
      const fs = require("fs");
      execFile("uname", [], (error, out) => {
        fs.writeFileSync("out", out);
        fs.readFile("out", "utf8", (e, text) => { console.log(text.trim()); process.exitCode = 5; });
      });'
      """,
      "node"),
  JAVA(
      6,
      """
      echo 'class Main {
        public static void main(String[] a) throws Exception {
          Thread t = new Thread(() -> System.out.println("thread"));
          t.start(); t.join(); System.gc(); System.exit(6);
        }
      }' >Main.java
      java -version 2>&1 && javac Main.java && java -cp . Main
      """,
      "java",
      "javac"),
  CURL(0, "python3 -c '" + server("curl", "-sS") + "'", "python3", "curl"),
  TAR(
      0,
      "tar -C /usr/include -cf - linux | gzip -n | tee all.tgz | gzip -dc | tar -t | sort | md5sum",
      "tar",
      "gzip",
      "md5sum"),
  XZ(0, "seq 400000 >n && xz -T2 --block-size=500KiB -k n && xz -dc n.xz | cmp - n", "xz"),
  PERL(
      7,
      "perl -e 'for (1..5) { if (!fork) { exit $_ } } while (wait > 0) { $s += $? >> 8 } "
          + "print \"$s\\n\"; $SIG{ALRM} = sub { exit 7 }; alarm 1; 1 while 1'",
      "perl"),
  SSH_KEYGEN(0, "ssh-keygen -q -t ed25519 -N '' -f key && ls key*", "ssh-keygen"),
  SORT(0, "seq 200000 | sort --parallel=4 -S 1M -rn | md5sum", "sort", "md5sum"),
  TIMEOUT(124, "timeout 1 sleep 5", "timeout"),
  SQLITE(
      0,
      """
      sqlite3 db 'PRAGMA journal_mode=WAL; CREATE TABLE t(n); BEGIN;' \
        'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5000)
         INSERT INTO t SELECT n FROM c; COMMIT; PRAGMA integrity_check; SELECT sum(n) FROM t;' &&
      ls
      """,
      "sqlite3"),
  OPENSSL(
      0,
      """
      openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out cert -subj /CN=x 2>/dev/null &&
      echo text >plain && openssl dgst -sha256 -sign key -out signature plain &&
      openssl x509 -in cert -pubkey -noout >public &&
      openssl dgst -sha256 -verify public -signature signature plain
      """,
      "openssl"),
  ZIP(
      0,
      """
      mkdir -p d/e && seq 9999 >d/e/n && zip -qr d.zip d && rm -r d && unzip -qo d.zip &&
      unzip -t d.zip && md5sum d/e/n
      """,
      "zip",
      "unzip",
      "md5sum"),
  PATCH(
      0,
      """
      seq 100 >a && sed 's/5/five/' a >b; diff -u a b | sed '1,2s/\t.*//' >c; cat c
      patch a c && cmp a b && awk '{ n += length($0) } END { print n }' a
      """,
      "patch",
      "diff",
      "sed",
      "awk"),
  CMAKE(
      3,
      """
      echo 'int main(void) { return 3; }' >main.c
      printf 'cmake_minimum_required(VERSION 3.10)\nproject(p C)\nadd_executable(p main.c)\n' \
        >CMakeLists.txt
      cmake -G Ninja -B out . >/dev/null && ninja -C out >/dev/null && out/p
      """,
      "cmake",
      "ninja",
      "gcc"),
  VIM(0, "seq 9 >n && vim -Nes -u NONE -c '%s/5/five/' -c 'wq' n; cat n; ls -A", "vim"),
  JQ(0, "seq 2000 | jq -s 'map(. * 2) | add' && jq -n '{a: [1, env.LC_ALL]}'", "jq"),
  WGET(0, "python3 -c '" + server("wget", "-qO-") + "'", "python3", "wget");

  private final int exitCode;
  private final String script;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> tools;

  RealProgram(int exitCode, String script, String... tools) {
    this.exitCode = exitCode;
    this.script = script;
    this.tools = List.of(tools);
  }

  /** A python program that serves a file to a client. */
  private static String server(String client, String options) {
    return """
        import http.server, subprocess, threading
        class Hello(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200); self.end_headers(); self.wfile.write(b"hello\\n")
            def log_message(self, *a): pass
        server = http.server.HTTPServer(("127.0.0.1", 0), Hello)
        threading.Thread(target=server.serve_forever).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        try: subprocess.run(["%s", "%s", url], check=True)
        finally: server.shutdown()
        """
        .formatted(client, options);
  }

  /** Whether it can do without sockets. */
  boolean isLocal() {
    return this != CURL && this != WGET;
  }

  /** The command to run; skips the test if a tool is missing. */
  List<String> command() {
    Testbed.assumeInstalled("bash");
    Testbed.assumeInstalled(tools.toArray(String[]::new));
    return List.of("bash", "-o", "pipefail", "-c", script);
  }

  /** The exit code that says that the script did all it should. */
  int exitCode() {
    return exitCode;
  }
}
