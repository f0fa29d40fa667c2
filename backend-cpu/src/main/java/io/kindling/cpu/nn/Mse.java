package io.kindling.cpu.nn;

import io.kindling.Shape;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Operation;
import io.kindling.spec.MseSpec;
import io.kindling.spec.Reduction;
import io.kindling.spi.LiveLoss;

/** {@code 1/n · Σ (ŷ − y)²}, or without the 1/n, or without the sum. */
public final class Mse implements LiveLoss<CpuTensor> {
  private final CpuOperations operations;
  private final MseSpec spec;

  /**
   * Makes the loss.
   *
   * @param operations records what it computes
   * @param spec its description
   */
  public Mse(CpuOperations operations, MseSpec spec) {
    this.operations = operations;
    this.spec = spec;
  }

  @Override
  public CpuTensor forward(CpuTensor prediction, CpuTensor target) {
    return operations.record(
        spec.reduction() == Reduction.NONE
            ? new Each(prediction, target)
            : new Reduced(
                operations.kernels(), prediction, target, spec.reduction() == Reduction.MEAN));
  }

  @Override
  public void close() {
    // holds nothing
  }

  /** Gives a gradient of {@code scale[i] · (ŷ − y)} to ŷ and its negative to y. */
  private static void give(CpuTensor prediction, CpuTensor target, float[] scale) {
    float[] p = prediction.values();
    float[] t = target.values();
    float[] part = new float[p.length];
    for (int i = 0; i < part.length; i++) {
      part[i] = scale[scale.length == 1 ? 0 : i] * (p[i] - t[i]);
    }
    if (prediction.requiresGrad()) {
      prediction.addGradient(part);
    }
    if (target.requiresGrad()) {
      for (int i = 0; i < part.length; i++) {
        part[i] = -part[i];
      }
      target.giveGradient(part);
    }
  }

  /** {@code Σ (ŷ − y)²}, over n or not; {@code ∂ŷ = 2/n · (ŷ − y)}. */
  private static final class Reduced extends Operation {
    private final Kernels kernels;
    private final CpuTensor prediction;
    private final CpuTensor target;
    private final float divisor;

    Reduced(Kernels kernels, CpuTensor prediction, CpuTensor target, boolean mean) {
      super(Shape.scalar(), prediction, target);
      this.kernels = kernels;
      this.prediction = prediction;
      this.target = target;
      this.divisor = mean ? prediction.numel() : 1;
    }

    @Override
    protected float[] forward() {
      float[] p = prediction.values();
      float[] t = target.values();
      float[] sum =
          kernels.sumBlocks(
              p.length, 1, (from, to, part) -> part[0] = kernels.squaredDistance(p, t, from, to));
      sum[0] /= divisor;
      return sum;
    }

    @Override
    protected void backward(float[] gradient) {
      give(prediction, target, new float[] {2f / divisor * gradient[0]});
    }
  }

  /** {@code (ŷ − y)²}, element by element; {@code ∂ŷ = 2 (ŷ − y)}. */
  private static final class Each extends Operation {
    private final CpuTensor prediction;
    private final CpuTensor target;

    Each(CpuTensor prediction, CpuTensor target) {
      super(prediction.shape(), prediction, target);
      this.prediction = prediction;
      this.target = target;
    }

    @Override
    protected float[] forward() {
      float[] p = prediction.values();
      float[] t = target.values();
      float[] out = new float[p.length];
      for (int i = 0; i < out.length; i++) {
        float difference = p[i] - t[i];
        out[i] = difference * difference;
      }
      return out;
    }

    @Override
    protected void backward(float[] gradient) {
      float[] scale = gradient.clone();
      for (int i = 0; i < scale.length; i++) {
        scale[i] *= 2f;
      }
      give(prediction, target, scale);
    }
  }
}
