package io.kindling.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many threads share them, sums over rows keep their bits. */
final class BlockSumTest {
  private static final int ROWS = 100 * BlockSum.BLOCK + 7;
  private static final float[] VALUES =
      new TorchRandom(1).uniform(Shape.of(ROWS, 3), -1, 1).toFloatArray();

  private static void partial(int from, int to, float[] out) {
    new ScalarKernels().sumRows(VALUES, from, to, out, 3);
  }

  /**
   * The tree as it is defined: the left subtree is the largest power of two that leaves a right.
   */
  private static float[] tree(int rows, int first, int last) {
    if (last - first <= 1) {
      float[] out = new float[3];
      int from = first * BlockSum.BLOCK;
      partial(from, Math.min(rows, from + BlockSum.BLOCK), out);
      return out;
    }
    int half = Integer.highestOneBit(last - first - 1);
    float[] left = tree(rows, first, first + half);
    float[] right = tree(rows, first + half, last);
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
    return left;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void sameBitsOnAnyNumberOfThreads(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int blocks = 0; blocks <= 100; blocks++) {
        for (int more = -1; more <= 1; more++) {
          int rows = blocks * BlockSum.BLOCK + more;
          if (rows >= 0) {
            float[] expected = tree(rows, 0, (rows + BlockSum.BLOCK - 1) / BlockSum.BLOCK);
            float[] alone = BlockSum.over(rows, 3, BlockSumTest::partial);
            assertThat(alone).as("%s rows", rows).isEqualTo(expected);
            for (int parts : new int[] {1, 2, 5, 28}) {
              assertThat(BlockSum.over(workers, parts, rows, 3, BlockSumTest::partial, null))
                  .as("%s rows, %s parts, %s threads", rows, parts, threads)
                  .isEqualTo(expected);
            }
          }
        }
      }
    }
  }
}
