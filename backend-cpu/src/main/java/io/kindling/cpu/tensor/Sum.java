package io.kindling.cpu.tensor;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.Processor;

/**
 * The sum along a dimension, or of all elements, over a divisor: 1 for the sum, their number for
 * the mean.
 */
final class Sum extends Operation {
  private final Processor processor;
  private final CpuTensor x;
  private final Lines lines;
  private final float divisor;

  private Sum(Processor processor, CpuTensor x, Shape shape, Lines lines, boolean mean) {
    super(shape, x);
    this.processor = processor;
    this.x = x;
    this.lines = lines;
    this.divisor = mean ? lines.size() : 1f;
  }

  static Sum all(Processor processor, CpuTensor x, boolean mean) {
    return new Sum(processor, x, Shape.scalar(), new Lines(1, x.numel(), 1), mean);
  }

  static Sum along(Processor processor, CpuTensor x, int dim, boolean keep, boolean mean) {
    Shape shape = Sizes.check(mean ? "mean" : "sum", x.shape().reduced(dim, keep));
    return new Sum(processor, x, shape, Lines.of(x.shape(), dim), mean);
  }

  @Override
  protected float[] forward() {
    float[] sums = lines.sum(processor, x.values());
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
