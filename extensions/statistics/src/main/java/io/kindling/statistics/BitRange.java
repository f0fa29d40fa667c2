package io.kindling.statistics;

/**
 * Where the bits of numbers lie: all are below {@code 2^high} in size, and multiples of {@code
 * 2^low}. Of nothing but zeros, low is high.
 */
record BitRange(int high, int low) {
  private static final int FRACTION = 52;
  private static final int BIAS = 1023;
  private static final int FAR = 4 * BIAS; // more than any slices have

  /** Of finite numbers. Those that are as good as 0 count as being as low as can be. */
  static BitRange of(double[] numbers, int rows) {
    long least = Long.MAX_VALUE;
    long largest = 0;
    long bits = 0;
    for (int row = 0; row < rows; row++) {
      long size = Double.doubleToRawLongBits(numbers[row]) & Long.MAX_VALUE;
      least = Math.min(least, (size - 1) & Long.MAX_VALUE); // which of 0 is no least one
      largest = Math.max(largest, size);
      bits |= size;
    }
    if (largest == 0) {
      return new BitRange(0, 0);
    }
    int high = (int) (largest >>> FRACTION) - BIAS + 1;
    int lowest = (int) ((least + 1) >>> FRACTION);
    int zeros = Long.numberOfTrailingZeros(bits | (1L << FRACTION));
    return new BitRange(high, lowest == 0 ? high - FAR : lowest - BIAS - FRACTION + zeros);
  }

  /** Of sums of two such numbers. */
  BitRange plus(BitRange other) {
    return new BitRange(Math.max(high, other.high) + 1, Math.min(low, other.low));
  }

  /** Of products of two such numbers. */
  BitRange times(BitRange other) {
    return new BitRange(high + other.high, low + other.low);
  }

  int length() {
    return high - low;
  }
}
