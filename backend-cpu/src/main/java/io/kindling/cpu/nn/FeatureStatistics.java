package io.kindling.cpu.nn;

import io.kindling.cpu.tensor.CpuTensor;
import java.util.Arrays;

/**
 * Mean and variance of each feature of a batch {@code [n, features]} or {@code [n, features,
 * length]}, in double precision, summed in the order of the elements.
 */
final class FeatureStatistics {
  /** A number a feature. */
  final double[] mean;

  /** A number a feature; biased: the squares are divided by their number. */
  final double[] variance;

  /** How many values of each feature they were taken from. */
  final long count;

  FeatureStatistics(double[] mean, double[] variance, long count) {
    this.mean = mean;
    this.variance = variance;
    this.count = count;
  }

  static FeatureStatistics of(CpuTensor x) {
    float[] values = x.values();
    int[] features = features(x);
    int count = x.numel() / x.size(1);
    double[] mean = new double[x.size(1)];
    for (int i = 0; i < values.length; i++) {
      mean[features[i]] += values[i];
    }
    divide(mean, count);
    double[] variance = new double[mean.length];
    for (int i = 0; i < values.length; i++) {
      double difference = values[i] - mean[features[i]];
      variance[features[i]] += difference * difference;
    }
    divide(variance, count);
    return new FeatureStatistics(mean, variance, count);
  }

  private static void divide(double[] sums, int count) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= count;
    }
  }

  /** The feature of each element. */
  static int[] features(CpuTensor x) {
    int length = x.shape().rank() == 3 ? x.size(2) : 1;
    int[] features = new int[x.numel()];
    for (int from = 0, feature = 0; from < features.length; from += length, feature++) {
      Arrays.fill(features, from, from + length, feature % x.size(1));
    }
    return features;
  }
}
