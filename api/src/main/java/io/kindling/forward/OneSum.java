package io.kindling.forward;

/**
 * A forward that is one sum of a row: {@code y = w·x + b}, from the bias, in ascending order, each
 * product fused into it. It needs no room, so the processor begins with the next row while it still
 * adds. Immutable; checks nothing: of what is not finite no sum is.
 */
public final class OneSum {
  private final float[] weight;
  private final float bias;

  OneSum(float[] weight, float bias) {
    this.weight = weight;
    this.bias = bias;
  }

  /**
   * Computes a row.
   *
   * @param x the row
   * @return the sum
   */
  public float of(float[] x) {
    float sum = bias;
    for (int k = 0; k < weight.length; k++) {
      sum = Math.fma(x[k], weight[k], sum);
    }
    return sum;
  }

  /**
   * Computes a row of numbers that are rounded first.
   *
   * @param x the row
   * @return the sum
   */
  public float of(double[] x) {
    float sum = bias;
    for (int k = 0; k < weight.length; k++) {
      sum = Math.fma((float) x[k], weight[k], sum);
    }
    return sum;
  }

  /**
   * Computes a row of numbers that become {@code (x − mean) / scale} first, rounded once.
   *
   * @param x the row
   * @param mean of each number
   * @param scale of each number
   * @return the sum
   */
  public float of(float[] x, double[] mean, double[] scale) {
    float sum = bias;
    for (int k = 0; k < weight.length; k++) {
      sum = Math.fma((float) ((x[k] - mean[k]) / scale[k]), weight[k], sum);
    }
    return sum;
  }

  /**
   * Computes a row of numbers that become {@code (x − mean) / scale} first, rounded once.
   *
   * @param x the row
   * @param mean of each number
   * @param scale of each number
   * @return the sum
   */
  public float of(double[] x, double[] mean, double[] scale) {
    float sum = bias;
    for (int k = 0; k < weight.length; k++) {
      sum = Math.fma((float) ((x[k] - mean[k]) / scale[k]), weight[k], sum);
    }
    return sum;
  }
}
