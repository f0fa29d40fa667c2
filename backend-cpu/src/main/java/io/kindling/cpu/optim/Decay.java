package io.kindling.cpu.optim;

/** Weight decay as a part of the gradient: {@code g + λ·θ}, or g itself where λ is 0. */
final class Decay {
  private final float[] values;
  private final float[] gradient;
  private final float decay;

  /** Where the gradient is with its decay, block by block. */
  final float[] decayed;

  private Decay(float[] values, float[] gradient, float decay, float[] decayed) {
    this.values = values;
    this.gradient = gradient;
    this.decay = decay;
    this.decayed = decayed;
  }

  static Decay of(Blocks blocks, float[] values, float[] gradient, double weightDecay) {
    float[] decayed = weightDecay == 0 ? gradient : blocks.room(gradient.length);
    return new Decay(values, gradient, (float) weightDecay, decayed);
  }

  /** Computes a block of it, before its values change. */
  void run(int from, int to) {
    if (decayed != gradient) {
      for (int i = from; i < to; i++) {
        decayed[i] = Math.fma(decay, values[i], gradient[i]);
      }
    }
  }

  /** Gives the room back, once the step is done. */
  void end(Blocks blocks) {
    if (decayed != gradient) {
      blocks.give(decayed);
    }
  }
}
