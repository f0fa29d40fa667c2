package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Float64;
import io.kindling.functions.Logarithm;

/** {@code ln x}, {@code ∂x = g / x} */
final class Log extends Unary {
  Log(Sharing sharing, CpuTensor x) {
    super(sharing, x);
  }

  @Override
  void forward(float[] x, float[] out, int from, int to) {
    Float64.map(Logarithm.over(from, to)::log, x, out, from, to);
  }

  @Override
  Sharing.Loop backward(float[] g, float[] out) {
    float[] x = input();
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        out[i] = g[i] / x[i];
      }
    };
  }

  @Override
  int cost() {
    return Sharing.EXPONENTIAL;
  }
}
