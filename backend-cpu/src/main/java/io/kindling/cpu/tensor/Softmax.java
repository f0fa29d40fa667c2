package io.kindling.cpu.tensor;

/**
 * {@code y = eˣ / Σ eˣ} along a dimension, the greatest x being taken off before; {@code ∂x = (g −
 * Σ g · y) · y}. Sums are in double precision and in ascending order.
 */
final class Softmax extends Linewise {
  Softmax(CpuTensor x, int dim) {
    super(x, dim);
  }

  @Override
  void forward(float[] x, float[] out, int start, int end, int step) {
    double top = greatest(x, start, end, step);
    double sum = 0;
    for (int i = start; i < end; i += step) {
      double exp = StrictMath.exp(x[i] - top);
      out[i] = (float) exp;
      sum += exp;
    }
    for (int i = start; i < end; i += step) {
      out[i] = (float) (out[i] / sum);
    }
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
