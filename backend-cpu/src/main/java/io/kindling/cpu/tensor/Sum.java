package io.kindling.cpu.tensor;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.kernel.Sharing;

/**
 * The sum along a dimension, or of all elements, over a divisor: 1 for the sum, their number for
 * the mean.
 */
final class Sum extends Operation {
  private final Kernels kernels;
  private final Sharing sharing;
  private final CpuTensor x;
  private final Lines lines;
  private final float divisor;

  private Sum(
      Kernels kernels, Sharing sharing, CpuTensor x, Shape shape, Lines lines, boolean mean) {
    super(shape, x);
    this.kernels = kernels;
    this.sharing = sharing;
    this.x = x;
    this.lines = lines;
    this.divisor = mean ? sharing.elements(lines.size()) : 1f;
  }

  static Sum all(Processor processor, CpuTensor x, boolean mean) {
    Lines lines = new Lines(1, x.numel(), 1);
    return new Sum(processor.kernels(), processor.sharing(), x, Shape.scalar(), lines, mean);
  }

  static Sum along(Processor processor, CpuTensor x, int dim, boolean keep, boolean mean) {
    Shape shape = Sizes.check(mean ? "mean" : "sum", x.shape().reduced(dim, keep));
    Sharing sharing = dim == 0 ? processor.sharing() : processor.sharing().withinRows();
    return new Sum(processor.kernels(), sharing, x, shape, Lines.of(x.shape(), dim), mean);
  }

  @Override
  protected float[] forward() {
    float[] sums = lines.sum(kernels, sharing, x.values());
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= divisor;
    }
    return sums;
  }

  @Override
  protected void backward(float[] gradient) {
    float[] part = gradient.clone();
    for (int i = 0; i < part.length; i++) {
      part[i] /= divisor;
    }
    float[] spread = roomForGradient(x);
    lines.repeat(part, spread);
    x.giveGradient(spread);
  }
}
