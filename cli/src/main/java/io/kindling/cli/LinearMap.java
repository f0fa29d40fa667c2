package io.kindling.cli;

import io.kindling.core.TensorData;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.nn.LinearSpec;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a linear model does to the data in their own units: {@code y = W x + b}. */
final class LinearMap {
  private final double[][] weights;
  private final double @Nullable [] intercepts;

  private LinearMap(double[][] weights, double @Nullable [] intercepts) {
    this.weights = weights;
    this.intercepts = intercepts;
  }

  /** Composes a linear model with the scaling that it was trained behind. */
  static LinearMap of(
      LinearSpec model, Map<String, TensorData> state, @Nullable Standardizer scaling) {
    double[][] weights = new double[model.outFeatures()][model.inFeatures()];
    double[] intercepts = new double[model.outFeatures()];
    FloatBuffer weight = Objects.requireNonNull(state.get("weight")).floats();
    for (double[] row : weights) {
      for (int feature = 0; feature < row.length; feature++) {
        row[feature] = weight.get();
      }
    }
    if (model.bias()) {
      FloatBuffer bias = Objects.requireNonNull(state.get("bias")).floats();
      for (int output = 0; output < intercepts.length; output++) {
        intercepts[output] = bias.get();
      }
    }
    if (scaling == null) {
      return new LinearMap(weights, model.bias() ? intercepts : null);
    }
    unscale(weights, intercepts, scaling);
    return new LinearMap(weights, intercepts);
  }

  double weight(int output, int feature) {
    return weights[output][feature];
  }

  /** An output's intercept; null if there is none. */
  @Nullable Double intercept(int output) {
    return intercepts == null ? null : intercepts[output];
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
