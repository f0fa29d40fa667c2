package io.kindling.statistics;

/**
 * A sum of products of float64 and of numbers of twice as many bits, with twice as many bits
 * itself.
 *
 * @see <a href="https://doi.org/10.1137/030601818">T. Ogita, S. Rump, S. Oishi: Accurate sum and
 *     dot product, 2005</a>
 */
final class PreciseSum {
  private double high;
  private double low;

  /** Adds {@code factor · (high + low)}. */
  void add(double factor, double otherHigh, double otherLow) {
    double product = factor * otherHigh;
    double error = Math.fma(factor, otherHigh, -product) + factor * otherLow;
    double sum = high + product;
    double part = sum - high;
    low += (high - (sum - part)) + (product - part) + error;
    high = sum;
  }

  /** Adds {@code factor} times what another has come to. */
  void add(double factor, PreciseSum other) {
    add(factor, other.high, other.low);
  }

  /** Adds the square of what another has come to. */
  void addSquare(PreciseSum other) {
    add(other.high, other.high, 2 * other.low);
  }

  double value() {
    return high + low;
  }
}
