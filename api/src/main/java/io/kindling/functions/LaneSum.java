package io.kindling.functions;

/**
 * Sums in one fixed order, which vectors can keep too: element i goes to lane i mod {@value
 * #LANES}, in ascending order, from 0; then the upper half of the lanes is added to the lower until
 * one is left.
 */
public final class LaneSum {
  /** How many running sums there are: what the widest vector unit holds. */
  public static final int LANES = 16;

  private LaneSum() {}

  /**
   * The sum over a range.
   *
   * @param a the numbers
   * @param from the first index
   * @param to the index after the last
   * @return the sum
   */
  public static float of(float[] a, int from, int to) {
    float[] lanes = new float[LANES];
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] += a[i + lane];
      }
    }
    return rest(a, i, to, lanes);
  }

  /**
   * The end of a sum: fewer elements than lanes.
   *
   * @param a the numbers
   * @param from the first index, that of lane 0
   * @param to the index after the last
   * @param lanes the running sums so far
   * @return the sum
   */
  public static float rest(float[] a, int from, int to, float[] lanes) {
    for (int i = from; i < to; i++) {
      lanes[i - from] += a[i];
    }
    return fold(lanes, 0, 1);
  }

  /**
   * Adds the upper half of {@value #LANES} sums to the lower, until one is left.
   *
   * @param sums the sums; the array stays as it is
   * @param at where the first is
   * @param step from each to the next
   * @return the one
   */
  public static float fold(float[] sums, int at, int step) {
    float s0 = sums[at] + sums[at + 8 * step];
    float s1 = sums[at + step] + sums[at + 9 * step];
    float s2 = sums[at + 2 * step] + sums[at + 10 * step];
    float s3 = sums[at + 3 * step] + sums[at + 11 * step];
    float s4 = sums[at + 4 * step] + sums[at + 12 * step];
    float s5 = sums[at + 5 * step] + sums[at + 13 * step];
    float s6 = sums[at + 6 * step] + sums[at + 14 * step];
    float s7 = sums[at + 7 * step] + sums[at + 15 * step];
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }
}
