package syswall.syscall;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import syswall.event.Abi;

/** The committed tables against themselves and against the headers of the machine. */
class SyscallTableTest {
  private static final Set<String> CLASSES =
      Set.of(
          "file",
          "desc",
          "memory",
          "network",
          "process",
          "signal",
          "ipc",
          "creds",
          "clock",
          "stat",
          "statfs",
          "pure",
          "nofollow",
          "optional",
          "guarded",
          "affinity",
          "always",
          "fdtable");

  @ParameterizedTest
  @EnumSource(Abi.class)
  void namesAreTheHeadersNames(Abi abi) throws IOException {
    Path header = header(abi);
    assumeTrue(Files.exists(header), header + " is not installed (linux-libc-dev)");
    Map<Integer, String> expected = new TreeMap<>();
    Map<Integer, String> actual = new TreeMap<>();
    Matcher define =
        Pattern.compile("#define __NR_(\\w+) (\\d+)").matcher(Files.readString(header));
    while (define.find()) {
      int number = Integer.parseInt(define.group(2));
      Syscall call = SyscallTable.of(abi).find(number);
      expected.put(number, define.group(1));
      // a header newer than the table has calls that the table cannot know
      if (call != null || number <= last(abi)) {
        actual.put(number, SyscallTable.of(abi).name(number));
      } else {
        expected.remove(number);
      }
    }
    assertFalse(expected.isEmpty());
    assertEquals(expected, actual);
  }

  private static Path header(Abi abi) {
    Path folder = Path.of("/usr/include/x86_64-linux-gnu/asm");
    return switch (abi) {
      case X86_64 -> folder.resolve("unistd_64.h");
      case I386 -> folder.resolve("unistd_32.h");
    };
  }

  private static int last(Abi abi) {
    return calls(abi).mapToInt(Syscall::number).max().orElseThrow();
  }

  private static Stream<Syscall> calls(Abi abi) {
    SyscallTable table = SyscallTable.of(abi);
    return IntStream.range(0, 1024).mapToObj(table::find).flatMap(Stream::ofNullable);
  }

  /** Calls and their variants. */
  private static Stream<Syscall> rows(Abi abi) {
    return calls(abi)
        .flatMap(
            call ->
                Stream.concat(
                    Stream.of(call), SyscallTable.of(abi).variants(call.number()).stream()));
  }

  @ParameterizedTest
  @CsvSource({"X86_64,0,336,0", "X86_64,424,469,0", "I386,0,386,4", "I386,393,469,1"})
  void everyCallOfTheKernelHasARow(Abi abi, int first, int last, int gaps) {
    SyscallTable table = SyscallTable.of(abi);
    assertEquals(
        last - first + 1 - gaps,
        IntStream.rangeClosed(first, last).filter(number -> table.find(number) != null).count());
  }

  @ParameterizedTest
  @EnumSource(Abi.class)
  void aCallIsAtItsNumberAndItsNameIsItsOwn(Abi abi) {
    Set<String> names = new HashSet<>();
    calls(abi)
        .forEach(
            call -> {
              assertEquals(call, SyscallTable.of(abi).find(call.number()));
              assertTrue(names.add(call.name()), call.name());
            });
  }

  @ParameterizedTest
  @EnumSource(Abi.class)
  void aLengthArgumentIsANumberOrPointsToOne(Abi abi) {
    Set<ArgKind> numbers = EnumSet.of(ArgKind.SIZE, ArgKind.INT);
    Set<ArgKind> pointers = EnumSet.of(ArgKind.STRUCT_INOUT, ArgKind.ADDRESS);
    rows(abi)
        .forEach(
            call -> {
              for (Parameter p : call.parameters()) {
                int length = p.extent().lengthArgument();
                if (length >= 0) {
                  Set<ArgKind> expected = p.kind() == ArgKind.SOCKADDR_OUT ? pointers : numbers;
                  ArgKind kind = call.parameters().get(length).kind();
                  assertTrue(expected.contains(kind), call.name() + " " + p.name());
                }
              }
            });
  }

  @ParameterizedTest
  @EnumSource(Abi.class)
  void classesAreKnownAndFollowTheArguments(Abi abi) {
    calls(abi)
        .forEach(
            call -> {
              Set<String> classes = call.classes();
              assertTrue(CLASSES.containsAll(classes), call.toString());
              List<ArgKind> kinds = call.parameters().stream().map(Parameter::kind).toList();
              assertTrue(
                  !kinds.contains(ArgKind.PATH) || classes.contains("file"), call.toString());
              boolean descriptor =
                  kinds.contains(ArgKind.FD)
                      || kinds.contains(ArgKind.DIRFD)
                      || call.result().kind() == ArgKind.FD;
              assertTrue(!descriptor || classes.contains("desc"), call.toString());
            });
  }

  @ParameterizedTest
  @EnumSource(Abi.class)
  void everySetThatARowNamesIsThere(Abi abi) {
    rows(abi)
        .forEach(
            call ->
                Stream.concat(call.parameters().stream(), Stream.of(call.result()))
                    .map(Parameter::set)
                    .filter(Objects::nonNull)
                    .forEach(set -> assertDoesNotThrow(() -> FlagSet.of(set), call::toString)));
  }

  /** What a call wants with which file, by its flags where it opens: each word a path. */
  @ParameterizedTest
  @CsvSource({
    "X86_64,open,0,read",
    "X86_64,openat,1,write",
    "X86_64,openat,2,read+write",
    "X86_64,openat,0x241,write+create", // O_WRONLY|O_CREAT|O_TRUNC
    "X86_64,openat,0x200,read+write", // O_TRUNC, which needs no mode
    "X86_64,openat2,0x200000,metadata", // O_PATH
    "X86_64,open,0x410002,read+write+create", // O_TMPFILE|O_RDWR
    "X86_64,creat,0,write+create",
    "X86_64,rename,0,read+delete write+create",
    "X86_64,linkat,0,read+write create",
    "X86_64,symlink,0,create",
    "X86_64,fchmod,0,write",
    "X86_64,stat,0,metadata",
    "X86_64,read,0,''",
    "X86_64,execveat,0,exec",
    "I386,open,1,write",
    "I386,chown32,0,write",
  })
  void theTableSaysWhatIsWantedOfFiles(Abi abi, String name, String flags, String expected) {
    Syscall call = calls(abi).filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    List<String> wanted =
        call.parameters().stream()
            .filter(Parameter::namesFile)
            .map(p -> p.accesses(Long.decode(flags)))
            .map(
                set ->
                    Stream.of(FileAccess.values())
                        .filter(access -> access.isIn(set))
                        .map(FileAccess::label)
                        .collect(Collectors.joining("+")))
            .toList();
    assertEquals(expected, String.join(" ", wanted));
  }

  @ParameterizedTest
  @EnumSource(Abi.class)
  void aVariantThatOpensIsOfACallThatOpens(Abi abi) {
    rows(abi)
        .forEach(
            row ->
                assertEquals(
                    find(abi, row.number()).parameters().stream().anyMatch(Parameter::isOpened),
                    row.parameters().stream().anyMatch(Parameter::isOpened),
                    row.toString()));
  }

  @Test
  void everyKindIsUsed() {
    Set<ArgKind> unused = EnumSet.allOf(ArgKind.class);
    for (Abi abi : Abi.values()) {
      rows(abi)
          .forEach(
              call -> {
                unused.remove(call.result().kind());
                call.parameters().forEach(p -> unused.remove(p.kind()));
              });
    }
    assertEquals(Set.of(), unused);
  }

  @ParameterizedTest
  @CsvSource({
    "X86_64,257,openat,1,''",
    "X86_64,437,openat2,1 2[3]{24},''",
    "X86_64,59,execve,0 1 2,''",
    "X86_64,322,execveat,1 2 3,''",
    "X86_64,42,connect,1[2],''",
    "X86_64,43,accept,2{4},1[2] 2{4}",
    "X86_64,45,recvfrom,5{4},1 4[5] 5{4}",
    "X86_64,46,sendmsg,1,''",
    "X86_64,47,recvmsg,'',1",
    "X86_64,307,sendmmsg,1[2],''",
    "X86_64,22,pipe,'',0{8}",
    "X86_64,53,socketpair,'',3{8}",
    "X86_64,89,readlink,0,1",
    "X86_64,79,getcwd,'',0",
    "X86_64,165,mount,0 1 2 4,''",
    "X86_64,266,symlinkat,0 2,''",
    "X86_64,301,fanotify_mark,4,''",
    "X86_64,319,memfd_create,0,''",
    "X86_64,435,clone3,0[1]{88},0[1]{88}",
    "X86_64,188,setxattr,0 1 2[3],''",
    "X86_64,0,read,'',1",
    "X86_64,1,write,1[2],''",
    "X86_64,7,poll,0{8}*1,0{8}*1",
    "X86_64,20,writev,1[2],''",
    "X86_64,232,epoll_wait,'',1{12}*6",
    "I386,5,open,0,''",
    "I386,11,execve,0 1 2,''",
    "I386,102,socketcall,1{24},''",
    "I386,106,stat,0,''", // another struct stat: an address only
    "I386,168,poll,0{8}*1,0{8}*1",
    "I386,339,fanotify_mark,5,''",
    "I386,140,_llseek,'',3{8}",
  })
  void exactlyTheParametersWithTargetsAreCaptured(
      Abi abi, int number, String name, String atEnter, String atExit) {
    Syscall call = find(abi, number);
    assertEquals(name, call.name());
    assertEquals(atEnter, spell(call.capturedAtEnter()));
    assertEquals(atExit, spell(call.capturedAtExit()));
  }

  private static String spell(List<Parameter> parameters) {
    return String.join(" ", parameters.stream().map(SyscallTableTest::spell).toList());
  }

  private static String spell(Parameter parameter) {
    TargetExtent extent = parameter.extent();
    return parameter.index()
        + (extent.lengthArgument() < 0 ? "" : "[" + extent.lengthArgument() + "]")
        + (extent.fixedLength() < 0 ? "" : "{" + extent.fixedLength() + "}")
        + (extent.countArgument() < 0 ? "" : "*" + extent.countArgument());
  }

  @Test
  void argumentsChooseTheVariant() {
    SyscallTable table = SyscallTable.of(Abi.X86_64);
    Syscall fcntl = find(Abi.X86_64, 72);
    assertEquals(fcntl, table.find(72, 3, 999, 0, 0, 0, 0));
    Syscall getFlags = table.find(72, 3, 3, 0, 0, 0, 0);
    assertNotNull(getFlags);
    assertEquals("open_flags", getFlags.result().set());
    Syscall privateWait = table.find(202, 0, 0x80, 0, 0, 0, 0);
    assertNotNull(privateWait);
    assertEquals("timespec", privateWait.parameters().get(3).extent().layout());
    // the upper half of a register that holds an int is not looked at
    assertEquals(getFlags, table.find(72, 3, 0x1_0000_0003L, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "471,syscall_0x1d7", // one beyond the table
    "-1,syscall_0xffffffff",
    "400,syscall_0x190", // in the gap between 336 and 424
    "1073741863,syscall_0x40000027", // getpid of the x32 ABI
    "2147483647,syscall_0x7fffffff",
    "-2147483648,syscall_0x80000000"
  })
  void anUnknownNumberIsNamedByItself(int number, String name) {
    SyscallTable table = SyscallTable.of(Abi.X86_64);
    assertNull(table.find(number));
    assertEquals(name, table.name(number));
    assertNull(table.find(number, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void aCallOfI386HasItsOwnArgumentsWhereTheyDiffer() {
    assertEquals(1, find(Abi.I386, 90).parameters().size()); // old mmap: a block of six
    assertEquals(6, find(Abi.X86_64, 9).parameters().size());
    assertEquals(5, find(Abi.I386, 180).parameters().size()); // pread64: the offset in halves
    assertEquals(
        find(Abi.X86_64, 257).parameters(), find(Abi.I386, 295).parameters()); // openat: the same
  }

  private static Syscall find(Abi abi, int number) {
    @Nullable Syscall call = SyscallTable.of(abi).find(number);
    assertNotNull(call);
    return call;
  }
}
