package io.kindling.cpu.tensor;

import io.kindling.Shape;
import io.kindling.cpu.kernel.Kernels;
import java.util.Arrays;

/** The sum of all elements over a divisor: 1 for the sum, their number for the mean. */
final class Sum extends Operation {
  private final Kernels kernels;
  private final CpuTensor x;
  private final float divisor;

  Sum(Kernels kernels, CpuTensor x, float divisor) {
    super(Shape.scalar(), x);
    this.kernels = kernels;
    this.x = x;
    this.divisor = divisor;
  }

  @Override
  protected float[] forward() {
    float[] sum =
        kernels.sumBlocks(
            x.numel(), 1, (from, to, part) -> part[0] = kernels.sum(x.values(), from, to));
    sum[0] /= divisor;
    return sum;
  }

  @Override
  protected void backward(float[] gradient) {
    float[] part = new float[x.numel()];
    Arrays.fill(part, gradient[0] / divisor);
    x.giveGradient(part);
  }
}
