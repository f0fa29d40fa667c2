package io.kindling.cpu.optim;

import io.kindling.optim.AdagradSpec;
import java.util.Arrays;

/** Adagrad; {@link AdagradSpec} has the formula. */
record Adagrad(Blocks blocks, AdagradSpec spec) implements UpdateRule {
  /** What a value costs, as in {@link io.kindling.cpu.kernel.Sharing#forRange}. */
  private static final int COST = 6;

  @Override
  public void begin(RuleState state) {
    Arrays.fill(state.array("sum"), (float) spec.initialAccumulatorValue());
  }

  @Override
  public void update(float[] values, float[] gradient, RuleState state, double learningRate) {
    Decay decay = Decay.of(blocks, values, gradient, spec.weightDecay());
    float[] sum = state.array("sum");
    float step = (float) (-learningRate / (1 + (state.steps() - 1) * spec.lrDecay()));
    blocks.run(
        values.length,
        COST,
        (from, to) -> {
          decay.run(from, to);
          addSquare(sum, decay.decayed, from, to);
          move(values, decay.decayed, sum, step, from, to);
        });
    decay.end(blocks);
  }

  private static void addSquare(float[] sum, float[] gradient, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i] = Math.fma(gradient[i], gradient[i], sum[i]);
    }
  }

  private void move(float[] values, float[] gradient, float[] sum, float step, int from, int to) {
    float offset = (float) spec.eps();
    for (int i = from; i < to; i++) {
      values[i] += step * gradient[i] / ((float) Math.sqrt(sum[i]) + offset);
    }
  }
}
