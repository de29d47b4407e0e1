package syswall.decode;

import java.util.List;
import syswall.event.ByteString;
import syswall.syscall.StructLayout;
import syswall.syscall.StructLayout.Field;

/** Writes a structure as its layout says: {@code {tv_sec=1, tv_nsec=0}}, or a cell: {@code 5}. */
final class StructText implements ValuePrinter {
  private final String[] labels;
  private final ValueType[] types;
  private final int[] offsets;
  private final int[] counts;
  private final boolean cell;
  private final boolean abbreviated;
  private final int size;
  private final int needed;

  private StructText(StructLayout layout) {
    List<Field> fields = layout.fields();
    int n = fields.size();
    labels = new String[n];
    types = new ValueType[n];
    offsets = new int[n];
    counts = new int[n];
    int end = 0;
    for (int i = 0; i < n; i++) {
      Field field = fields.get(i);
      boolean text = field.type().equals("chars") || field.type().equals("bytes");
      labels[i] = (i == 0 ? "" : ", ") + field.name() + "=";
      types[i] = ValueType.of(field.type(), field.count());
      offsets[i] = field.offset();
      counts[i] = field.array() && !text ? field.count() : 0;
      end = Math.max(end, field.offset() + types[i].width() * Math.max(1, counts[i]));
    }
    cell = n == 1 && fields.get(0).name().isEmpty();
    abbreviated = layout.abbreviated();
    size = layout.size();
    needed = end;
  }

  static StructText of(StructLayout layout) {
    return new StructText(layout);
  }

  /** The structure's size in bytes, which is its distance to the next one of a vector. */
  int size() {
    return size;
  }

  /** How many bytes of it are read: less than its size, if it is abbreviated. */
  int needed() {
    return needed;
  }

  /** Whether a lone one is written in brackets: a cell that has none of its own. */
  boolean needsBrackets() {
    return cell && counts[0] == 0 && !types[0].bracketed();
  }

  @Override
  public void append(ByteString bytes, int at, ShownCall call, StringBuilder out) {
    if (cell) {
      appendField(0, bytes, at, call, out);
      return;
    }
    out.append('{');
    for (int i = 0; i < types.length; i++) {
      out.append(labels[i]);
      appendField(i, bytes, at, call, out);
    }
    out.append(abbreviated ? ", ...}" : "}");
  }

  private void appendField(int field, ByteString bytes, int at, ShownCall call, StringBuilder out) {
    ValueType type = types[field];
    int start = at + offsets[field];
    if (counts[field] == 0) {
      type.printer().append(bytes, start, call, out);
      return;
    }
    out.append('[');
    for (int i = 0; i < counts[field]; i++) {
      if (i > 0) {
        out.append(", ");
      }
      type.printer().append(bytes, start + i * type.width(), call, out);
    }
    out.append(']');
  }
}
