package syswall.tracer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import syswall.linux.Block;
import syswall.linux.LocalProcess;
import syswall.linux.TraceeMemory;

class StoppedTraceeTest {
  private final StoppedTracee self =
      new StoppedTracee(LocalProcess.pid(), LocalProcess.pid(), new TraceeMemory());
  private final byte[] target = new byte[3 * TraceeMemory.PAGE_SIZE];

  @Test
  void memoryIsReadAcrossPages() {
    Block block = new Block(target.length);
    for (int i = 0; i < block.size() / Integer.BYTES; i++) {
      block.putInt(Integer.BYTES * i, i);
    }
    assertEquals(target.length, self.read(block.address(), target, 0, target.length));
    assertEquals(block.getByte(target.length - 3), target[target.length - 3]);
    assertEquals(block.getByte(TraceeMemory.PAGE_SIZE), target[TraceeMemory.PAGE_SIZE]);
  }

  @Test
  void unmappedMemoryHasNoBytes() {
    assertEquals(0, self.read(16, target, 0, 100));
    assertEquals(0, self.read(-1, target, 0, 100));
  }

  @Test
  void threadThatRunsAgainHasNoReadableMemory() {
    self.resumed();
    assertThrows(IllegalStateException.class, () -> self.read(0, target, 0, 1));
  }
}
