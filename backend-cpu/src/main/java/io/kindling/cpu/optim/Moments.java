package io.kindling.cpu.optim;

import io.kindling.cpu.kernel.Sharing;

/**
 * What Adam and AdamW have in common: a step scaled by running means of the gradient (m) and of its
 * square (v), or by the greatest v so far. {@link io.kindling.optim.AdamSpec} has the formula.
 */
record Moments(double beta1, double beta2, double eps, boolean amsgrad) {
  /** What a value costs, as in {@link Sharing#forRange}: a root and two divisions. */
  static final int COST = 8;

  /** Prepares a step; the loop takes it, block by block. */
  Sharing.Loop move(float[] values, float[] gradient, RuleState state, double learningRate) {
    float[] m = state.array("exp_avg");
    float[] v = state.array("exp_avg_sq");
    float[] scale = amsgrad ? state.array("max_exp_avg_sq") : v;
    // both start from 0, and so are too small at first
    double correction1 = 1 - StrictMath.pow(beta1, (double) state.steps());
    double correction2 = 1 - StrictMath.pow(beta2, (double) state.steps());
    float step = (float) (-learningRate / correction1);
    float root2 = (float) Math.sqrt(correction2);
    return (from, to) -> {
      UpdateRule.follow(m, gradient, beta1, from, to);
      UpdateRule.followSquare(v, gradient, beta2, from, to);
      if (amsgrad) {
        greatest(scale, v, from, to);
      }
      move(values, m, scale, step, root2, from, to);
    };
  }

  private static void greatest(float[] greatest, float[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      greatest[i] = Math.max(greatest[i], v[i]);
    }
  }

  private void move(
      float[] values, float[] m, float[] scale, float step, float root2, int from, int to) {
    float offset = (float) eps;
    for (int i = from; i < to; i++) {
      values[i] += step * m[i] / ((float) Math.sqrt(scale[i]) / root2 + offset);
    }
  }
}
