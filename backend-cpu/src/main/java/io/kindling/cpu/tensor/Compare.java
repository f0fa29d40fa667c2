package io.kindling.cpu.tensor;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.Choice;
import io.kindling.spi.Comparison;

/** Where a comparison holds: 1, else 0. No gradient goes through, so it is not an operation. */
final class Compare {
  private Compare() {}

  static CpuTensor compare(Comparison comparison, CpuTensor a, CpuTensor b) {
    Shape shape = Sizes.check("compare", a.shape().broadcast("compare", b.shape()));
    float[] x = Broadcast.expand(a.values(), a.shape(), shape);
    float[] y = Broadcast.expand(b.values(), b.shape(), shape);
    float[] out = new float[x.length];
    switch (comparison) {
      case GREATER -> less(y, x, out);
      case GREATER_EQUAL -> lessEqual(y, x, out);
      case LESS -> less(x, y, out);
      case LESS_EQUAL -> lessEqual(x, y, out);
      case EQUAL -> equal(x, y, 1f, 0f, out);
      case NOT_EQUAL -> equal(x, y, 0f, 1f, out);
    }
    return new CpuTensor(shape, out);
  }

  private static void less(float[] x, float[] y, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Choice.of(x[i] < y[i], 1f, 0f);
    }
  }

  private static void lessEqual(float[] x, float[] y, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Choice.of(x[i] <= y[i], 1f, 0f);
    }
  }

  private static void equal(float[] x, float[] y, float yes, float no, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Choice.of(x[i] == y[i], yes, no);
    }
  }
}
