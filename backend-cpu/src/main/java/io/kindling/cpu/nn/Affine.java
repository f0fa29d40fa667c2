package io.kindling.cpu.nn;

import io.kindling.core.Shape;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Operation;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x Wᵀ + b}; {@code ∂x = G W}, {@code ∂W = Gᵀ x}, {@code ∂b} = the sum of G's rows. How
 * x is best read depends on how many outputs there are.
 */
abstract class Affine extends Operation {
  private static final float[] NO_BIAS = {};

  final CpuTensor x;
  final CpuTensor weight;
  final @Nullable CpuTensor bias;
  final int rows;
  final int in;
  final int out;

  Affine(Shape shape, CpuTensor x, CpuTensor weight, @Nullable CpuTensor bias) {
    super(shape, Layer.inputs(x, weight, bias));
    this.x = x;
    this.weight = weight;
    this.bias = bias;
    this.rows = x.size(0);
    this.in = weight.size(1);
    this.out = weight.size(0);
  }

  /** The bias's values as they are now; none if there is no bias. */
  final float[] biases() {
    return bias == null ? NO_BIAS : bias.values();
  }

  /** Adds to the gradients of the parameters that want one. */
  abstract void backwardToParameters(float[] gradient);

  @Override
  protected final void backward(float[] gradient) {
    if (x.requiresGrad()) {
      float[] part = roomForGradient(x);
      processor().kernels().multiply(gradient, saved(1), part, rows, out, in);
      x.giveGradient(part);
    }
    backwardToParameters(gradient);
  }
}
