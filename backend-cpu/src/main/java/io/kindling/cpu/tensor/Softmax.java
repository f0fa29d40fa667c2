package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Powers;

/**
 * {@code y = eˣ / Σ eˣ} along a dimension, the greatest x being taken off before; {@code ∂x = (g −
 * Σ g · y) · y}. Sums are in double precision and in ascending order.
 */
final class Softmax extends Linewise {
  Softmax(Sharing sharing, CpuTensor x, int dim) {
    super(sharing, x, dim);
  }

  @Override
  void forward(Powers powers, int line, float[] x, float[] out, int start, int end, int step) {
    powers.shares(line, out, start, step);
  }

  @Override
  void backward(float[] y, float[] g, float[] out, int start, int end, int step) {
    double sum = 0;
    for (int i = start; i < end; i += step) {
      sum += (double) g[i] * y[i];
    }
    for (int i = start; i < end; i += step) {
      out[i] = (float) ((g[i] - sum) * y[i]);
    }
  }
}
