package io.kindling.cpu.kernel;

import io.kindling.functions.Activation;
import org.jspecify.annotations.Nullable;

/**
 * The sharing of work among threads. What is shared is cut so that the cuts do not show: results
 * have the same bits on any number of threads.
 */
public interface Sharing {
  /** How many fused products cost 1, as much as an addition of elements from memory, about. */
  int PRODUCTS_PER_COST = 8;

  /** What an exponential or a logarithm costs, about. */
  int EXPONENTIAL = Activation.EXPONENTIAL;

  /** A loop over some indices, of which each can be done on its own. */
  @FunctionalInterface
  interface Loop {
    /**
     * Does them.
     *
     * @param from the first index
     * @param to the index after the last
     */
    void run(int from, int to);
  }

  /**
   * Runs a loop over {@code 0 … n − 1}, in pieces on several threads where that is worth it. What
   * is computed for an index must not depend on the piece that it is in.
   *
   * @param n how many indices
   * @param cost what an index costs: 1 for an addition of elements, {@value #EXPONENTIAL} for an
   *     exponential
   * @param loop what to run
   */
  void forRange(int n, int cost, Loop loop);

  /**
   * Sums over all rows in the order of {@link BlockSum}, on several threads where that is worth it.
   *
   * @param rows how many
   * @param width how many numbers a sum has
   * @param cost what a row costs, as in {@link #forRange}
   * @param partial computes the sum over one block
   * @return the sum, a new array
   */
  default float[] sumBlocks(int rows, int width, int cost, BlockSum.Partial partial) {
    return sumBlocks(rows, width, cost, partial, null);
  }

  /**
   * Sums as above.
   *
   * @param rows how many
   * @param width how many numbers a sum has
   * @param cost what a row costs
   * @param partial computes the sum over one block
   * @param room where to write the sum, with anything in it; null for a new array
   * @return the sum
   */
  float[] sumBlocks(
      int rows, int width, int cost, BlockSum.Partial partial, float @Nullable [] room);

  /**
   * Sums the running sums that gradients of samples have, as above.
   *
   * @param samples the samples, whose layout is that of the sum
   * @param outputs how many outputs there are
   * @param cost what a row costs
   * @param partial computes the running sums over one block
   * @return the sum, a new array
   */
  default float[] sumLanes(Samples samples, int outputs, int cost, BlockSum.Partial partial) {
    return sumBlocks(samples.rows(), samples.width(outputs), cost, partial);
  }

  /**
   * {@return whether sums over so few rows that they are one block, and whatever else is little,
   * may be computed past this} The bits are the same.
   */
  default boolean isOptional() {
    return true;
  }

  /** {@return the sharing of sums that do not go over rows, but over the numbers of each} */
  default Sharing withinRows() {
    return this;
  }

  /**
   * How many elements there are in all, where the rows at hand may be a part.
   *
   * @param here how many the rows at hand have: each as many
   * @return how many all rows have
   */
  default long elements(long here) {
    return here;
  }

  /**
   * How many rows count in all, where the rows at hand may be a part.
   *
   * @param here how many of the rows at hand count
   * @return how many of all rows do
   */
  default long counted(long here) {
    return here;
  }

  /**
   * Sums as above, where a row costs as much as adding it to the sum.
   *
   * @param rows how many
   * @param width how many numbers a sum has
   * @param partial computes the sum over one block
   * @return the sum, a new array
   */
  default float[] sumBlocks(int rows, int width, BlockSum.Partial partial) {
    return sumBlocks(rows, width, partial, null);
  }

  /**
   * Sums as above, into an array.
   *
   * @param rows how many
   * @param width how many numbers a sum has
   * @param partial computes the sum over one block
   * @param room where to write the sum, with anything in it; null for a new array
   * @return the sum
   */
  default float[] sumBlocks(
      int rows, int width, BlockSum.Partial partial, float @Nullable [] room) {
    return sumBlocks(rows, width, 1 + width / PRODUCTS_PER_COST, partial, room);
  }
}
