package io.kindling.benchmarks.peer;

/** A parameter that Adam updates, with its defaults. */
final class AdamByHand {
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  final float[] values;
  final float[] gradient;

  private final float[] mean;
  private final float[] square;
  private final double rate;
  private int steps;

  AdamByHand(float[] initial, double rate) {
    values = initial.clone();
    gradient = new float[initial.length];
    mean = new float[initial.length];
    square = new float[initial.length];
    this.rate = rate;
  }

  void update() {
    steps++;
    float step = (float) (rate / (1 - Math.pow(BETA_1, steps)));
    float scale = (float) (1 / Math.sqrt(1 - Math.pow(BETA_2, steps)));
    for (int i = 0; i < values.length; i++) {
      float slope = gradient[i];
      mean[i] = BETA_1 * mean[i] + (1 - BETA_1) * slope;
      square[i] = BETA_2 * square[i] + (1 - BETA_2) * slope * slope;
      values[i] -= step * mean[i] / ((float) Math.sqrt(square[i]) * scale + EPSILON);
    }
  }
}
