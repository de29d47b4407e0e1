package syswall.oracle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The programs that strace and syswall are compared over. Each makes the same calls in every run,
 * as far as a program can: what it reads from a pipe fits one read, and of two jobs one is
 * certainly slower.
 */
enum OracleProgram {
  LS("", "ls -l /usr/lib", "ls"),
  CAT("seq 10000 >numbers", "cat numbers /etc/passwd missing", "cat"),
  GREP("", "grep -r PROT_READ /usr/include/linux", "grep"),
  FIND("", "find /usr/include -name '*s.h' -size +4k", "find"),
  TAR_GZIP(
      "mkdir d && for i in 1 2 3 4 5 6 7 8; do echo $i >d/file$i; done",
      "tar -cf - --mtime=@0 d | gzip -n >d.tgz",
      "tar",
      "gzip"),
  PYTHON("", "python3 -c 'import json, ssl'", "python3"),
  GCC("echo 'int main(void) { return 0; }' >main.c", "gcc -O1 main.c -o main", "gcc"),
  MAKE(
      """
      for i in 1 2 3 4; do echo "int f$i(void) { return $i; }" >f$i.c; done
      printf 'all: f1.o f2.o f3.o f4.o\\nf1.o: f1.c\\n\\tsleep 2; gcc -c f1.c\\n' >Makefile
      """,
      "make -s -j2",
      "make",
      "gcc"),
  GIT(
      """
      export GIT_AUTHOR_DATE='2020-01-01T00:00:00Z' GIT_COMMITTER_DATE='2020-01-01T00:00:00Z'
      git init -q -b trunk origin && cd origin && seq 1000 >numbers && git add numbers &&
      git -c user.name=Ann -c user.email=ann@example.org commit -q -m one
      """,
      "git clone -q origin copy",
      "git"),
  CURL("", "curl -sS -o page $SERVER", "curl"),
  SSH_KEYGEN("", "ssh-keygen -q -t ed25519 -N '' -f key", "ssh-keygen"),
  SORT("seq 100000 >numbers", "sort --parallel=2 -S 1M -rn numbers -o sorted", "sort"),
  PERL(
      "",
      "PERL_HASH_SEED=0 perl -MPOSIX -e "
          + "'for (1..5) { if (!fork) { exit $_ } wait; $s += $? >> 8 } print \"$s\\n\"'",
      "perl"),
  NODE("", "node -e 'console.log(require(\"fs\").readdirSync(\"/usr\").length)'", "node"),
  // else it looks again every 20 ms at what its cgroup allows, and for files of other machines
  JAVA(
      "", "java -Xint -XX:+UseSerialGC -XX:-UseContainerSupport -XX:-UsePerfData -version", "java"),
  SHELL(
      "",
      "trap 'echo caught' USR1; kill -USR1 $$; (exit 3); echo $?; ls -d /usr >a; cat a; mkdir b && rmdir b",
      "ls",
      "cat"),
  SED_AWK(
      "seq 2000 >numbers",
      "sed -i s/7/seven/ numbers; awk '{ n += $1 } END { print n }' numbers",
      "sed",
      "awk"),
  /** Equal blocks, for which thread compresses which of them is up to the scheduler. */
  XZ("yes abcdefg | head -c 1400000 >lines", "xz -T2 --block-size=300KiB -k lines", "xz");

  private final String preparation;
  private final String script;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> tools;

  OracleProgram(String preparation, String script, String... tools) {
    this.preparation = preparation;
    this.script = script;
    this.tools = List.of(tools);
  }

  /** What is run beforehand, untraced, in the empty directory. */
  String preparation() {
    return preparation;
  }

  /** The command to trace; skips the test if a tool is missing. */
  List<String> command() {
    for (String tool : tools) {
      assumeTrue(installed(tool), tool + " is not installed");
    }
    return List.of("bash", "-c", script);
  }

  /** Whether this makes the same calls in every run: no threads, nothing that races. */
  boolean countsAreEqual() {
    return switch (this) {
      case LS,
          CAT,
          GREP,
          FIND,
          TAR_GZIP,
          PYTHON,
          GCC,
          MAKE,
          GIT,
          CURL,
          SSH_KEYGEN,
          SORT,
          PERL,
          SHELL,
          SED_AWK ->
          true;
      case NODE, JAVA, XZ -> false;
    };
  }

  /** Whether a program is where the traced ones are looked for. */
  static boolean installed(String tool) {
    return List.of("/usr/local/bin", "/usr/bin", "/bin").stream()
        .anyMatch(bin -> Files.isExecutable(Path.of(bin, tool)));
  }
}
