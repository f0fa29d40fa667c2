package io.kindling.cpu.optim;

/** How one parameter changes in one step. {@link ParameterOptimizer} does the rest. */
interface UpdateRule {
  /** Sets what is remembered of a parameter before its first step. */
  default void begin(RuleState state) {}

  /**
   * Changes the values.
   *
   * @param values the parameter's own array
   * @param gradient its gradient; not to be changed
   * @param state what is remembered of it; its number of steps counts this one
   * @param learningRate η
   */
  void update(float[] values, float[] gradient, RuleState state, double learningRate);

  /** {@code mean ← keep · mean + (1 − keep) · g}, over a range */
  static void follow(float[] mean, float[] gradient, double keep, int from, int to) {
    float kept = (float) keep;
    float share = (float) (1 - keep);
    for (int i = from; i < to; i++) {
      mean[i] = Math.fma(share, gradient[i], kept * mean[i]);
    }
  }

  /** {@code mean ← keep · mean + (1 − keep) · g²}, over a range */
  static void followSquare(float[] mean, float[] gradient, double keep, int from, int to) {
    float kept = (float) keep;
    float share = (float) (1 - keep);
    for (int i = from; i < to; i++) {
      mean[i] = Math.fma(share * gradient[i], gradient[i], kept * mean[i]);
    }
  }
}
