package io.kindling.cpu.optim;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.optim.RmspropSpec;

/** RMSprop; {@link RmspropSpec} has the formula. */
record Rmsprop(Blocks blocks, RmspropSpec spec) implements UpdateRule {
  /** What a value costs, as in {@link Sharing#forRange}. */
  private static final int COST = 8;

  @Override
  public void update(float[] values, float[] gradient, RuleState state, double learningRate) {
    Decay decay = Decay.of(blocks, values, gradient, spec.weightDecay());
    float[] scale = blocks.room(values.length);
    Sharing.Loop measure = measure(decay.decayed, state, scale);
    Sharing.Loop move = move(values, decay.decayed, scale, state, (float) -learningRate);
    blocks.run(
        values.length,
        COST,
        (from, to) -> {
          decay.run(from, to);
          measure.run(from, to);
          move.run(from, to);
        });
    blocks.give(scale);
    decay.end(blocks);
  }

  /** {@code √v + ε}, or centered {@code √(v − a²) + ε}: ε outside the root. */
  private Sharing.Loop measure(float[] gradient, RuleState state, float[] scale) {
    float[] square = state.array("square_avg");
    if (!spec.centered()) {
      return (from, to) -> {
        UpdateRule.followSquare(square, gradient, spec.alpha(), from, to);
        root(square, scale, from, to);
      };
    }
    float[] mean = state.array("grad_avg");
    return (from, to) -> {
      UpdateRule.followSquare(square, gradient, spec.alpha(), from, to);
      UpdateRule.follow(mean, gradient, spec.alpha(), from, to);
      for (int i = from; i < to; i++) {
        scale[i] = square[i] - mean[i] * mean[i];
      }
      root(scale, scale, from, to);
    };
  }

  private void root(float[] square, float[] scale, int from, int to) {
    float offset = (float) spec.eps();
    for (int i = from; i < to; i++) {
      scale[i] = (float) Math.sqrt(square[i]) + offset;
    }
  }

  private Sharing.Loop move(
      float[] values, float[] gradient, float[] scale, RuleState state, float step) {
    if (spec.momentum() == 0) {
      return (from, to) -> {
        for (int i = from; i < to; i++) {
          values[i] += step * gradient[i] / scale[i];
        }
      };
    }
    float momentum = (float) spec.momentum();
    float[] velocity = state.array("momentum_buffer");
    return (from, to) -> {
      for (int i = from; i < to; i++) {
        velocity[i] = momentum * velocity[i] + gradient[i] / scale[i];
      }
      for (int i = from; i < to; i++) {
        values[i] = Math.fma(step, velocity[i], values[i]);
      }
    };
  }
}
