package io.kindling.cpu.optim;

import io.kindling.optim.RmspropSpec;

/** RMSprop; {@link RmspropSpec} has the formula. */
record Rmsprop(RmspropSpec spec) implements UpdateRule {
  @Override
  public void update(float[] values, float[] gradient, RuleState state, double learningRate) {
    float[] g = UpdateRule.decayed(values, gradient, spec.weightDecay());
    float[] scale = scale(g, state);
    float step = (float) -learningRate;
    if (spec.momentum() == 0) {
      for (int i = 0; i < values.length; i++) {
        values[i] += step * g[i] / scale[i];
      }
      return;
    }
    float momentum = (float) spec.momentum();
    float[] velocity = state.array("momentum_buffer");
    for (int i = 0; i < values.length; i++) {
      velocity[i] = momentum * velocity[i] + g[i] / scale[i];
      values[i] = Math.fma(step, velocity[i], values[i]);
    }
  }

  /** {@code √v + ε}, or centered {@code √(v − a²) + ε}: ε outside the root. */
  private float[] scale(float[] gradient, RuleState state) {
    float[] square = state.array("square_avg");
    UpdateRule.followSquare(square, gradient, spec.alpha(), 0, square.length);
    float[] scale = square.clone();
    if (spec.centered()) {
      float[] mean = state.array("grad_avg");
      UpdateRule.follow(mean, gradient, spec.alpha(), 0, mean.length);
      for (int i = 0; i < scale.length; i++) {
        scale[i] -= mean[i] * mean[i];
      }
    }
    float offset = (float) spec.eps();
    for (int i = 0; i < scale.length; i++) {
      scale[i] = (float) Math.sqrt(scale[i]) + offset;
    }
    return scale;
  }
}
