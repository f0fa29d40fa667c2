package io.kindling.cpu.tensor;

/** {@code xᵇ} for a number b; {@code ∂x = g · b · xᵇ⁻¹}, 0 where b is. */
final class PowNumber extends Unary {
  private final double exponent;

  PowNumber(CpuTensor x, double exponent) {
    super(x);
    this.exponent = exponent;
  }

  @Override
  void forward(float[] x, float[] out) {
    power(x, (float) exponent, out);
  }

  @Override
  void backward(float[] g, float[] out) {
    float[] x = input();
    if (exponent == 0) {
      return;
    }
    power(x, (float) (exponent - 1), out);
    float factor = (float) exponent;
    for (int i = 0; i < out.length; i++) {
      out[i] = g[i] * (factor * out[i]);
    }
  }

  private static void power(float[] x, float exponent, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = power(x[i], exponent);
    }
  }

  /**
   * Products, quotients and roots where PyTorch takes them: they round, and overflow, otherwise.
   */
  private static float power(float x, float exponent) {
    if (exponent == 0f) {
      return 1f;
    } else if (exponent == 1f) {
      return x;
    } else if (exponent == 2f) {
      return x * x;
    } else if (exponent == 3f) {
      return x * x * x;
    } else if (exponent == -1f) {
      return 1 / x;
    } else if (exponent == -2f) {
      return 1 / (x * x);
    } else if (exponent == 0.5f) {
      return (float) Math.sqrt(x);
    } else if (exponent == -0.5f) {
      return 1 / (float) Math.sqrt(x);
    }
    return Pow.power(x, exponent);
  }
}
