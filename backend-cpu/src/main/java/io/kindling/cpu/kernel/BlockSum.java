package io.kindling.cpu.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums over rows in one fixed order: rows in blocks of {@value #BLOCK}, the blocks' partial sums
 * combined in a binary tree over the block index. Where the work is done, on how many threads, does
 * not show in the result.
 */
public final class BlockSum {
  /** Rows of a block. */
  public static final int BLOCK = 256;

  /** Above, sums are not kept by the dozen; a block is then work enough to share inside. */
  private static final int WIDEST_SHARED = 1 << 16;

  private final int rows;
  private final int width;
  private final Partial partial;
  private final int blocks;

  /** Where the sum is to be; null for a new array. */
  private final float @Nullable [] room;

  private BlockSum(int rows, int width, Partial partial, float @Nullable [] room) {
    this.rows = rows;
    this.width = width;
    this.partial = partial;
    this.room = room;
    this.blocks = (int) (((long) rows + BLOCK - 1) / BLOCK);
  }

  /**
   * The sum over one block of rows, or some. Blocks may be computed at once, on several threads.
   */
  @FunctionalInterface
  public interface Partial {
    /**
     * Computes it.
     *
     * @param from the first row
     * @param to the row after the last
     * @param out where to write it; all 0 before, or where it {@link #overwrites} anything
     */
    void compute(int from, int to, float[] out);

    /** {@return whether it writes all of a sum, so that nobody needs to set it to 0 before} */
    default boolean overwrites() {
      return false;
    }

    /** Told once the thread has computed all that it does. */
    default void end() {}

    /**
     * How many blocks it computes at once.
     *
     * @return a power of two; it adds them up as the tree would
     */
    default int blocks() {
      return 1;
    }

    /** {@return one that only the caller's thread uses: with room of its own, if it needs any} */
    default Partial own() {
      return this;
    }
  }

  /**
   * Sums over all rows, on the caller's thread.
   *
   * @param rows how many
   * @param width how many numbers a sum has
   * @param partial computes the sum over one block
   * @return the sum, a new array
   */
  public static float[] over(int rows, int width, Partial partial) {
    return over(rows, width, partial, null);
  }

  /**
   * Sums over some of the blocks, in the order of the tree over them alone.
   *
   * @param rows how many there are in all
   * @param width how many numbers a sum has
   * @param partial computes the sum over one block
   * @param first the first block, a multiple of {@link Partial#blocks}
   * @param last the block after the last; if that is no multiple, the end of all
   * @return the sum, a new array
   */
  public static float[] over(int rows, int width, Partial partial, int first, int last) {
    return new BlockSum(rows, width, partial, null).run(first, last);
  }

  /** The same, in an array with anything in it where there is one. */
  static float[] over(int rows, int width, Partial partial, float @Nullable [] room) {
    BlockSum sum = new BlockSum(rows, width, partial, room);
    return sum.run(0, sum.blocks);
  }

  /** The same, cut into at most so many parts, which the workers share. */
  static float[] over(
      Workers workers, int parts, int rows, int width, Partial partial, float @Nullable [] room) {
    BlockSum sum = new BlockSum(rows, width, partial, room);
    return parts == 1 || width > WIDEST_SHARED
        ? sum.run(0, sum.blocks)
        : sum.shared(workers, parts);
  }

  private float[] shared(Workers workers, int parts) {
    // runs of 2^n blocks, from multiples of 2^n: each is a subtree of the one tree
    int length = partial.blocks();
    while ((blocks + length - 1) / length > parts) {
      length *= 2;
    }
    int step = length;
    float[][] sums = new float[(blocks + step - 1) / step][];
    workers.run(sums.length, i -> sums[i] = run(i * step, (int) Math.min(blocks, (i + 1L) * step)));
    TreeSum tree = new TreeSum(width);
    for (float[] sum : sums) {
      tree.add(sum);
    }
    return tree.total();
  }

  private float[] run(int first, int last) {
    Partial own = partial.own();
    int step = partial.blocks();
    if (last - first <= step) {
      float[] sum = blocks(own, first, last, first == 0 ? beginning() : new float[width]);
      own.end();
      return sum;
    }
    TreeSum tree = new TreeSum(width);
    for (int block = first; block < last; block += step) {
      float[] sum = block == 0 ? beginning() : next(tree);
      tree.add(blocks(own, block, Math.min(last, block + step), sum));
    }
    own.end();
    return tree.total();
  }

  private float[] next(TreeSum tree) {
    return partial.overwrites() ? tree.any() : tree.blank();
  }

  /** An array for the first block; all others are added to it, so that it becomes the sum. */
  private float[] beginning() {
    if (room == null) {
      return new float[width];
    }
    if (!partial.overwrites() || blocks == 0) {
      Arrays.fill(room, 0f);
    }
    return room;
  }

  private float[] blocks(Partial own, int first, int last, float[] sum) {
    if (first < last) {
      own.compute(first * BLOCK, (int) Math.min(rows, (long) last * BLOCK), sum);
    }
    return sum;
  }
}
