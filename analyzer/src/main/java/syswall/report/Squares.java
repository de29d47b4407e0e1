package syswall.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Divides a rectangle among things by their weights, into rectangles as near to squares as it gets:
 * rows along the shorter side, each taking things as long as its worst one gets better (Bruls,
 * Huizing, van Wijk: Squarified Treemaps, 2000).
 */
final class Squares {
  /** Where something is. */
  record Area<T>(T thing, double x, double y, double width, double height) {}

  private Squares() {}

  /**
   * The areas, in the order of the things.
   *
   * @param things the heaviest first, each with a weight above 0
   */
  static <T> List<Area<T>> divide(List<T> things, ToLongFunction<T> weight, Area<?> whole) {
    List<Area<T>> areas = new ArrayList<>();
    double x = whole.x;
    double y = whole.y;
    double width = whole.width;
    double height = whole.height;
    double left = things.stream().mapToLong(weight).sum();
    for (int start = 0; start < things.size(); ) {
      double side = Math.min(width, height);
      double scale = width * height / left;
      int end = start + 1;
      double sum = weight.applyAsLong(things.get(start));
      double worst = worst(things, weight, start, end, sum, scale, side);
      while (end < things.size()) {
        double more = sum + weight.applyAsLong(things.get(end));
        double next = worst(things, weight, start, end + 1, more, scale, side);
        if (next > worst) {
          break;
        }
        worst = next;
        sum = more;
        end++;
      }
      double depth = side == 0 ? 0 : sum * scale / side;
      double along = 0;
      for (T thing : things.subList(start, end)) {
        double length = side * weight.applyAsLong(thing) / sum;
        areas.add(
            width >= height
                ? new Area<>(thing, x, y + along, depth, length)
                : new Area<>(thing, x + along, y, length, depth));
        along += length;
      }
      if (width >= height) {
        x += depth;
        width = Math.max(0, width - depth);
      } else {
        y += depth;
        height = Math.max(0, height - depth);
      }
      left -= sum;
      start = end;
    }
    return areas;
  }

  /** How far the longest rectangle of a row is from a square. */
  private static <T> double worst(
      List<T> things,
      ToLongFunction<T> weight,
      int start,
      int end,
      double sum,
      double scale,
      double side) {
    double area = sum * scale;
    double largest = weight.applyAsLong(things.get(start)) * scale;
    double smallest = weight.applyAsLong(things.get(end - 1)) * scale;
    double square = side * side;
    return Math.max(square * largest / (area * area), area * area / (square * smallest));
  }
}
