package io.kindling.cpu.kernel;

/**
 * Sums over rows in one fixed order: rows in blocks of {@value #BLOCK}, the blocks' partial sums
 * combined in a binary tree over the block index. Where the work is done, on how many threads, does
 * not show in the result.
 */
public final class BlockSum {
  /** Rows of a block. */
  static final int BLOCK = 256;

  private static final int MAX_LEVELS = 32;

  private BlockSum() {}

  /** The sum over one block of rows. */
  @FunctionalInterface
  public interface Partial {
    /**
     * Computes it.
     *
     * @param from the first row
     * @param to the row after the last
     * @param out where to write it
     */
    void compute(int from, int to, float[] out);
  }

  /**
   * Sums over all rows.
   *
   * @param rows how many
   * @param width how many numbers a sum has
   * @param partial computes the sum over one block
   * @return the sum, a new array
   */
  public static float[] over(int rows, int width, Partial partial) {
    // the tree as a binary counter: waiting[l] is the sum of 2^l blocks that waits for its right
    // sibling
    float[][] waiting = new float[MAX_LEVELS][];
    int blocks = 0;
    for (int from = 0; from < rows; from += BLOCK, blocks++) {
      float[] sum = new float[width];
      partial.compute(from, Math.min(rows, from + BLOCK), sum);
      int level = 0;
      for (; (blocks >> level & 1) == 1; level++) {
        sum = add(waiting[level], sum);
      }
      waiting[level] = sum;
    }
    return collect(waiting, blocks, width);
  }

  private static float[] collect(float[][] waiting, int blocks, int width) {
    float[] sum = null;
    for (int level = 0; level < MAX_LEVELS - 1; level++) {
      if ((blocks >> level & 1) == 1) {
        sum = sum == null ? waiting[level] : add(waiting[level], sum);
      }
    }
    return sum == null ? new float[width] : sum;
  }

  private static float[] add(float[] left, float[] right) {
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
    return left;
  }
}
