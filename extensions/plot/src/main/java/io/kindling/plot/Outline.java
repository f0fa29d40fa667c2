package io.kindling.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A line from left to right that looks as one through all points does: of many points, the first
 * and the last, and the lowest and the highest of each stretch that is about as wide as a pixel.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Outline(double[] x, double[] y) {
  static Outline of(double[] x, double[] y, int stretches) {
    List<Integer> rows =
        x.length <= 2 * stretches
            ? IntStream.range(0, x.length).boxed().toList()
            : extremes(x, y, stretches);
    int[] order =
        rows.stream()
            .sorted(Comparator.comparingDouble(row -> x[row])) // stable: of one x in their order
            .mapToInt(Integer::intValue)
            .toArray();
    return new Outline(
        IntStream.of(order).mapToDouble(row -> x[row]).toArray(),
        IntStream.of(order).mapToDouble(row -> y[row]).toArray());
  }

  private static List<Integer> extremes(double[] x, double[] y, int stretches) {
    int first = 0;
    int last = 0;
    for (int row = 1; row < x.length; row++) {
      first = x[row] < x[first] ? row : first;
      last = x[row] > x[last] ? row : last;
    }
    int[] lowest = new int[stretches];
    int[] highest = new int[stretches];
    boolean[] any = new boolean[stretches];
    double half = x[last] / 2 - x[first] / 2;
    for (int row = 0; row < x.length; row++) {
      double share = half > 0 ? (x[row] / 2 - x[first] / 2) / half : 0;
      int stretch = Math.min(stretches - 1, (int) (share * stretches));
      lowest[stretch] = any[stretch] && y[lowest[stretch]] <= y[row] ? lowest[stretch] : row;
      highest[stretch] = any[stretch] && y[highest[stretch]] >= y[row] ? highest[stretch] : row;
      any[stretch] = true;
    }
    List<Integer> rows = new ArrayList<>(List.of(first, last));
    for (int stretch = 0; stretch < stretches; stretch++) {
      if (any[stretch]) {
        rows.add(Math.min(lowest[stretch], highest[stretch]));
        rows.add(Math.max(lowest[stretch], highest[stretch]));
      }
    }
    return rows.stream().distinct().toList();
  }
}
