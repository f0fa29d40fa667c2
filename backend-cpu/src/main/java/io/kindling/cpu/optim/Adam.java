package io.kindling.cpu.optim;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.optim.AdamSpec;

/** Adam; {@link AdamSpec} has the formula. The weight decay is a part of the gradient. */
record Adam(AdamSpec spec, Moments moments) implements UpdateRule {
  Adam(Sharing sharing, AdamSpec spec) {
    this(spec, new Moments(sharing, spec.beta1(), spec.beta2(), spec.eps(), spec.amsgrad()));
  }

  @Override
  public void update(float[] values, float[] gradient, RuleState state, double learningRate) {
    float[] decayed = UpdateRule.decayed(values, gradient, spec.weightDecay());
    moments.update(values, decayed, state, learningRate);
  }
}
