package syswall.syscall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a row of the table may say. */
class SyscallRowTest {
  @Test
  void aRowSaysNumberNameArgumentsResultAndClasses() throws Exception {
    List<Syscall> calls = new ArrayList<>();
    read(
        "# comment\n\n42\tconnect\tsockfd:fd addr:sockaddr[2] addrlen:size\tint\tdesc,network",
        calls);
    assertEquals(
        List.of(
            new Syscall(
                42,
                "connect",
                List.of(),
                List.of(
                    new Parameter(0, "sockfd", ArgKind.FD, null, TargetExtent.BY_KIND),
                    new Parameter(
                        1, "addr", ArgKind.SOCKADDR, null, new TargetExtent(2, -1, null, -1)),
                    new Parameter(2, "addrlen", ArgKind.SIZE, null, TargetExtent.BY_KIND)),
                new Parameter(-1, "result", ArgKind.INT, null, TargetExtent.BY_KIND),
                Set.of("desc", "network"))),
        calls);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\tcall\t\tint\t",
        "-1\tcall\t\tint\t",
        "1\tcall\t\tint",
        "1\tcall\ta\tint\t",
        "1\tcall\ta:sockaddr\tint\t",
        "1\tcall\ta:sockaddr[1]\tint\t",
        "1\tcall\ta:sockaddr[\tint\t",
        "1\tcall\ta:sockaddr]\tint\t",
        "1\tcall\ta:struct{x}\tint\t",
        "1\tcall\ta:struct{}\tint\t",
        "1\tcall\ta:struct{int}*1\tint\t",
        "1\tcall\ta:struct{int}*7\tint\t",
        "1\tcall\ta:struct{int}+\tint\t",
        "1\tcall\ta:iovec{8}\tint\t",
        "1\tcall\ta:buffer\tint\t",
        "1/0\tcall\ta:int\tint\t",
        "1/0=x\tcall\ta:int\tint\t",
        "1\tcall\ta:struct\tint\t",
        "1\tcall\ta:size{8}\tint\t",
        "1\tcall\ta:path[0]\tint\t",
        "1\tcall\ta:int b:int c:int d:int e:int f:int g:int\tint\t",
      })
  void aBrokenRowIsRefusedByFileAndLine(String row) {
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> read("# head\n" + row, new ArrayList<>()));
    assertTrue(String.valueOf(thrown.getMessage()).startsWith("table.tsv:2: "), thrown.toString());
  }

  @Test
  void aVariantSaysWhichArgumentsChooseIt() throws Exception {
    List<Syscall> calls = new ArrayList<>();
    read("54/1=1/2&0x7f=20\tsetsockopt\tlevel:int name:int\tint\tdesc", calls);
    assertEquals(54, calls.get(0).number());
    assertEquals(
        List.of(new Syscall.Selector(1, 0xffff_ffffL, 1), new Syscall.Selector(2, 0x7f, 20)),
        calls.get(0).selectors());
  }

  @Test
  void anExtentSaysLengthLayoutAndCount() {
    assertEquals(new TargetExtent(2, -1, null, -1), TargetExtent.parse("[2]"));
    assertEquals(new TargetExtent(-1, 8, null, -1), TargetExtent.parse("{8}"));
    assertEquals(new TargetExtent(-1, 8, "pollfd", 1), TargetExtent.parse("{pollfd}*1"));
    assertEquals(
        new TargetExtent(-1, 12, "epoll_event", TargetExtent.RESULT),
        TargetExtent.parse("{epoll_event}*R"));
    assertEquals(new TargetExtent(3, 24, "open_how", -1), TargetExtent.parse("[3]{open_how}"));
  }

  private static void read(String text, List<Syscall> calls) throws Exception {
    TsvResource.read(
        "table.tsv",
        new BufferedReader(new StringReader(text)),
        columns -> calls.add(SyscallRow.parse(columns)));
  }
}
