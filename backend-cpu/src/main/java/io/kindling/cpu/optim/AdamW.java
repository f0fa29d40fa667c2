package io.kindling.cpu.optim;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.optim.AdamWSpec;

/** AdamW: Adam, but the weight decay shrinks the values first: {@code θ ← θ − η·λ·θ}. */
record AdamW(Blocks blocks, AdamWSpec spec, Moments moments) implements UpdateRule {
  AdamW(Blocks blocks, AdamWSpec spec) {
    this(blocks, spec, new Moments(spec.beta1(), spec.beta2(), spec.eps(), spec.amsgrad()));
  }

  @Override
  public void update(float[] values, float[] gradient, RuleState state, double learningRate) {
    float kept = (float) (1 - learningRate * spec.weightDecay());
    Sharing.Loop move = moments.move(values, gradient, state, learningRate);
    blocks.run(
        values.length,
        Moments.COST,
        (from, to) -> {
          shrink(values, kept, from, to);
          move.run(from, to);
        });
  }

  private static void shrink(float[] values, float kept, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] *= kept;
    }
  }
}
