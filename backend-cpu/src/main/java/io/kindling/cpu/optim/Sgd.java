package io.kindling.cpu.optim;

import io.kindling.optim.SgdSpec;

/** Stochastic gradient descent; {@link SgdSpec} has the formula. */
record Sgd(Blocks blocks, SgdSpec spec) implements UpdateRule {
  /** What a value costs, as in {@link io.kindling.cpu.kernel.Sharing#forRange}. */
  private static final int COST = 2;

  @Override
  public void update(float[] values, float[] gradient, RuleState state, double learningRate) {
    float step = (float) -learningRate;
    if (spec.momentum() != 0) {
      moveOn(values, gradient, state, step);
    } else if (spec.weightDecay() != 0) {
      float decay = (float) spec.weightDecay();
      blocks.runWhole(
          values.length, COST, (from, to) -> move(values, gradient, step, decay, from, to));
    } else if (values.length > Blocks.NEAR) {
      blocks.runWhole(values.length, COST, (from, to) -> move(values, gradient, step, from, to));
    } else {
      move(values, gradient, step, 0, values.length);
    }
  }

  private static void move(float[] values, float[] direction, float step, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = Math.fma(step, direction[i], values[i]);
    }
  }

  private static void move(
      float[] values, float[] gradient, float step, float decay, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = Math.fma(step, Math.fma(decay, values[i], gradient[i]), values[i]);
    }
  }

  /** With momentum: along the velocity, or ahead of it. */
  private void moveOn(float[] values, float[] gradient, RuleState state, float step) {
    boolean first = state.find("momentum_buffer") == null;
    float[] velocity = state.array("momentum_buffer");
    Decay decay = Decay.of(blocks, values, gradient, spec.weightDecay());
    float momentum = (float) spec.momentum();
    blocks.run(
        values.length,
        COST,
        (from, to) -> {
          decay.run(from, to);
          accelerate(velocity, decay.decayed, first, from, to);
          if (spec.nesterov()) {
            moveAhead(values, decay.decayed, velocity, step, momentum, from, to);
          } else {
            move(values, velocity, step, from, to);
          }
        });
    decay.end(blocks);
  }

  /** The velocity starts as the first gradient, undampened. */
  private void accelerate(float[] velocity, float[] gradient, boolean first, int from, int to) {
    if (first) {
      System.arraycopy(gradient, from, velocity, from, to - from);
      return;
    }
    float momentum = (float) spec.momentum();
    float share = (float) (1 - spec.dampening());
    for (int i = from; i < to; i++) {
      velocity[i] = Math.fma(share, gradient[i], momentum * velocity[i]);
    }
  }

  private static void moveAhead(
      float[] values,
      float[] gradient,
      float[] velocity,
      float step,
      float momentum,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      values[i] = Math.fma(step, Math.fma(momentum, velocity[i], gradient[i]), values[i]);
    }
  }
}
