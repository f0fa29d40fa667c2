package io.kindling.functions;

/**
 * The exponentials of some lines of numbers, in float64; the greatest of its line is taken off each
 * number before, so none overflows. Several lines at once, because one may be too short for
 * vectors. For one thread at a time.
 */
public final class Powers {
  private final int size;
  private final float[] tops;
  private final double[] powers;
  private final double[] sums;
  private final double[] logs;
  private final Logarithm logarithm;

  /**
   * Makes room.
   *
   * @param size how long a line is
   * @param lines how many there will be in all; {@link #lines} says how many at once
   */
  public Powers(int size, int lines) {
    int most = Math.min(lines, Math.max(1, Float64.PIECE / Math.max(1, size)));
    this.size = size;
    this.tops = new float[most];
    this.powers = new double[most * size];
    this.sums = new double[most];
    this.logs = new double[most];
    this.logarithm = new Logarithm(most);
  }

  /** {@return how many lines there is room for} */
  public int lines() {
    return tops.length;
  }

  /**
   * Takes a line.
   *
   * @param line which it is to be here, from 0
   * @param x the numbers
   * @param start where the line begins
   * @param step from one of its numbers to the next
   */
  public void take(int line, float[] x, int start, int step) {
    float top = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < size; k++) {
      top = Math.max(top, x[start + k * step]);
    }
    int first = line * size;
    for (int k = 0; k < size; k++) {
      powers[first + k] = (double) x[start + k * step] - top;
    }
    tops[line] = top;
  }

  /**
   * Computes the powers of the lines that were taken, and each line's sum, in ascending order.
   *
   * @param lines how many
   */
  public void compute(int lines) {
    Exponential.exp(powers, lines * size);
    for (int line = 0; line < lines; line++) {
      double sum = 0;
      for (int i = line * size; i < (line + 1) * size; i++) {
        sum += powers[i];
      }
      sums[line] = sum;
    }
    System.arraycopy(sums, 0, logs, 0, lines);
    logarithm.log(logs, lines);
  }

  /**
   * Writes a line's shares of its sum.
   *
   * @param line which
   * @param out where to write
   * @param start from which index on
   * @param step from one number to the next
   */
  public void shares(int line, float[] out, int start, int step) {
    double factor = 1 / sums[line];
    int first = line * size;
    for (int k = 0; k < size; k++) {
      out[start + k * step] = (float) (powers[first + k] * factor);
    }
  }

  /**
   * The logarithm of a share, without computing the share.
   *
   * @param line of which line
   * @param x the number itself
   * @return {@code ln (eˣ / Σ eˣ)}
   */
  public double logShare(int line, float x) {
    return (double) x - tops[line] - logs[line];
  }
}
