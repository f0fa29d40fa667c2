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
            ? new Each(operations, loss, prediction, target)
            : new Reduced(operations, loss, prediction, target, reduction == Reduction.MEAN));
  }

  @Override
  public void close() {
    // holds nothing
  }

  /** What both have in common: the way back. */
  private abstract static class Compared extends Operation {
    final CpuOperations operations;
    final ElementLoss loss;
    final CpuTensor prediction;
    final CpuTensor target;

    Compared(
        Shape shape,
        CpuOperations operations,
        ElementLoss loss,
        CpuTensor prediction,
        CpuTensor target) {
      super(shape, prediction, target);
      this.operations = operations;
      this.loss = loss;
      this.prediction = prediction;
      this.target = target;
    }

    final Sharing sharing() {
      return operations.processor().sharing();
    }

    /** What each slope is multiplied with, of what comes back; the same for all of them. */
    abstract float scale(float[] gradient);

    /** Multiplies slopes with what comes back, where that is a number for each. */
    void multiply(float[] slopes, float[] gradient, int from, int to) {}

    @Override
    protected void backward(float[] gradient) {
      float[] p = saved(0);
      float[] t = saved(1);
      float scale = scale(gradient);
      if (prediction.requiresGrad()) {
        float[] part = roomForGradient(prediction);
        if (part.length <= BlockSum.BLOCK) {
          toPrediction(p, t, scale, part, gradient, 0, part.length);
        } else {
          share(part, (from, to) -> toPrediction(p, t, scale, part, gradient, from, to));
        }
        prediction.giveGradient(part);
      }
      if (target.requiresGrad()) {
        float[] part = roomForGradient(target);
        share(
            part,
            (from, to) -> {
              loss.toTarget(p, t, scale, part, from, to);
              multiply(part, gradient, from, to);
            });
        target.giveGradient(part);
      }
    }

    private void toPrediction(
        float[] p, float[] t, float scale, float[] part, float[] gradient, int from, int to) {
      loss.toPrediction(p, t, scale, part, from, to);
      multiply(part, gradient, from, to);
    }

    private void share(float[] part, Sharing.Loop loop) {
      sharing().forRange(part.length, loss.cost(), loop);
    }
  }

  /** {@code Σ l(p, t)}, over n or not. */
  private static final class Reduced extends Compared {
    private final float divisor;
    private OnePass.@Nullable Summed known;

    Reduced(
        CpuOperations operations,
        ElementLoss loss,
        CpuTensor prediction,
        CpuTensor target,
        boolean mean) {
      super(Shape.scalar(), operations, loss, prediction, target);
      this.divisor = mean ? sharing().elements(prediction.numel()) : 1;
    }

    @Override
    protected float[] forward() {
      Kernels kernels = operations.processor().kernels();
      float[] t = target.values();
      SlimAffine affine = OnePass.awaitedBy(prediction);
      if (affine != null && operations.recording() && !target.requiresGrad()) {
        ElementRows rows = new ElementRows(kernels, loss, t, affine.outputs(), scale(ONE));
        float[] sums = affine.onePass(rows);
        target.hold(); // for what was promised is computed after this has let go
        known = new OnePass.Summed(sums, () -> rows.gradient(prediction.values()));
        return new float[] {rows.total(sharing()) / divisor};
      }
      float[] p = prediction.values();
      return new float[] {sum(kernels, p, t) / divisor};
    }

    private float sum(Kernels kernels, float[] p, float[] t) {
      if (p.length <= BlockSum.BLOCK && sharing().isOptional()) {
        return loss.sum(kernels, p, 0, t, 0, p.length);
      }
      BlockSum.Partial sums =
          (from, to, part) -> part[0] = loss.sum(kernels, p, from, t, from, to - from);
      return sharing().sumBlocks(p.length, 1, loss.cost(), sums)[0];
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
    float scale(float[] gradient) {
      return 1 / divisor * gradient[0];
    }
  }

  /** {@code l(p, t)}, element by element. */
  private static final class Each extends Compared {
    Each(CpuOperations operations, ElementLoss loss, CpuTensor prediction, CpuTensor target) {
      super(prediction.shape(), operations, loss, prediction, target);
    }

    @Override
    protected float[] forward() {
      float[] p = prediction.values();
      float[] t = target.values();
      float[] out = room(p.length);
      sharing().forRange(out.length, loss.cost(), (from, to) -> loss.values(p, t, out, from, to));
      return out;
    }

    @Override
    float scale(float[] gradient) {
      return 1;
    }

    @Override
    void multiply(float[] slopes, float[] gradient, int from, int to) {
      for (int i = from; i < to; i++) {
        slopes[i] *= gradient[i];
      }
    }
  }
}
