package syswall.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProcStatusTest {
  @Test
  void everyLineIsFoundAndSignalSetsAreSixtyFourBitsWide() {
    ProcStatus status =
        ProcStatus.parse(
            """
            Name:\ta: b
            State:\tZ (zombie)
            Tgid:\t4711
            Pid:\t4712
            PPid:\t4000
            TracerPid:\t4713
            Uid:\t1000\t0\t0\t0
            Threads:\t3
            SigBlk:\t8000000000000004
            SigIgn:\t0000000000001000
            """);
    assertEquals(
        new ProcStatus(4711, 4000, true, 3, 1000, 4713, 0x8000000000000004L, 0x1000), status);
    assertTrue(status.isOutlived());
  }

  @Test
  void nameOfAProcessCannotForgeALine() {
    ProcStatus status = ProcStatus.parse("Name:\tTgid:\\n1\nTgid:\t7\n");
    assertEquals(7, status.pid());
  }
}
