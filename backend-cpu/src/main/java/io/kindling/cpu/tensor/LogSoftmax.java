package io.kindling.cpu.tensor;

/**
 * {@code y = x − ln Σ eˣ} along a dimension, the greatest x being taken off before; {@code ∂x = g −
 * eʸ · Σ g}. Sums are in double precision and in ascending order.
 */
final class LogSoftmax extends Linewise {
  LogSoftmax(CpuTensor x, int dim) {
    super(x, dim);
  }

  @Override
  void forward(float[] x, float[] out, int start, int end, int step) {
    double top = greatest(x, start, end, step);
    double sum = 0;
    for (int i = start; i < end; i += step) {
      sum += StrictMath.exp(x[i] - top);
    }
    double log = StrictMath.log(sum);
    for (int i = start; i < end; i += step) {
      out[i] = (float) (x[i] - top - log);
    }
  }

  @Override
  void backward(float[] y, float[] g, float[] out, int start, int end, int step) {
    double sum = 0;
    for (int i = start; i < end; i += step) {
      sum += g[i];
    }
    for (int i = start; i < end; i += step) {
      out[i] = (float) (g[i] - StrictMath.exp(y[i]) * sum);
    }
  }
}
