package io.kindling.cpu.optim;

import io.kindling.optim.SgdSpec;

/** Stochastic gradient descent; {@link SgdSpec} has the formula. */
record Sgd(SgdSpec spec) implements UpdateRule {
  @Override
  public void update(float[] values, float[] gradient, RuleState state, double learningRate) {
    float[] decayed = UpdateRule.decayed(values, gradient, spec.weightDecay());
    float[] direction = direction(decayed, state);
    float step = (float) -learningRate;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.fma(step, direction[i], values[i]);
    }
  }

  /** The velocity where there is momentum; it starts as the first gradient, undampened. */
  private float[] direction(float[] gradient, RuleState state) {
    if (spec.momentum() == 0) {
      return gradient;
    }
    float momentum = (float) spec.momentum();
    float share = (float) (1 - spec.dampening());
    float[] velocity = state.find("momentum_buffer");
    if (velocity == null) {
      velocity = gradient.clone();
      state.put("momentum_buffer", velocity);
    } else {
      for (int i = 0; i < velocity.length; i++) {
        velocity[i] = Math.fma(share, gradient[i], momentum * velocity[i]);
      }
    }
    return spec.nesterov() ? ahead(gradient, velocity, momentum) : velocity;
  }

  private static float[] ahead(float[] gradient, float[] velocity, float momentum) {
    float[] ahead = new float[gradient.length];
    for (int i = 0; i < ahead.length; i++) {
      ahead[i] = Math.fma(momentum, velocity[i], gradient[i]);
    }
    return ahead;
  }
}
