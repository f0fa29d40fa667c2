package io.kindling.cpu.nn;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.kernel.MatrixRows;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.cpu.tensor.CpuTensor;
import org.jspecify.annotations.Nullable;

/** {@code y = x Wᵀ + b} with many outputs: products of matrices. */
final class WideAffine extends Affine {
  private final MatrixRows samples;

  WideAffine(Shape shape, CpuTensor x, CpuTensor weight, @Nullable CpuTensor bias) {
    super(shape, x, weight, bias);
    this.samples = x.rows();
  }

  @Override
  protected float[] forward() {
    float[] y = room(rows * out);
    processor().kernels().multiplyTransposed(samples, weight.values(), biases(), y, rows, in, out);
    return y;
  }

  @Override
  void backwardToParameters(float[] gradient) {
    Kernels kernels = processor().kernels();
    Sharing sharing = processor().sharing();
    if (weight.requiresGrad()) {
      check(0); // it must be what went in
      weight.giveGradient(
          sharing.sumBlocks(
              rows,
              out * in,
              (from, to, part) ->
                  kernels.transposedMultiply(gradient, samples, from, to, part, out, in),
              roomForGradient(weight)));
    }
    if (bias != null && bias.requiresGrad()) {
      bias.giveGradient(
          sharing.sumBlocks(
              rows,
              out,
              (from, to, part) -> kernels.sumRows(gradient, from, to, part, out),
              roomForGradient(bias)));
    }
  }
}
