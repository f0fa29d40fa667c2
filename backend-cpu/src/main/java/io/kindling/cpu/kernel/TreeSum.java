package io.kindling.cpu.kernel;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Adds sums, which come one after the other, in a binary tree over their index; of n it holds
 * log₂(n) at a time.
 *
 * <p>It is a binary counter: {@code waiting[l]} is the sum of 2^l that waits for its right sibling.
 * At the end the smaller trees on the right are added to the larger on their left. What was added
 * may be such trees themselves, of one size but for the last, which may be smaller: it meets the
 * same partners in the same order as its parts would have.
 */
final class TreeSum {
  private static final int MAX_LEVELS = 32;

  private final int width;
  private final float[][] waiting = new float[MAX_LEVELS][];
  private int count;
  private final ArrayDeque<float[]> spare = new ArrayDeque<>();

  TreeSum(int width) {
    this.width = width;
  }

  /** An array to compute the next sum in, with anything in it: a used one, or a new one. */
  float[] any() {
    float[] any = spare.pollLast();
    return any == null ? new float[width] : any;
  }

  /** The same, of zeros. */
  float[] blank() {
    float[] blank = spare.pollLast();
    if (blank == null) {
      return new float[width];
    }
    Arrays.fill(blank, 0f);
    return blank;
  }

  /** Adds the next sum; the array becomes the tree's. */
  void add(float[] next) {
    float[] sum = next;
    int level = 0;
    for (; (count >> level & 1) == 1; level++) {
      sum = join(level, sum);
    }
    waiting[level] = sum;
    count++;
  }

  /** {@return the sum of all, or zeros where there were none} */
  float[] total() {
    float[] sum = null;
    for (int level = 0; level < MAX_LEVELS - 1; level++) {
      if ((count >> level & 1) == 1) {
        sum = sum == null ? waiting[level] : join(level, sum);
      }
    }
    return sum == null ? new float[width] : sum;
  }

  private float[] join(int level, float[] right) {
    float[] left = waiting[level];
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
    spare.addLast(right);
    return left;
  }
}
