package syswall.syscall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.event.Abi;
import syswall.event.CallSelection;

/** Which calls a recording holds; what {@code show -e} shows is for {@code SelectionTest}. */
class CallFilterTest {
  private static final int READ = 0;
  private static final int OPENAT = 257;
  private static final int FCHDIR = 81;
  private static final int EXECVE = 59;
  private static final int I386_OPEN = 5;
  private static final int I386_READ = 3;

  @Test
  void chosenCallsAreHeldOfBothAbis() {
    CallSelection selection = CallFilter.selection(List.of("%file"));
    assertTrue(selection.includes(Abi.X86_64, OPENAT));
    assertFalse(selection.includes(Abi.X86_64, READ));
    assertTrue(selection.includes(Abi.I386, I386_OPEN));
    assertFalse(selection.includes(Abi.I386, I386_READ));
  }

  @Test
  void whatMakesProcessesIsHeldWhateverIsChosen() {
    CallSelection selection = CallFilter.selection(List.of("read", "!%process,execve"));
    assertTrue(selection.includes(Abi.X86_64, EXECVE));
    assertTrue(selection.includes(Abi.X86_64, FCHDIR));
    assertEquals("read !%process,execve", selection.text());
  }

  @Test
  void numbersThatNobodyCanNameAreHeld() {
    CallSelection selection = CallFilter.selection(List.of("read"));
    assertTrue(selection.includes(Abi.X86_64, 4711));
    assertTrue(selection.includes(Abi.X86_64, 0x4000_0000)); // read of x32
    assertTrue(selection.includes(Abi.X86_64, -1));
  }

  @Test
  void allIsHeldWhereNothingWasChosen() {
    assertTrue(CallSelection.ALL.includes(Abi.I386, I386_READ));
    assertTrue(CallSelection.ALL.isAll());
    assertTrue(CallFilter.covers(CallSelection.ALL, "memory"));
  }

  @Test
  void classIsCoveredIfNoneOfItsCallsIsLeftOut() {
    assertTrue(CallFilter.covers(CallFilter.selection(List.of("%file,%fdtable")), "fdtable"));
    assertFalse(CallFilter.covers(CallFilter.selection(List.of("%file")), "fdtable"));
    assertFalse(CallFilter.covers(CallFilter.selection(List.of("!close")), "fdtable"));
    assertTrue(CallFilter.covers(CallFilter.selection(List.of("!close")), "file"));
  }
}
