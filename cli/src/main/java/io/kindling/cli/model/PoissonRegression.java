package io.kindling.cli.model;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.Beside;
import io.kindling.data.Rows;
import java.util.Map;
import java.util.Objects;

/**
 * Newton's method for a linear model that says the logarithms of counts' rates, in float64. A loss
 * in float32 that is far from 0 hides the last digits of its least place.
 *
 * <p>A step is the least squares of {@code (y − μ) / μ} with rows that count by the rate μ
 * (McCullagh and Nelder, Generalized linear models, 1989, section 2.5).
 *
 * @param state the parameters that it came to
 * @param steps how many steps brought something
 * @param gain by how much the loss is less than it was, without what is the same for all models
 */
public record PoissonRegression(Map<String, TensorData> state, int steps, double gain) {
  private static final int MOST_STEPS = 25;

  /** Goes on from a model's parameters. */
  public static PoissonRegression of(Rows rows, Beside beside, Map<String, TensorData> state) {
    Fit fit = new Fit(rows, beside);
    Map<String, TensorData> best = state;
    double first = fit.loss(state);
    double least = first;
    for (int step = 0; step < MOST_STEPS; step++) {
      Map<String, TensorData> next = fit.step(best);
      double loss = fit.loss(next);
      if (!(loss < least)) {
        return new PoissonRegression(best, step, first - least);
      }
      best = next;
      least = loss;
    }
    return new PoissonRegression(best, MOST_STEPS, first - least);
  }

  /** Some rows, and what a model says of them. */
  private static final class Fit {
    private final float[] x;
    private final float[] y;
    private final float[] beside;
    private final Beside kind;
    private final int features;
    private final int outputs;

    Fit(Rows rows, Beside kind) {
      this.x = rows.features().toFloatArray();
      this.y = rows.targets().toFloatArray();
      this.beside = rows.beside() == null ? new float[0] : rows.beside().toFloatArray();
      this.kind = kind;
      this.features = (int) rows.features().shape().size(1);
      this.outputs = (int) rows.targets().shape().size(1);
    }

    private int rows() {
      return y.length / outputs;
    }

    private double weight(int row) {
      return kind.weight() ? beside[row * kind.width()] : 1;
    }

    /** The logarithm of a row's rate. */
    private double logarithm(float[] weights, float[] bias, int row, int output) {
      double sum = kind.offset() ? beside[row * kind.width() + kind.offsetColumn()] : 0;
      sum += bias.length == 0 ? 0 : bias[output];
      for (int i = 0; i < features; i++) {
        sum += (double) weights[output * features + i] * x[row * features + i];
      }
      return sum;
    }

    double loss(Map<String, TensorData> state) {
      float[] weights = weights(state);
      float[] bias = bias(state);
      double sum = 0;
      double counted = 0;
      for (int i = 0; i < y.length; i++) {
        int row = i / outputs;
        double logarithm = logarithm(weights, bias, row, i % outputs);
        sum += weight(row) * (Math.exp(logarithm) - y[i] * logarithm);
        counted += weight(row);
      }
      return sum / counted;
    }

    Map<String, TensorData> step(Map<String, TensorData> state) {
      float[] weights = weights(state).clone();
      float[] bias = bias(state).clone();
      for (int output = 0; output < outputs; output++) {
        float[] step = step(weights, bias, output);
        for (int i = 0; i < features; i++) {
          weights[output * features + i] += step[i];
        }
        if (bias.length > 0) {
          bias[output] += step[features];
        }
      }
      TensorData matrix = TensorData.of(weights, Shape.of(outputs, features));
      return bias.length == 0
          ? Map.of("weight", matrix)
          : Map.of("weight", matrix, "bias", TensorData.of(bias, Shape.of(outputs)));
    }

    private float[] step(float[] weights, float[] bias, int output) {
      int width = features + (bias.length > 0 ? 1 : 0);
      float[] counted = new float[rows() * width];
      float[] left = new float[rows()];
      for (int row = 0; row < rows(); row++) {
        double rate = Math.exp(logarithm(weights, bias, row, output));
        double root = Math.sqrt(weight(row) * rate);
        for (int i = 0; i < width; i++) {
          double cell = i < features ? x[row * features + i] : 1;
          counted[row * width + i] = (float) (root * cell);
        }
        left[row] = (float) (root * (y[row * outputs + output] - rate) / rate);
      }
      Rows equations =
          new Rows(
              TensorData.of(counted, Shape.of(rows(), width)),
              TensorData.of(left, Shape.of(rows(), 1)));
      TensorData none = TensorData.of(new float[width], Shape.of(1, width));
      return weights(LeastSquares.of(equations, Map.of("weight", none)).nearest());
    }

    private static float[] weights(Map<String, TensorData> state) {
      return Objects.requireNonNull(state.get("weight")).toFloatArray();
    }

    private static float[] bias(Map<String, TensorData> state) {
      TensorData bias = state.get("bias");
      return bias == null ? new float[0] : bias.toFloatArray();
    }
  }
}
