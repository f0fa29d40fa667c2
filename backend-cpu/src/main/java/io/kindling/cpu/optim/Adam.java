package io.kindling.cpu.optim;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.optim.AdamSpec;

/** Adam; {@link AdamSpec} has the formula. The weight decay is a part of the gradient. */
record Adam(Blocks blocks, AdamSpec spec, Moments moments) implements UpdateRule {
  Adam(Blocks blocks, AdamSpec spec) {
    this(blocks, spec, new Moments(spec.beta1(), spec.beta2(), spec.eps(), spec.amsgrad()));
  }

  @Override
  public void update(float[] values, float[] gradient, RuleState state, double learningRate) {
    Decay decay = Decay.of(blocks, values, gradient, spec.weightDecay());
    Sharing.Loop move = moments.move(values, decay.decayed, state, learningRate);
    blocks.run(
        values.length,
        Moments.COST,
        (from, to) -> {
          decay.run(from, to);
          move.run(from, to);
        });
    decay.end(blocks);
  }
}
