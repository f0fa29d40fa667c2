package io.kindling.plot;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The trend of points: at each the height of a line through the nearest two thirds of all, which
 * weigh {@code (1 − (r / h)³)³} at the distance r, with h the farthest. It is drawn four times;
 * from the second on points also weigh {@code (1 − (e / 6m)²)²} by how far they were off, e, with m
 * the median of that, so that those far off do not bend it.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1979.10481038">Cleveland 1979</a>
 */
final class Lowess {
  private static final double SHARE = 2.0 / 3;
  private static final int PASSES = 4;

  /** Points that are off by less are off by rounding. */
  private static final double NOTHING = 1e-7;

  /** A window of no more than this share of the whole width has no slope. */
  private static final double NARROW = 1e-3;

  private final double[] x;
  private final double[] y;
  private final int near;
  private final double[] robust;
  private final double[] trend;

  private Lowess(double[] x, double[] y) {
    this.x = x;
    this.y = y;
    this.near = Math.max(2, (int) (SHARE * x.length + NOTHING));
    this.robust = new double[x.length];
    this.trend = new double[x.length];
    Arrays.fill(robust, 1);
  }

  /**
   * Of points that are in the order of their x, two at least.
   *
   * @param robust whether points that are far off count less
   */
  static double[] of(double[] x, double[] y, boolean robust) {
    Lowess lowess = new Lowess(x, y);
    lowess.draw();
    for (int pass = 1; robust && pass < PASSES && lowess.weigh(); pass++) {
      lowess.draw();
    }
    return lowess.trend;
  }

  private void draw() {
    int left = 0;
    for (int i = 0; i < x.length; i++) {
      while (left + near < x.length && x[i] - x[left] > x[left + near] - x[i]) {
        left++;
      }
      boolean same = i > 0 && x[i] == x[i - 1];
      trend[i] = same ? trend[i - 1] : height(i, left);
    }
  }

  private double height(int at, int left) {
    double far = Math.max(x[at] - x[left], x[left + near - 1] - x[at]);
    double[] weights = new double[x.length - left];
    double sum = 0;
    int count = 0;
    for (int j = left; j < x.length && x[j] - x[at] <= far; j++) {
      double share = far > 0 ? Math.abs(x[j] - x[at]) / far : 0;
      double cube = 1 - share * share * share;
      weights[count] = cube * cube * cube * robust[j];
      sum += weights[count++];
    }
    if (sum <= 0) {
      return y[at];
    }
    double mean = 0;
    double height = 0;
    for (int j = 0; j < count; j++) {
      mean += weights[j] / sum * x[left + j];
      height += weights[j] / sum * y[left + j];
    }
    double square = 0;
    double product = 0;
    for (int j = 0; j < count; j++) {
      double off = x[left + j] - mean;
      square += weights[j] / sum * off * off;
      product += weights[j] / sum * off * (y[left + j] - height);
    }
    boolean narrow = Math.sqrt(square) <= NARROW * (x[x.length - 1] - x[0]);
    return narrow ? height : height + (x[at] - mean) * product / square;
  }

  /** Weighs points by how far they are off; says whether they are at all. */
  private boolean weigh() {
    double[] off =
        IntStream.range(0, y.length).mapToDouble(i -> Math.abs(y[i] - trend[i])).toArray();
    double[] sorted = off.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double six = 3 * (sorted[half] + sorted[sorted.length - 1 - half]);
    if (six < NOTHING * Arrays.stream(off).average().orElse(0)) {
      return false;
    }
    for (int i = 0; i < off.length; i++) {
      double share = six > 0 ? off[i] / six : 0;
      robust[i] = share < 1 ? (1 - share * share) * (1 - share * share) : 0;
    }
    return true;
  }
}
