package io.kindling.cpu.nn;

import io.kindling.Shape;
import io.kindling.cpu.kernel.BlockSum;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Operation;
import io.kindling.spec.Reduction;
import io.kindling.spi.LiveLoss;

/** {@code −ln softmax(p)[class]} a row: their mean, their sum or all of them. */
record CrossEntropy(CpuOperations operations, Reduction reduction) implements LiveLoss<CpuTensor> {
  @Override
  public CpuTensor forward(CpuTensor prediction, CpuTensor target) {
    Shape shape = reduction == Reduction.NONE ? target.shape() : Shape.scalar();
    return operations.record(
        new Compared(operations.kernels(), shape, reduction, prediction, target.integers()));
  }

  @Override
  public void close() {
    // holds nothing
  }

  /** {@code ∂p = softmax(p)}, less 1 at the class. */
  private static final class Compared extends Operation {
    private final Kernels kernels;
    private final Reduction reduction;
    private final CpuTensor prediction;
    private final long[] classes;
    private final int rows;
    private final int width;
    private final float[] probabilities;

    Compared(
        Kernels kernels, Shape shape, Reduction reduction, CpuTensor prediction, long[] classes) {
      super(shape, prediction);
      this.kernels = kernels;
      this.reduction = reduction;
      this.prediction = prediction;
      this.classes = classes;
      this.rows = prediction.size(0);
      this.width = prediction.size(1);
      this.probabilities = new float[prediction.numel()];
    }

    @Override
    protected float[] forward() {
      float[] losses = new float[rows];
      for (int row = 0; row < rows; row++) {
        losses[row] = compare(prediction.values(), row);
      }
      if (reduction == Reduction.NONE) {
        return losses;
      }
      float[] sum =
          BlockSum.over(rows, 1, (from, to, part) -> part[0] = kernels.sum(losses, from, to));
      sum[0] /= divisor();
      return sum;
    }

    private float divisor() {
      return reduction == Reduction.MEAN ? rows : 1;
    }

    /** Finds a row's probabilities and its loss. The greatest logit is taken off: no overflow. */
    private float compare(float[] logits, int row) {
      int from = row * width;
      float greatest = Float.NEGATIVE_INFINITY;
      for (int i = from; i < from + width; i++) {
        greatest = Math.max(greatest, logits[i]);
      }
      double sum = 0;
      for (int i = from; i < from + width; i++) {
        sum += StrictMath.exp((double) logits[i] - greatest);
      }
      double logSum = StrictMath.log(sum);
      for (int i = from; i < from + width; i++) {
        probabilities[i] = (float) StrictMath.exp((double) logits[i] - greatest - logSum);
      }
      return (float) (logSum - ((double) logits[from + (int) classes[row]] - greatest));
    }

    @Override
    protected void backward(float[] gradient) {
      float[] part = new float[probabilities.length];
      for (int row = 0; row < rows; row++) {
        float upstream = reduction == Reduction.NONE ? gradient[row] : 1 / divisor() * gradient[0];
        for (int i = row * width; i < (row + 1) * width; i++) {
          part[i] = upstream * probabilities[i];
        }
        part[row * width + (int) classes[row]] -= upstream;
      }
      prediction.giveGradient(part);
    }
  }
}
