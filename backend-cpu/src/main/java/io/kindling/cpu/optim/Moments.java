package io.kindling.cpu.optim;

/**
 * What Adam and AdamW have in common: a step scaled by running means of the gradient (m) and of its
 * square (v), or by the greatest v so far. {@link io.kindling.spec.AdamSpec} has the formula.
 */
record Moments(double beta1, double beta2, double eps, boolean amsgrad) {
  void update(float[] values, float[] gradient, Memory memory, double learningRate) {
    float[] m = memory.array("exp_avg");
    float[] v = memory.array("exp_avg_sq");
    UpdateRule.follow(m, gradient, beta1);
    UpdateRule.followSquare(v, gradient, beta2);
    float[] scale = amsgrad ? greatest(memory.array("max_exp_avg_sq"), v) : v;
    // both start from 0, and so are too small at first
    double correction1 = 1 - StrictMath.pow(beta1, (double) memory.steps());
    double correction2 = 1 - StrictMath.pow(beta2, (double) memory.steps());
    float step = (float) (-learningRate / correction1);
    float root2 = (float) Math.sqrt(correction2);
    float offset = (float) eps;
    for (int i = 0; i < values.length; i++) {
      values[i] += step * m[i] / ((float) Math.sqrt(scale[i]) / root2 + offset);
    }
  }

  private static float[] greatest(float[] greatest, float[] v) {
    for (int i = 0; i < v.length; i++) {
      greatest[i] = Math.max(greatest[i], v[i]);
    }
    return greatest;
  }
}
