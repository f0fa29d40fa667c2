package io.kindling.cpu.nn;

import io.kindling.cpu.kernel.BlockSum;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Promise;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A loss and the gradients behind it in one pass through the samples: of some rows the predictions,
 * their gradients, and the sums of these for the parameters, while the rows are at hand. Every
 * number is computed as it is otherwise, and every sum in the same order, so the bits are the same.
 */
final class OnePass implements BlockSum.Partial {
  /** Rows that are computed on before others are looked at, at least: what panels like. */
  private static final int ROWS = 64;

  /** Elements of such rows that stay in the nearest cache. */
  private static final int NEAR = 4096;

  private final SlimAffine affine;
  private final RowLoss loss;
  private final int outputs;
  private final int rows;
  private final float[] prediction;
  private final float[] gradient;

  private OnePass(SlimAffine affine, RowLoss loss) {
    this.affine = affine;
    this.loss = loss;
    this.outputs = affine.outputs();
    this.rows = Math.max(ROWS, Math.min(BlockSum.BLOCK, NEAR / affine.features() / ROWS * ROWS));
    this.prediction = new float[BlockSum.BLOCK * outputs];
    this.gradient = new float[prediction.length];
  }

  /** A loss that is a sum over the rows, or the mean of them. */
  interface RowLoss {
    /**
     * The gradient of some rows' predictions.
     *
     * @param prediction the predictions, from an index on
     * @param gradient where to write it, from the same index on
     */
    void gradient(float[] prediction, int at, int from, int to, float[] gradient);

    /** Notes the losses of a block of rows, of which the gradient was asked for before. */
    void note(float[] prediction, int from, int to);
  }

  /**
   * Whether a prediction waits to be computed in such a pass.
   *
   * @return what it is computed by; or null
   */
  static @Nullable SlimAffine awaitedBy(CpuTensor prediction) {
    return prediction.waiting() instanceof SlimAffine affine ? affine : null;
  }

  /**
   * Goes through the samples.
   *
   * @return the running sums of the parameters' gradients
   */
  static float[] through(Sharing sharing, SlimAffine affine, RowLoss loss) {
    return sharing.sumBlocks(
        affine.rows(), affine.width(), affine.cost(), new OnePass(affine, loss));
  }

  @Override
  public BlockSum.Partial own() {
    return new OnePass(affine, loss);
  }

  @Override
  public void compute(int from, int to, float[] part) {
    for (int row = from; row < to; row += rows) {
      int end = Math.min(to, row + rows);
      int at = (row - from) * outputs;
      affine.compute(row, end, prediction, at);
      loss.gradient(prediction, at, row, end, gradient);
      affine.addGradients(gradient, at, row, end, part);
    }
    loss.note(prediction, from, to);
  }

  /** A prediction's gradient, of which the running sums for the parameters are known. */
  static final class Summed implements Promise {
    private final float[] sums;
    private final Supplier<float[]> own;

    /**
     * Takes both.
     *
     * @param sums the running sums
     * @param own computes the gradient itself
     */
    Summed(float[] sums, Supplier<float[]> own) {
      this.sums = sums;
      this.own = own;
    }

    float[] sums() {
      return sums;
    }

    @Override
    public float[] gradient() {
      return own.get();
    }
  }
}
