package io.kindling.cpu.optim;

import io.kindling.optim.AdagradSpec;
import java.util.Arrays;

/** Adagrad; {@link AdagradSpec} has the formula. */
record Adagrad(AdagradSpec spec) implements UpdateRule {
  @Override
  public void begin(Memory memory) {
    Arrays.fill(memory.array("sum"), (float) spec.initialAccumulatorValue());
  }

  @Override
  public void update(float[] values, float[] gradient, Memory memory, double learningRate) {
    float[] g = UpdateRule.decayed(values, gradient, spec.weightDecay());
    float[] sum = memory.array("sum");
    float step = (float) (-learningRate / (1 + (memory.steps() - 1) * spec.lrDecay()));
    float offset = (float) spec.eps();
    for (int i = 0; i < values.length; i++) {
      sum[i] = Math.fma(g[i], g[i], sum[i]);
      values[i] += step * g[i] / ((float) Math.sqrt(sum[i]) + offset);
    }
  }
}
