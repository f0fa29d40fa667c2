package io.kindling.cpu.nn;

import io.kindling.nn.PoissonNllSpec;

/** {@code eᵖ − t p}, or {@code p − t ln(p + ε)}; {@link PoissonNllSpec} says when. */
record PoissonNll(PoissonNllSpec spec) implements ElementLoss {
  @Override
  public float value(float p, float t) {
    double value =
        spec.logInput()
            ? StrictMath.exp(p) - (double) t * p
            : p - t * StrictMath.log(p + spec.eps());
    return (float) (spec.full() ? value + stirling(t) : value);
  }

  /** Stirling's approximation of {@code ln t!}, above 1. */
  private static double stirling(double t) {
    return t > 1 ? t * StrictMath.log(t) - t + 0.5 * StrictMath.log(2 * Math.PI * t) : 0;
  }

  /**
   * Its derivative: at or below 1 it is 0 times what it would be, so NaN at or below 0. {@code t ·
   * 1/t} is 1, but NaN where PyTorch's derivative is.
   */
  private static double stirlingSlope(double t) {
    return (t > 1 ? 1 : 0) * (StrictMath.log(t) + t * (1 / t) - 1 + 0.5 / t);
  }

  @Override
  public float toPrediction(float p, float t) {
    return (float) (spec.logInput() ? StrictMath.exp(p) - t : 1 - t / (p + spec.eps()));
  }

  @Override
  public float toTarget(float p, float t) {
    double slope = spec.logInput() ? -p : -StrictMath.log(p + spec.eps());
    return (float) (spec.full() ? slope + stirlingSlope(t) : slope);
  }
}
