package io.kindling.exact;

import static io.kindling.exact.ColumnBlocks.BLOCK;

import java.util.Arrays;

/**
 * Adds numbers and their squares up in float64, without rounding.
 *
 * <p>A number below 1 in size is rounded to a multiple of 2⁻⁴⁶ by adding it to a bin whose last bit
 * that is, and what is left of it goes to the next bin. A square is a product and its rounding
 * error, which the processor gives, and goes to three bins. Each place in a block has bins of its
 * own, which hold 16 numbers of up to {@value #RANGE} bits from the first bit of the largest to the
 * last of any.
 *
 * <p>All arrays are indexed alike and loops are short, so that the JVM makes vector instructions of
 * them.
 *
 * @see <a href="https://doi.org/10.1145/3389360">Ahrens, Demmel, Nguyen, Algorithms for efficient
 *     reproducible floating point summation</a>
 */
final class PowerSums {
  static final int MOST_BLOCKS = 16;
  static final double LEAST = Double.MIN_NORMAL;
  static final double LARGEST = 0x1p1023;

  private static final int RANGE = 71;
  private static final int WIDTH = 46;
  private static final int UNIT = -WIDTH;
  private static final int NEXT_UNIT = 2 * UNIT - 1;
  private static final double HIGH = Math.scalb(1.5, 52 + UNIT);
  private static final double MIDDLE = Math.scalb(1.5, 52 + NEXT_UNIT);
  private static final double GRID = Math.scalb(1.5, 52 - RANGE);
  private static final int PRECISION = 53;

  private final double[] high = new double[BLOCK];
  private final double[] low = new double[BLOCK];
  private final double[] products = new double[BLOCK];
  private final double[] errors = new double[BLOCK];
  private final double[] lost = new double[BLOCK];
  private final double[] squareHigh = new double[BLOCK];
  private final double[] squareMiddle = new double[BLOCK];
  private final double[] squareLow = new double[BLOCK];

  /**
   * Adds numbers.
   *
   * @param numbers numbers, of which the largest is between LEAST and LARGEST; those that are left
   *     to add, afterwards
   * @param rest takes what is too small beside the largest of them
   * @param sum takes the sum of all others
   * @param squares takes the sum of their squares
   */
  void add(ColumnBlocks numbers, ColumnBlocks rest, ExactSum sum, ExactSum squares) {
    int exponent = Math.getExponent(numbers.largest()) + 1;
    rest.clear();
    if (!fits(numbers, exponent)) {
      numbers.moveBelow(Math.scalb(1.0, exponent + PRECISION - RANGE), rest);
      fits(numbers, exponent);
    }
    drain(high, HIGH, UNIT, exponent, sum);
    drain(low, 0, -RANGE, exponent, sum);
    drain(squareHigh, HIGH, UNIT, 2 * exponent, squares);
    drain(squareMiddle, MIDDLE, NEXT_UNIT, 2 * exponent, squares);
    drain(squareLow, 0, -2 * RANGE, 2 * exponent, squares);
  }

  /** Fills the bins; says whether each bit of each number found its place. */
  private boolean fits(ColumnBlocks numbers, int exponent) {
    Arrays.fill(high, HIGH);
    Arrays.fill(low, 0);
    Arrays.fill(lost, 0);
    Arrays.fill(squareHigh, HIGH);
    Arrays.fill(squareMiddle, MIDDLE);
    Arrays.fill(squareLow, 0);
    double scale = Math.scalb(1.0, -exponent);
    for (int b = 0; b < numbers.blocks() && exponent > 0; b++) {
      scale(numbers.block(b), scale, 1 / scale, lost);
    }
    for (int b = 0; b < numbers.blocks(); b++) {
      sum(numbers.block(b), scale, high, low, lost, products, errors);
      square(products, errors, squareHigh, squareMiddle, squareLow);
    }
    double all = 0;
    for (double bits : lost) {
      all += bits;
    }
    return all == 0;
  }

  /** Finds numbers of which scaling leaves too little. */
  private static void scale(double[] numbers, double scale, double back, double[] lost) {
    for (int i = 0; i < numbers.length; i++) {
      lost[i] += Math.abs(numbers[i] * scale * back - numbers[i]);
    }
  }

  private static void sum(
      double[] numbers,
      double scale,
      double[] high,
      double[] low,
      double[] lost,
      double[] products,
      double[] errors) {
    for (int i = 0; i < numbers.length; i++) {
      double number = numbers[i] * scale;
      double bin = high[i] + number;
      double rest = number - (bin - high[i]);
      high[i] = bin;
      low[i] += rest;
      lost[i] += Math.abs(rest + GRID - GRID - rest);
      double product = number * number;
      products[i] = product;
      errors[i] = Math.fma(number, number, -product);
    }
  }

  private static void square(
      double[] products, double[] errors, double[] high, double[] middle, double[] low) {
    for (int i = 0; i < products.length; i++) {
      double first = high[i] + products[i];
      double rest = products[i] - (first - high[i]);
      high[i] = first;
      double second = middle[i] + rest;
      double third = second + errors[i];
      low[i] += (rest - (second - middle[i])) + (errors[i] - (third - second));
      middle[i] = third;
    }
  }

  /** Adds bins, in units of which each is an integer. */
  private static void drain(double[] bins, double start, int unit, int exponent, ExactSum to) {
    double scale = Math.scalb(1.0, -unit);
    long total = 0;
    for (double bin : bins) {
      total += (long) ((bin - start) * scale);
    }
    to.add(total, unit + exponent);
  }
}
