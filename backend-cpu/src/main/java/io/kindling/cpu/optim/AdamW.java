package io.kindling.cpu.optim;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.optim.AdamWSpec;

/** AdamW: Adam, but the weight decay shrinks the values first: {@code θ ← θ − η·λ·θ}. */
record AdamW(AdamWSpec spec, Moments moments) implements UpdateRule {
  AdamW(Sharing sharing, AdamWSpec spec) {
    this(spec, new Moments(sharing, spec.beta1(), spec.beta2(), spec.eps(), spec.amsgrad()));
  }

  @Override
  public void update(float[] values, float[] gradient, RuleState state, double learningRate) {
    float kept = (float) (1 - learningRate * spec.weightDecay());
    for (int i = 0; i < values.length; i++) {
      values[i] *= kept;
    }
    moments.update(values, gradient, state, learningRate);
  }
}
