package io.kindling.cpu.tensor;

import io.kindling.core.Shape;
import io.kindling.spi.Comparison;

/** Where a comparison holds: 1, else 0. No gradient goes through, so it is not an operation. */
final class Compare {
  private Compare() {}

  static CpuTensor compare(Comparison comparison, CpuTensor a, CpuTensor b) {
    Shape shape = Sizes.check("compare", a.shape().broadcast("compare", b.shape()));
    float[] x = Broadcast.expand(a.values(), a.shape(), shape);
    float[] y = Broadcast.expand(b.values(), b.shape(), shape);
    float[] out = new float[x.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = holds(comparison, x[i], y[i]) ? 1f : 0f;
    }
    return new CpuTensor(shape, out);
  }

  private static boolean holds(Comparison comparison, float x, float y) {
    return switch (comparison) {
      case GREATER -> x > y;
      case GREATER_EQUAL -> x >= y;
      case LESS -> x < y;
      case LESS_EQUAL -> x <= y;
      case EQUAL -> x == y;
      case NOT_EQUAL -> x != y;
    };
  }
}
