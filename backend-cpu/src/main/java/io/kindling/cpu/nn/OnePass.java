package io.kindling.cpu.nn;

import io.kindling.cpu.kernel.BlockSum;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.tensor.CpuTensor;

/**
 * A loss and the gradients behind it in one pass through the samples: of some rows the predictions,
 * their gradients, and the sums of these for the parameters, while the rows are at hand. Every
 * number is computed as it is otherwise, and every sum in the same order, so the bits are the same.
 */
final class OnePass {
  /** Rows that are computed on before others are looked at: 784 features of them fit a cache. */
  private static final int ROWS = 64;

  private final Kernels kernels;
  private final ElementLoss loss;
  private final NarrowAffine affine;
  private final float[] target;
  private final float scale;
  private final float[] losses;
  private final float[] sums;

  /**
   * Goes through the samples.
   *
   * @param scale what a gradient of 1 becomes at each element
   */
  OnePass(Kernels kernels, ElementLoss loss, NarrowAffine affine, float[] target, float scale) {
    this.kernels = kernels;
    this.loss = loss;
    this.affine = affine;
    this.target = target;
    this.scale = scale;
    this.losses = new float[(target.length + BlockSum.BLOCK - 1) / BlockSum.BLOCK];
    this.sums = kernels.sumBlocks(affine.rows(), affine.width(), affine.cost(), new Pass());
  }

  /** The sum of the losses. */
  float total() {
    return BlockSum.over(
        target.length, 1, (from, to, part) -> part[0] = losses[from / BlockSum.BLOCK])[0];
  }

  /** What the prediction's gradient is, if the loss's own is 1. */
  Summed promise(CpuTensor prediction) {
    return new Summed(loss, prediction, target, scale, sums);
  }

  /** One thread's part of the way. */
  private final class Pass implements BlockSum.Partial {
    private final int outputs = affine.outputs();
    private final float[] prediction = new float[BlockSum.BLOCK * outputs];
    private final float[] wanted = new float[BlockSum.BLOCK * outputs];
    private final float[] gradient = new float[ROWS * outputs];

    @Override
    public BlockSum.Partial own() {
      return new Pass();
    }

    @Override
    public void compute(int from, int to, float[] part) {
      int length = (to - from) * outputs;
      System.arraycopy(target, from * outputs, wanted, 0, length);
      for (int row = from; row < to; row += ROWS) {
        int end = Math.min(to, row + ROWS);
        int at = (row - from) * outputs;
        affine.compute(row, end, prediction, at);
        for (int i = 0; i < (end - row) * outputs; i++) {
          gradient[i] = scale * loss.toPrediction(prediction[at + i], wanted[at + i]);
        }
        affine.addGradients(gradient, 0, row, end, part);
      }
      for (int at = 0; at < length; at += BlockSum.BLOCK) {
        int block = (from * outputs + at) / BlockSum.BLOCK;
        losses[block] =
            loss.sum(kernels, prediction, wanted, at, Math.min(length, at + BlockSum.BLOCK));
      }
    }
  }

  /** The prediction's gradient, of which the sums for the parameters are known. */
  record Summed(ElementLoss loss, CpuTensor prediction, float[] target, float scale, float[] sums)
      implements CpuTensor.Promise {
    @Override
    public float[] gradient() {
      float[] values = prediction.values();
      float[] gradient = new float[target.length];
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = scale * loss.toPrediction(values[i], target[i]);
      }
      return gradient;
    }
  }
}
