package io.kindling.cpu.nn;

import io.kindling.Shape;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.kernel.MatrixRows;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Operation;
import io.kindling.cpu.tensor.Sizes;
import org.jspecify.annotations.Nullable;

/** {@code y = x Wᵀ + b}; {@code ∂x = G W}, {@code ∂W = Gᵀ x}, {@code ∂b} = the sum of G's rows. */
final class Affine extends Operation {
  private static final float[] NO_BIAS = {};

  private final Kernels kernels;
  private final Sharing sharing;
  private final CpuTensor x;
  private final CpuTensor weight;
  private final @Nullable CpuTensor bias;
  private final MatrixRows samples;
  private final int rows;
  private final int in;
  private final int out;

  Affine(Processor processor, CpuTensor x, CpuTensor weight, @Nullable CpuTensor bias) {
    super(
        Sizes.check("linear", Shape.of(x.size(0), weight.size(0))), Layer.inputs(x, weight, bias));
    this.kernels = processor.kernels();
    this.sharing = processor.sharing();
    this.x = x;
    this.weight = weight;
    this.bias = bias;
    this.samples = x.rows();
    this.rows = x.size(0);
    this.in = weight.size(1);
    this.out = weight.size(0);
  }

  @Override
  protected float[] forward() {
    float[] y = new float[rows * out];
    float[] b = bias == null ? NO_BIAS : bias.values();
    kernels.multiplyTransposed(samples, weight.values(), b, y, rows, in, out);
    return y;
  }

  @Override
  protected void backward(float[] gradient) {
    if (x.requiresGrad()) {
      float[] part = new float[rows * in];
      kernels.multiply(gradient, saved(1), part, rows, out, in);
      x.giveGradient(part);
    }
    if (weight.requiresGrad()) {
      check(0);
      weight.giveGradient(
          sharing.sumBlocks(
              rows,
              out * in,
              (from, to, part) ->
                  kernels.transposedMultiply(gradient, samples, from, to, part, out, in)));
    }
    if (bias != null && bias.requiresGrad()) {
      bias.giveGradient(
          sharing.sumBlocks(
              rows, out, (from, to, part) -> kernels.sumRows(gradient, from, to, part, out)));
    }
  }
}
