package io.kindling.cpu.nn;

import io.kindling.cpu.kernel.BlockSum;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.kernel.RowLoss;
import io.kindling.cpu.kernel.RowRuns;
import io.kindling.cpu.kernel.Sharing;

/** A loss that compares element by element, in one pass with what it compares. */
final class ElementRows implements RowLoss {
  private static final int BLOCK = BlockSum.BLOCK;

  /** What a row costs whose block was summed before. */
  private static final int NEXT_TO_NOTHING = 0;

  private final Kernels kernels;
  private final ElementLoss loss;
  private final float[] target;
  private final int outputs;
  private final float scale;
  private final float[] sums;

  /**
   * Computes nothing yet.
   *
   * @param scale what a gradient of 1 becomes at each element
   */
  ElementRows(Kernels kernels, ElementLoss loss, float[] target, int outputs, float scale) {
    this.kernels = kernels;
    this.loss = loss;
    this.target = target;
    this.outputs = outputs;
    this.scale = scale;
    this.sums = new float[(target.length + BLOCK - 1) / BLOCK];
  }

  @Override
  public void gradient(float[] prediction, RowRuns rows, float[] gradient) {
    // the targets go first to where the gradient will be: with one index for all the loop becomes
    // one of vectors
    rows.gather(target, outputs, gradient);
    loss.toPrediction(prediction, gradient, scale, gradient, 0, rows.rows() * outputs);
  }

  /** The whole gradient, if the loss's own is 1. */
  float[] gradient(float[] prediction) {
    float[] gradient = target.clone();
    loss.toPrediction(prediction, gradient, scale, gradient, 0, gradient.length);
    return gradient;
  }

  @Override
  public void note(float[] prediction, int from, int to) {
    // a block of elements is that of the sum over all, which knows of no rows
    int end = to * outputs;
    for (int at = from * outputs; at < end; at += BLOCK) {
      int length = Math.min(BLOCK, end - at);
      int here = at - from * outputs;
      sums[at / BLOCK] = loss.sum(kernels, prediction, here, target, at, length);
    }
  }

  /** The sum of the losses. */
  float total(Sharing sharing) {
    BlockSum.Partial noted = (from, to, part) -> part[0] = sums[from / BLOCK];
    return sharing.sumBlocks(target.length, 1, NEXT_TO_NOTHING, noted)[0];
  }
}
