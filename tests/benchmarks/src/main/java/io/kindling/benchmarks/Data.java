package io.kindling.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A workload's numbers. Each is a function of its place alone, so that everyone has the same, in
 * any language, without a file.
 */
public final class Data {
  /** Where the streams of numbers that are not x begin. */
  private static final long INITIAL = 1L << 40;

  private static final long TRUE_WEIGHTS = 2L << 40;
  private static final long NOISE = 3L << 40;
  private static final long LABELS = 4L << 40;

  private static final double NOISE_SIZE = 0.1;

  private final float[] x;
  private final float[] y;
  private final long[] labels;
  private final List<float[]> initial;

  private Data(float[] x, float[] y, long[] labels, List<float[]> initial) {
    this.x = x;
    this.y = y;
    this.labels = labels;
    this.initial = initial;
  }

  /** {@return the rows, {@code [rows, features]}} */
  public float[] x() {
    return x;
  }

  /**
   * {@return what is to be predicted, {@code [rows, outputs]}; empty where there are labels, or no
   * loss}
   */
  public float[] y() {
    return y;
  }

  /** {@return a class for each row, or nothing} */
  public long[] labels() {
    return labels;
  }

  /** {@return the first weight and bias of each layer; a weight is {@code [out, in]}} */
  public List<float[]> initial() {
    return initial;
  }

  /**
   * Computes them.
   *
   * @param workload whose
   * @return the numbers
   */
  public static Data of(Workload workload) {
    List<float[]> initial = initial(workload);
    if (workload.name().equals(Workload.TUTORIAL)) {
      return tutorial(workload.rows(), initial);
    }
    boolean labelled = workload.criterion() == Workload.Criterion.CROSS_ENTROPY;
    float[] x = new float[workload.rows() * workload.features()];
    boolean none = labelled || workload.isAnswer();
    float[] y = new float[none ? 0 : workload.rows() * workload.outputs()];
    float[] truth = uniform(TRUE_WEIGHTS, none ? 0 : workload.features() * workload.outputs());
    IntStream.range(0, workload.rows())
        .parallel()
        .forEach(row -> fill(workload.features(), row, x, truth, y));
    long[] labels =
        IntStream.range(0, labelled ? workload.rows() : 0)
            .mapToLong(row -> (mix(LABELS + row) >>> 40) % workload.outputs())
            .toArray();
    return new Data(x, y, labels, initial);
  }

  private static Data tutorial(int rows, List<float[]> initial) {
    float[] x = new float[rows];
    float[] y = new float[rows];
    for (int row = 0; row < rows; row++) {
      x[row] = row;
      y[row] = 2 * x[row] + 1;
    }
    return new Data(x, y, new long[0], initial);
  }

  private static void fill(int features, int row, float[] x, float[] truth, float[] y) {
    int start = row * features;
    for (int i = start; i < start + features; i++) {
      x[i] = uniform(i);
    }
    int outputs = truth.length / features;
    for (int output = 0; output < outputs; output++) {
      double sum = NOISE_SIZE * uniform(NOISE + (long) row * outputs + output);
      for (int i = 0; i < features; i++) {
        sum += (double) x[start + i] * truth[output * features + i];
      }
      y[row * outputs + output] = (float) sum;
    }
  }

  private static List<float[]> initial(Workload workload) {
    List<float[]> initial = new ArrayList<>();
    for (int layer = 1; layer < workload.layers().size(); layer++) {
      int in = workload.layers().get(layer - 1);
      int out = workload.layers().get(layer);
      initial.add(weights(INITIAL + ((2L * layer) << 32), in * out, in));
      initial.add(weights(INITIAL + ((2L * layer + 1) << 32), out, in));
    }
    return initial;
  }

  private static float[] weights(long from, int count, int in) {
    float[] weights = uniform(from, count);
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (weights[i] / Math.sqrt(in));
    }
    return weights;
  }

  private static float[] uniform(long from, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = uniform(from + i);
    }
    return values;
  }

  /** In [−1, 1), with 24 bits. */
  private static float uniform(long index) {
    return (mix(index) >>> 40) * 0x1p-23f - 1;
  }

  private static long mix(long index) {
    long mixed = index * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
