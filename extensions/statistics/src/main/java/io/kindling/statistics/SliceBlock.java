package io.kindling.statistics;

/**
 * Columns of a block of rows, cut into slices whose products can be added up in float64 without
 * rounding, row by row.
 *
 * <p>With e such that all |x| of a column are below 2ᵉ, slice k holds of each {@code x · 2⁻ᵉ} what
 * is left of it by the slices before, rounded to a multiple of {@code 2^−(h + (h + 1) k)}. In that
 * unit it is an integer of at most 2ʰ, with h = 22; so a product of two is at most 2⁴⁴ and a sum of
 * 512 at most 2⁵³, which float64 holds. Where a number is the sum of two, so is a slice, and h is
 * 21.
 *
 * @see <a href="https://doi.org/10.1007/s11075-011-9478-1">Ozaki, Ogita, Oishi, Rump, Error-free
 *     transformations of matrix multiplication by using fast routines</a>
 */
final class SliceBlock {
  /** How many slices a column may have: 360 bits, more than all of float32's. */
  static final int MOST = 16;

  private static final int FRACTION = 52;

  private final int half;
  private final int from;
  private final int[] first;
  private final int[] exponents;
  private final double[][] rows;

  /**
   * Makes room for some columns.
   *
   * @param half h
   * @param room for how many rows
   * @param from the first of the columns
   * @param counts how many slices each of them has
   */
  SliceBlock(int half, int room, int from, int[] counts) {
    this.half = half;
    this.from = from;
    this.exponents = new int[counts.length];
    this.first = new int[counts.length + 1];
    for (int i = 0; i < counts.length; i++) {
      first[i + 1] = first[i] + counts[i];
    }
    this.rows = new double[room][first[counts.length]];
  }

  /** {@return how many slices of h bits hold numbers} */
  static int count(BitRange bits, int half) {
    return bits.length() == 0 ? 0 : 1 + bits.length() / (half + 1);
  }

  /**
   * Cuts a column. Adding a number whose last bit is a slice's unit rounds what is left to it.
   *
   * @param column which, among all
   * @param exponent e
   * @param numbers {@code x · 2⁻ᵉ}, or the larger parts of these; afterwards, what is left
   * @param more the smaller parts, or the same array for none
   */
  void cut(int column, int exponent, double[] numbers, double[] more) {
    int i = column - from;
    exponents[i] = exponent;
    for (int k = 0; k < first[i + 1] - first[i]; k++) {
      double rounding = Math.scalb(1.5, FRACTION - half - (half + 1) * k);
      int at = first[i] + k;
      for (int row = 0; row < numbers.length; row++) {
        double part = numbers[row] + rounding - rounding;
        numbers[row] -= part;
        rows[row][at] = part;
      }
      if (more != numbers) {
        for (int row = 0; row < more.length; row++) {
          double part = more[row] + rounding - rounding;
          more[row] -= part;
          rows[row][at] += part;
        }
      }
    }
  }

  double[][] rows() {
    return rows;
  }

  int width() {
    return first[first.length - 1];
  }

  int from() {
    return from;
  }

  int to() {
    return from + exponents.length;
  }

  /** {@return the place of a column's first slice in a row} */
  int first(int column) {
    return first[column - from];
  }

  /** {@return how many slices a column has} */
  int count(int column) {
    return first[column - from + 1] - first[column - from];
  }

  int exponent(int column) {
    return exponents[column - from];
  }

  int half() {
    return half;
  }
}
