package syswall.decode;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;

/** Strings and data that arguments point to, quoted and cut where strace cuts them. */
final class DataText {
  private DataText() {}

  /** A path: whole, however long. */
  static void appendPath(int argument, ShownCall call, StringBuilder out) {
    Capture capture = call.atEnter(argument, Form.STRING);
    if (capture == null) {
      NumberText.appendPointer(call.arg(argument), out);
    } else {
      appendCut(capture, capture.bytes().length(), Integer.MAX_VALUE, out);
    }
  }

  /** A string that is no path. */
  static void appendString(int argument, int limit, ShownCall call, StringBuilder out) {
    Capture capture = call.atEnter(argument, Form.STRING);
    if (capture == null) {
      NumberText.appendPointer(call.arg(argument), out);
    } else {
      appendCut(capture, capture.bytes().length(), limit, out);
    }
  }

  /** Data that was captured, or the pointer to it. */
  static void appendData(
      @Nullable Capture capture, long address, ShownCall call, StringBuilder out) {
    if (capture == null || capture.extent() == Extent.PARTLY_UNREADABLE) {
      NumberText.appendPointer(address, out);
    } else {
      appendCut(capture, capture.bytes().length(), call.contentLimit(), out);
    }
  }

  /** The value of an extended attribute, without the NUL that a text has at its end. */
  static void appendAttribute(
      @Nullable Capture capture, int argument, ShownCall call, StringBuilder out) {
    if (capture == null || capture.extent() == Extent.PARTLY_UNREADABLE) {
      NumberText.appendPointer(call.arg(argument), out);
      return;
    }
    ByteString bytes = capture.bytes();
    int length = bytes.length();
    boolean text = capture.extent() == Extent.WHOLE && length > 0 && bytes.at(length - 1) == 0;
    appendCut(capture, text ? length - 1 : length, call.contentLimit(), out);
  }

  /** The working directory: getcwd(2) counts its NUL. */
  static void appendDirectory(int argument, ShownCall call, StringBuilder out) {
    Capture capture = call.atExit(argument, Form.MEMORY);
    if (capture == null) {
      NumberText.appendPointer(call.arg(argument), out);
      return;
    }
    ByteString bytes = capture.bytes();
    int length = bytes.length();
    boolean ended = length > 0 && bytes.at(length - 1) == 0;
    appendCut(capture, ended ? length - 1 : length, Integer.MAX_VALUE, out);
  }

  /** Random bytes. */
  static void appendRandom(int argument, ShownCall call, StringBuilder out) {
    Capture capture = call.atExit(argument, Form.MEMORY);
    if (capture == null) {
      NumberText.appendPointer(call.arg(argument), out);
      return;
    }
    int length = Math.min(capture.bytes().length(), call.contentLimit());
    QuotedText.appendHexQuoted(capture.bytes(), 0, length, out);
    appendDots(capture, length, capture.bytes().length(), out);
  }

  private static void appendCut(Capture capture, int length, int limit, StringBuilder out) {
    int shown = Math.min(length, limit);
    QuotedText.appendQuoted(capture.bytes(), 0, shown, out);
    appendDots(capture, shown, length, out);
  }

  private static void appendDots(Capture capture, int shown, int length, StringBuilder out) {
    if (shown < length || capture.extent() != Extent.WHOLE) {
      out.append("...");
    }
  }

  /** The arguments of a program: as many of them as bytes of each. */
  static void appendStrings(int argument, ShownCall call, StringBuilder out) {
    Capture capture = call.atEnter(argument, Form.STRINGS);
    if (capture == null) {
      NumberText.appendPointer(call.arg(argument), out);
      return;
    }
    ByteString bytes = capture.bytes();
    int limit = call.contentLimit();
    out.append('[');
    int count = 0;
    int start = 0;
    for (int i = 0; i < bytes.length() && count < limit; i++) {
      if (bytes.at(i) == 0) {
        appendElement(bytes, start, i, count++, limit, out);
        start = i + 1;
      }
    }
    if (start < bytes.length() && count < limit) { // the string at which the capture ended
      QuotedText.appendQuoted(
          bytes, start, Math.min(bytes.length(), start + limit), separated(count, out));
      out.append("...");
    } else if (start < bytes.length() || capture.extent() != Extent.WHOLE) {
      separated(count, out).append("...");
    }
    out.append(']');
  }

  private static void appendElement(
      ByteString bytes, int start, int end, int index, int limit, StringBuilder out) {
    boolean cut = end - start > limit;
    QuotedText.appendQuoted(bytes, start, cut ? start + limit : end, separated(index, out));
    if (cut) {
      out.append("...");
    }
  }

  private static StringBuilder separated(int index, StringBuilder out) {
    return index == 0 ? out : out.append(", ");
  }

  /** The environment of a program: its address and how many variables it has. */
  static void appendEnvironment(int argument, ShownCall call, StringBuilder out) {
    NumberText.appendPointer(call.arg(argument), out);
    Capture capture = call.atEnter(argument, Form.STRINGS);
    if (capture == null) {
      return;
    }
    int count = 0;
    for (int i = 0; i < capture.bytes().length(); i++) {
      if (capture.bytes().at(i) == 0) {
        count++;
      }
    }
    out.append(" /* ").append(count);
    if (capture.extent() != Extent.WHOLE) {
      out.append('+'); // the capture ended before the environment did
    }
    out.append(count == 1 ? " var */" : " vars */");
  }
}
