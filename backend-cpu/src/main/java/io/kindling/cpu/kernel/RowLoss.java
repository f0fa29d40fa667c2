package io.kindling.cpu.kernel;

/** A loss that is a sum over the rows of predictions, or the mean of them. */
public interface RowLoss {
  /**
   * The gradient of some rows' predictions.
   *
   * @param prediction the predictions, row by row, from index 0 on
   * @param rows which rows they are
   * @param gradient where to write it, from index 0 on
   */
  void gradient(float[] prediction, RowRuns rows, float[] gradient);

  /**
   * Notes the losses of some whole blocks of rows, of which the gradient was asked for before.
   *
   * @param prediction the predictions, from index 0 on
   * @param from the first row
   * @param to the row after the last
   */
  void note(float[] prediction, int from, int to);
}
