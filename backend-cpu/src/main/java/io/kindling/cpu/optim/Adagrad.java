package io.kindling.cpu.optim;

import io.kindling.optim.AdagradSpec;
import java.util.Arrays;

/** Adagrad; {@link AdagradSpec} has the formula. */
record Adagrad(AdagradSpec spec) implements UpdateRule {
  @Override
  public void begin(RuleState state) {
    Arrays.fill(state.array("sum"), (float) spec.initialAccumulatorValue());
  }

  @Override
  public void update(float[] values, float[] gradient, RuleState state, double learningRate) {
    float[] g = UpdateRule.decayed(values, gradient, spec.weightDecay());
    float[] sum = state.array("sum");
    float step = (float) (-learningRate / (1 + (state.steps() - 1) * spec.lrDecay()));
    float offset = (float) spec.eps();
    for (int i = 0; i < values.length; i++) {
      sum[i] = Math.fma(g[i], g[i], sum[i]);
      values[i] += step * g[i] / ((float) Math.sqrt(sum[i]) + offset);
    }
  }
}
