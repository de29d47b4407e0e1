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
                List.of(
                    new Parameter(0, "sockfd", ArgKind.FD, -1, -1),
                    new Parameter(1, "addr", ArgKind.SOCKADDR, 2, -1),
                    new Parameter(2, "addrlen", ArgKind.SIZE, -1, -1)),
                ArgKind.INT,
                Set.of("desc", "network"))),
        calls);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\tcall\t\tint\t",
        "-1\tcall\t\tint\t",
        "1\tcall\t\tint",
        "1\tcall\t\tnumber\t",
        "1\tcall\ta:nothing\tint\t",
        "1\tcall\ta\tint\t",
        "1\tcall\ta:sockaddr\tint\t",
        "1\tcall\ta:sockaddr[1]\tint\t",
        "1\tcall\ta:sockaddr[\tint\t",
        "1\tcall\ta:sockaddr]\tint\t",
        "1\tcall\ta:struct{x}\tint\t",
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

  private static void read(String text, List<Syscall> calls) throws Exception {
    TsvResource.read(
        "table.tsv",
        new BufferedReader(new StringReader(text)),
        columns -> calls.add(SyscallRow.parse(columns)));
  }
}
