package io.kindling.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts numbers in bins of equal width without knowing beforehand where they lie: the width is a
 * power of two and doubles when a number comes that is too far away. So the bins depend on the
 * least and the greatest number alone, and not on the order.
 */
final class Bins {
  private static final int MOST = 64;

  private final int shown;
  private final long[] counts = new long[MOST];
  private long same; // as long as all numbers are the same
  private double one;
  private double width;
  private long first;
  private long last;
  private boolean whole = true;

  /**
   * Without a number yet.
   *
   * @param shown how many bins there may be in the end, at most 64
   */
  Bins(int shown) {
    this.shown = shown;
  }

  /** Counts a finite number. */
  void add(double number) {
    whole &= number == Math.rint(number);
    if (width == 0) {
      if (same == 0 || number == one) {
        one = number;
        same++;
        return;
      }
      begin(number);
    }
    count(number, 1);
  }

  /** Begins with the narrowest bins that hold two numbers. */
  private void begin(double other) {
    double span = Math.abs(other / MOST - one / MOST);
    width = Math.max(Double.MIN_VALUE, Math.scalb(1.0, Math.getExponent(span)));
    first = bin(one);
    last = first;
    counts[0] = same;
  }

  private void count(double number, long times) {
    while (Math.max(bin(number), last) - Math.min(bin(number), first) >= MOST) {
      widen();
    }
    long bin = bin(number);
    if (bin < first) {
      int by = (int) (first - bin);
      System.arraycopy(counts, 0, counts, by, (int) (last - first) + 1);
      Arrays.fill(counts, 0, by, 0);
      first = bin;
    }
    last = Math.max(last, bin);
    counts[(int) (bin - first)] += times;
  }

  /** Exact: a power of two divides without rounding. */
  private long bin(double number) {
    return (long) Math.floor(number / width);
  }

  /** Makes one bin of two. */
  private void widen() {
    long[] narrow = counts.clone();
    Arrays.fill(counts, 0);
    long wide = Math.floorDiv(first, 2);
    for (long bin = first; bin <= last; bin++) {
      counts[(int) (Math.floorDiv(bin, 2) - wide)] += narrow[(int) (bin - first)];
    }
    first = wide;
    last = Math.floorDiv(last, 2);
    width *= 2;
  }

  /** Ends counting: bins of whole numbers are at least 1 wide, and there are no more than asked. */
  void end() {
    while (width > 0 && (last - first >= shown || (whole && width < 1))) {
      widen();
    }
  }

  /** Where the first bin begins. */
  double low() {
    return width == 0 ? one : first * width;
  }

  /** How wide the bins are; 0 where all numbers are the same. */
  double width() {
    return width;
  }

  List<Long> counts() {
    if (width == 0) {
      return List.of(same);
    }
    List<Long> list = new ArrayList<>();
    for (int i = 0; i <= last - first; i++) {
      list.add(counts[i]);
    }
    return list;
  }
}
