package io.kindling.cpu.nn;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.FewRows;
import io.kindling.cpu.kernel.MatrixRows;
import io.kindling.cpu.tensor.CpuTensor;
import org.jspecify.annotations.Nullable;

/** {@code y = x Wᵀ + b}, of few numbers: what is around the arithmetic would cost more than it. */
final class BriefAffine extends Affine {
  private final MatrixRows samples;

  BriefAffine(Shape shape, CpuTensor x, CpuTensor weight, @Nullable CpuTensor bias) {
    super(shape, x, weight, bias);
    this.samples = x.rows();
  }

  @Override
  protected float[] forward() {
    float[] y = room(rows * out);
    FewRows.affine(samples, weight.values(), biases(), y, in, out);
    return y;
  }

  @Override
  void backwardToParameters(float[] gradient) {
    if (weight.requiresGrad()) {
      check(0); // it must be what went in
      float[] sums = roomForGradient(weight);
      FewRows.transposedMultiply(gradient, samples, sums, rows, in, out);
      weight.giveGradient(sums);
    }
    if (bias != null && bias.requiresGrad()) {
      float[] sums = roomForGradient(bias);
      FewRows.sumRows(gradient, sums, rows, out);
      bias.giveGradient(sums);
    }
  }
}
