package io.kindling.cpu.kernel;

/**
 * A matrix {@code x [n, d]} of samples, a row each, that a layer with few outputs reads: {@code y =
 * x Wᵀ + b} and the sums over the rows that its gradients are. How the matrix lies in memory is the
 * class's affair; the bits do not depend on it: a row's dot product is summed over the features in
 * ascending order, from the bias; and of a block of rows, row r is added to the running sum r mod
 * {@value Kernels#LANES}, in ascending order, from 0. {@link BlockSum} adds the blocks' up; and
 * {@link #fold} adds up the running sums, the upper half to the lower until one is left.
 */
public interface Samples {
  /** {@return n, the number of rows} */
  int rows();

  /** {@return d, the number of features} */
  int features();

  /**
   * {@return how many rows are computed on at once, so that work is best cut at multiples of it}
   */
  int grain();

  /**
   * {@code y = x Wᵀ + b} for some rows.
   *
   * @param weight {@code [m, d]}
   * @param bias {@code [m]}, or empty for 0
   * @param from the first row, a multiple of {@link #grain}
   * @param to the row after the last
   * @param y where to write them: {@code [·, m]}
   * @param at where in y the rows begin
   * @param outputs m
   */
  void affine(float[] weight, float[] bias, int from, int to, float[] y, int at, int outputs);

  /**
   * The running sums of {@code Gᵀ x} and of G's rows.
   *
   * @param gradient G, {@code [n, m]}
   * @param outputs m
   * @return what computes them, {@link #width} of them
   */
  BlockSum.Partial gradients(float[] gradient, int outputs);

  /**
   * The same where a loss makes G of y: of some rows the predictions, their gradients and the sums
   * of these, while the rows are at hand.
   *
   * @param weight {@code [m, d]}
   * @param bias {@code [m]}, or empty for 0
   * @param outputs m
   * @param loss makes G
   * @return what computes them, {@link #width} of them
   */
  BlockSum.Partial onePass(float[] weight, float[] bias, int outputs, RowLoss loss);

  /**
   * How many running sums there are.
   *
   * @param outputs m
   * @return {@value Kernels#LANES} for every weight and every bias
   */
  default int width(int outputs) {
    return Kernels.LANES * outputs * (features() + 1);
  }

  /**
   * Adds the running sums up.
   *
   * @param sums the running sums
   * @param weight where to write {@code Gᵀ x}, {@code [m, d]}
   * @param bias where to write the sum of G's rows, {@code [m]}; or empty
   */
  void fold(float[] sums, float[] weight, float[] bias);

  /**
   * The running sums as all layouts have them outside of a JVM: {@code [output, feature, lane]},
   * then {@code [output, lane]}.
   *
   * @param sums the running sums as they are here
   * @param outputs m
   * @return the same numbers; the array itself if that is how they are
   */
  default float[] lanesLast(float[] sums, int outputs) {
    return sums;
  }

  /**
   * The running sums as they are here: undoes {@link #lanesLast}.
   *
   * @param sums the running sums, lanes last
   * @param outputs m
   * @return the same numbers; the array itself if that is how they are
   */
  default float[] ownOrder(float[] sums, int outputs) {
    return sums;
  }

  /**
   * Some rows, without a copy of them.
   *
   * @param start the first row, as {@link SampleLayout#divides} allows it
   * @param rows how many
   * @return the rows
   */
  Samples part(int start, int rows);

  /**
   * Some rows, one after the other.
   *
   * @param start the first row
   * @param rows how many
   * @return the rows; not to be changed
   */
  float[] rowMajor(int start, int rows);
}
