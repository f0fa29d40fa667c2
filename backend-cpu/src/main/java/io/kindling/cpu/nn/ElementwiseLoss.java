package io.kindling.cpu.nn;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.BlockSum;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Operation;
import io.kindling.nn.Reduction;
import io.kindling.spi.LiveLoss;
import org.jspecify.annotations.Nullable;

/** A loss that compares element by element: its mean, its sum or all of them. */
record ElementwiseLoss(CpuOperations operations, ElementLoss loss, Reduction reduction)
    implements LiveLoss<CpuTensor> {
  private static final float[] ONE = {1f};

  @Override
  public CpuTensor forward(CpuTensor prediction, CpuTensor target) {
    return operations.record(
        reduction == Reduction.NONE
            ? new Each(loss, prediction, target)
            : new Reduced(
                operations.recording(), loss, prediction, target, reduction == Reduction.MEAN));
  }

  @Override
  public void close() {
    // holds nothing
  }

  /** What both have in common: the way back. */
  private abstract static class Compared extends Operation {
    final ElementLoss loss;
    final CpuTensor prediction;
    final CpuTensor target;

    Compared(Shape shape, ElementLoss loss, CpuTensor prediction, CpuTensor target) {
      super(shape, prediction, target);
      this.loss = loss;
      this.prediction = prediction;
      this.target = target;
    }

    /** The gradient that comes back to the loss of element i. */
    abstract float upstream(float[] gradient, int i);

    @Override
    protected void backward(float[] gradient) {
      float[] p = saved(0);
      float[] t = saved(1);
      if (prediction.requiresGrad()) {
        float[] part = roomForGradient(prediction);
        for (int i = 0; i < part.length; i++) {
          part[i] = upstream(gradient, i) * loss.toPrediction(p[i], t[i]);
        }
        prediction.giveGradient(part);
      }
      if (target.requiresGrad()) {
        float[] part = roomForGradient(target);
        for (int i = 0; i < part.length; i++) {
          part[i] = upstream(gradient, i) * loss.toTarget(p[i], t[i]);
        }
        target.giveGradient(part);
      }
    }
  }

  /** {@code Σ l(p, t)}, over n or not. */
  private static final class Reduced extends Compared {
    private final boolean recorded;
    private final float divisor;
    private OnePass.@Nullable Summed known;

    Reduced(
        boolean recorded, ElementLoss loss, CpuTensor prediction, CpuTensor target, boolean mean) {
      super(Shape.scalar(), loss, prediction, target);
      this.recorded = recorded;
      this.divisor = mean ? prediction.numel() : 1;
    }

    @Override
    protected float[] forward() {
      Kernels kernels = processor().kernels();
      Sharing sharing = processor().sharing();
      float[] t = target.values();
      SlimAffine affine = OnePass.awaitedBy(prediction);
      if (affine != null && recorded && !target.requiresGrad()) {
        ElementRows rows = new ElementRows(kernels, loss, t, affine.outputs(), upstream(ONE, 0));
        float[] sums = OnePass.through(sharing, affine, rows);
        target.hold(); // for what was promised is computed after this has let go
        known = new OnePass.Summed(sums, () -> rows.gradient(prediction.values()));
        return new float[] {rows.total() / divisor};
      }
      float[] p = prediction.values();
      float sum =
          p.length <= BlockSum.BLOCK ? loss.sum(kernels, p, 0, t, 0, p.length) : sum(kernels, p, t);
      return new float[] {sum / divisor};
    }

    private float sum(Kernels kernels, float[] p, float[] t) {
      BlockSum.Partial sums =
          (from, to, part) -> part[0] = loss.sum(kernels, p, from, t, from, to - from);
      return processor().sharing().sumBlocks(p.length, 1, sums)[0];
    }

    @Override
    protected void backward(float[] gradient) {
      if (known == null || gradient[0] != 1f) {
        super.backward(gradient);
        return;
      }
      check(1); // it must be what went in
      prediction.promiseGradient(known);
    }

    @Override
    float upstream(float[] gradient, int i) {
      return 1 / divisor * gradient[0];
    }
  }

  /** {@code l(p, t)}, element by element. */
  private static final class Each extends Compared {
    Each(ElementLoss loss, CpuTensor prediction, CpuTensor target) {
      super(prediction.shape(), loss, prediction, target);
    }

    @Override
    protected float[] forward() {
      float[] p = prediction.values();
      float[] t = target.values();
      float[] out = room(p.length);
      for (int i = 0; i < out.length; i++) {
        out[i] = loss.value(p[i], t[i]);
      }
      return out;
    }

    @Override
    float upstream(float[] gradient, int i) {
      return gradient[i];
    }
  }
}
