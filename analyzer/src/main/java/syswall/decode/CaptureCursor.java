package syswall.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;

/** Walks the captures of one argument of many: a vector's or a message's come in a fixed order. */
final class CaptureCursor {
  private final List<Capture> captures;
  private final int argument;
  private int next;

  CaptureCursor(List<Capture> captures, int argument) {
    this.captures = captures;
    this.argument = argument;
    skipOthers();
  }

  private void skipOthers() {
    while (next < captures.size() && captures.get(next).argument() != argument) {
      next++;
    }
  }

  /** Whether the next capture has a form. */
  boolean isAt(Form form) {
    return next < captures.size() && captures.get(next).form() == form;
  }

  /** Takes the next capture if it has a form; null if it has another, or nothing could be read. */
  @Nullable Capture take(Form form) {
    if (!isAt(form)) {
      return null;
    }
    Capture capture = captures.get(next);
    next++;
    skipOthers();
    return capture.extent() == Extent.UNREADABLE ? null : capture;
  }
}
