package io.kindling.cpu.tensor;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Choice;
import io.kindling.spi.Comparison;

/** Where a comparison holds: 1, else 0. No gradient goes through, so it is not an operation. */
final class Compare {
  private Compare() {}

  static CpuTensor compare(Sharing sharing, Comparison comparison, CpuTensor a, CpuTensor b) {
    Shape shape = Sizes.check("compare", a.shape().broadcast("compare", b.shape()));
    float[] x = Broadcast.expand(a.values(), a.shape(), shape);
    float[] y = Broadcast.expand(b.values(), b.shape(), shape);
    float[] out = new float[x.length];
    sharing.forRange(out.length, 1, loop(comparison, x, y, out));
    return new CpuTensor(shape, out);
  }

  private static Sharing.Loop loop(Comparison comparison, float[] x, float[] y, float[] out) {
    return switch (comparison) {
      case GREATER -> less(y, x, out);
      case GREATER_EQUAL -> lessEqual(y, x, out);
      case LESS -> less(x, y, out);
      case LESS_EQUAL -> lessEqual(x, y, out);
      case EQUAL -> equal(x, y, 1f, 0f, out);
      case NOT_EQUAL -> equal(x, y, 0f, 1f, out);
    };
  }

  private static Sharing.Loop less(float[] x, float[] y, float[] out) {
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        out[i] = Choice.of(x[i] < y[i], 1f, 0f);
      }
    };
  }

  private static Sharing.Loop lessEqual(float[] x, float[] y, float[] out) {
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        out[i] = Choice.of(x[i] <= y[i], 1f, 0f);
      }
    };
  }

  private static Sharing.Loop equal(float[] x, float[] y, float yes, float no, float[] out) {
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        out[i] = Choice.of(x[i] == y[i], yes, no);
      }
    };
  }
}
