package syswall.cli;

import java.util.Iterator;
import syswall.syscall.CallFilter;

/** The words of options that choose syscalls, to complete: classes and names. */
final class CallWords implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return CallFilter.words().iterator();
  }
}
