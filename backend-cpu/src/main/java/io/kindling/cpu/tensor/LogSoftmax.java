package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Exponential;
import io.kindling.functions.Float64;
import io.kindling.functions.Powers;

/**
 * {@code y = x − ln Σ eˣ} along a dimension, the greatest x being taken off before; {@code ∂x = g −
 * eʸ · Σ g}. Sums are in double precision and in ascending order.
 */
final class LogSoftmax extends Linewise {
  LogSoftmax(Sharing sharing, CpuTensor x, int dim) {
    super(sharing, x, dim);
  }

  @Override
  void forward(Powers powers, int line, float[] x, float[] out, int start, int end, int step) {
    for (int i = start; i < end; i += step) {
      out[i] = (float) powers.logShare(line, x[i]);
    }
  }

  @Override
  void prepare(Sharing threads, float[] y, float[] out) {
    threads.forRange(
        y.length,
        Sharing.EXPONENTIAL,
        (from, to) -> Float64.map(Exponential::exp, y, out, from, to));
  }

  @Override
  void backward(float[] y, float[] g, float[] out, int start, int end, int step) {
    double sum = 0;
    for (int i = start; i < end; i += step) {
      sum += g[i];
    }
    for (int i = start; i < end; i += step) {
      out[i] = (float) (g[i] - out[i] * sum); // eʸ is there already
    }
  }
}
