package io.kindling.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Points that are too many to tell apart, as squares that are the darker the more points they hold.
 */
final class Density {
  private static final int SIZE = 6;
  private static final int LEVELS = 5;

  private Density() {}

  /**
   * Counts points.
   *
   * @param x where they are
   * @param y likewise
   * @param left where the squares begin
   * @param top likewise
   */
  static List<Shape> of(
      double[] x, double[] y, double left, double top, double width, double height, Ink ink) {
    int across = (int) (width / SIZE) + 1;
    int down = (int) (height / SIZE) + 1;
    int[] counts = new int[across * down];
    int most = 0;
    for (int point = 0; point < x.length; point++) {
      int row = (int) ((y[point] - top) / SIZE);
      int column = (int) ((x[point] - left) / SIZE);
      most = Math.max(most, ++counts[row * across + column]);
    }
    List<Shape> shapes = new ArrayList<>();
    for (int level = 0; level < LEVELS; level++) {
      List<double[]> corners = new ArrayList<>();
      for (int at = 0; at < counts.length; at++) {
        if (counts[at] > 0 && level(counts[at], most) == level) {
          corners.add(new double[] {left + at % across * SIZE, top + at / across * SIZE});
        }
      }
      if (!corners.isEmpty()) {
        double[] xs = corners.stream().mapToDouble(corner -> corner[0]).toArray();
        double[] ys = corners.stream().mapToDouble(corner -> corner[1]).toArray();
        shapes.add(new Shape.Squares(xs, ys, SIZE, ink.faint(0.2 + 0.2 * level)));
      }
    }
    return shapes;
  }

  /** By the logarithm, so that a single point is seen beside thousands. */
  private static int level(int count, int most) {
    double share = most == 1 ? 0 : Math.log(count) / Math.log(most);
    return (int) Math.min(LEVELS - 1, LEVELS * share);
  }
}
