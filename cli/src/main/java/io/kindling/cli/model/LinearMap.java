package io.kindling.cli.model;

import io.kindling.core.TensorData;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a linear model does to the data in their own units: {@code y = W x + b}. */
public final class LinearMap {
  /** A share of the targets' deviation that nobody misses. */
  private static final double LITTLE = 0.01;

  private final double[][] weights;
  private final double @Nullable [] intercepts;
  private final @Nullable Standardizer scaling;

  private LinearMap(
      double[][] weights, double @Nullable [] intercepts, @Nullable Standardizer scaling) {
    this.weights = weights;
    this.intercepts = intercepts;
    this.scaling = scaling;
  }

  /** Composes a linear model's parameters with the scaling that it was trained behind. */
  public static LinearMap of(Map<String, TensorData> state, @Nullable Standardizer scaling) {
    TensorData matrix = Objects.requireNonNull(state.get("weight"));
    TensorData bias = state.get("bias");
    double[] intercepts = new double[(int) matrix.shape().size(0)];
    double[][] weights = new double[intercepts.length][(int) matrix.shape().size(1)];
    FloatBuffer weight = matrix.floats();
    for (double[] row : weights) {
      for (int feature = 0; feature < row.length; feature++) {
        row[feature] = weight.get();
      }
    }
    if (bias != null) {
      FloatBuffer values = bias.floats();
      for (int output = 0; output < intercepts.length; output++) {
        intercepts[output] = values.get();
      }
    }
    if (scaling == null) {
      return new LinearMap(weights, bias == null ? null : intercepts, null);
    }
    unscale(weights, intercepts, scaling);
    return new LinearMap(weights, intercepts, scaling);
  }

  public double weight(int output, int feature) {
    return weights[output][feature];
  }

  /** An output's intercept; null if there is none. */
  public @Nullable Double intercept(int output) {
    return intercepts == null ? null : intercepts[output];
  }

  /**
   * How far off a weight may be written for the equation to hold: where a feature lies far from 0,
   * its weight's last digits make much of the output.
   */
  public double off(int output, int feature) {
    Scaling x = scaling == null ? null : scaling.features();
    return x == null
        ? Double.POSITIVE_INFINITY
        : off(output) / Math.max(Math.abs(x.mean().get(feature)), x.scale().get(feature));
  }

  /** How far off an intercept may be written for the equation to hold. */
  public double off(int output) {
    if (scaling == null) {
      return Double.POSITIVE_INFINITY;
    }
    Scaling y = scaling.targets();
    if (y != null) {
      return LITTLE * y.scale().get(output);
    }
    double spread = 0;
    Scaling x = scaling.features();
    for (int feature = 0; x != null && feature < weights[output].length; feature++) {
      spread = Math.max(spread, Math.abs(weights[output][feature]) * x.scale().get(feature));
    }
    return spread == 0 ? Double.POSITIVE_INFINITY : LITTLE * spread;
  }

  /** From {@code (y − m) / s = W (x − μ) / σ + b} to {@code y = W' x + b'}. */
  private static void unscale(double[][] weights, double[] intercepts, Standardizer scaling) {
    Scaling x = scaling.features();
    Scaling y = scaling.targets();
    for (int output = 0; output < weights.length; output++) {
      double[] row = weights[output];
      double factor = y == null ? 1 : y.scale().get(output);
      double shift = y == null ? 0 : y.mean().get(output);
      double intercept = intercepts[output] * factor + shift;
      for (int feature = 0; feature < row.length; feature++) {
        row[feature] *= factor / (x == null ? 1 : x.scale().get(feature));
        intercept -= row[feature] * (x == null ? 0 : x.mean().get(feature));
      }
      intercepts[output] = intercept;
    }
  }
}
