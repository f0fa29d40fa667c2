package io.kindling.cli.model;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.Rows;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How far a linear model's loss is from the least that any such model has, under the mean squared
 * error. The optimum is found in float64: normal equations of centred columns, factored as {@code L
 * D Lᵀ} with pivots, columns that the others make up left out, then refined against the rows.
 *
 * @param loss the mean squared error of the model
 * @param optimum the least possible one
 * @param nearest the parameters of the optimum, as near as float32 comes to it
 * @param nearestLoss their mean squared error
 * @param spread the mean square of the targets, about their means where there is an intercept
 */
public record LeastSquares(
    double loss,
    double optimum,
    Map<String, TensorData> nearest,
    double nearestLoss,
    double spread) {
  /** A share of the loss that nobody misses. */
  private static final double NEAR = 1e-7;

  /** A share of the spread that is nothing but float32's rounding. */
  private static final double ROUNDING = 1e-12;

  /** More multiplications than this take longer than anybody waits for a line. */
  private static final double MOST_WORK = 2e10;

  /**
   * What is left of a column beside the others, of what it was, squared: less is rounding, of
   * float64, or of the large weights of opposite signs that float32 would have to hold.
   */
  private static final double[] NOTHING = {1e-13, 1e-11, 1e-9, 1e-7};

  private static final int REFINEMENTS = 3;

  /** Whether so many rows and features are few enough. */
  public static boolean isQuick(long rows, int features) {
    return (double) rows * features * features <= MOST_WORK;
  }

  /**
   * Compares a model with the best.
   *
   * @param rows the rows that it was trained on, as it saw them
   * @param state its parameters
   */
  public static LeastSquares of(Rows rows, Map<String, TensorData> state) {
    boolean intercept = state.containsKey("bias");
    Solver solver = new Solver(rows, intercept);
    double own = solver.error(state);
    double optimum = own;
    Map<String, TensorData> nearest = state;
    double nearestLoss = own;
    for (double nothing : NOTHING) {
      solver.decompose(nothing);
      double[][] weights = new double[solver.outputs][];
      double[] intercepts = new double[solver.outputs];
      double[] errors = new double[solver.outputs];
      for (int output = 0; output < solver.outputs; output++) {
        weights[output] = solver.solve(output);
        intercepts[output] = solver.intercept(weights[output], output);
        errors[output] = solver.error(weights[output], intercepts[output], output);
      }
      optimum = Math.min(optimum, mean(errors));
      Map<String, TensorData> rounded = state(weights, intercepts, intercept);
      double loss = solver.error(rounded);
      if (loss < nearestLoss) {
        nearest = rounded;
        nearestLoss = loss;
      }
      if (nearestLoss - optimum <= NEAR * optimum) {
        break; // float32 holds it
      }
    }
    return new LeastSquares(own, optimum, nearest, nearestLoss, solver.spread());
  }

  /** Whether the nearest parameters are better than the model's by more than rounding. */
  public boolean isAway() {
    return loss - nearestLoss > NEAR * loss && !isRounding(loss);
  }

  /** Whether a loss is rounding and nothing else. */
  public boolean isRounding(double loss) {
    return loss <= ROUNDING * spread;
  }

  private static Map<String, TensorData> state(
      double[][] weights, double[] intercepts, boolean intercept) {
    int width = weights[0].length;
    float[] matrix = new float[weights.length * width];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) weights[i / width][i % width];
    }
    Map<String, TensorData> state = new LinkedHashMap<>();
    state.put("weight", TensorData.of(matrix, Shape.of(weights.length, width)));
    if (intercept) {
      float[] bias = new float[intercepts.length];
      for (int i = 0; i < bias.length; i++) {
        bias[i] = (float) intercepts[i];
      }
      state.put("bias", TensorData.of(bias, Shape.of(bias.length)));
    }
    return state;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double[] weights(Map<String, TensorData> state, int output) {
    TensorData matrix = Objects.requireNonNull(state.get("weight"));
    double[] row = new double[(int) matrix.shape().size(1)];
    FloatBuffer values = matrix.floats();
    for (int feature = 0; feature < row.length; feature++) {
      row[feature] = values.get(output * row.length + feature);
    }
    return row;
  }

  private static double bias(Map<String, TensorData> state, int output) {
    TensorData bias = state.get("bias");
    return bias == null ? 0 : bias.floats().get(output);
  }

  /** The normal equations of some rows. */
  private static final class Solver {
    private final int count;
    private final int features;
    private final int outputs;
    private final FloatBuffer x;
    private final FloatBuffer y;
    private final double[] centre;
    private final double[] targetCentre;
    private final double[] scale;
    private final double[][] products;
    private final int[] pivots;
    private double[][] factor;
    private int rank;

    Solver(Rows rows, boolean intercept) {
      this.count = rows.count();
      this.features = (int) rows.features().shape().size(1);
      this.outputs = (int) rows.targets().shape().size(1);
      this.x = rows.features().floats();
      this.y = rows.targets().floats();
      this.centre = intercept ? means(x, features) : new double[features];
      this.targetCentre = intercept ? means(y, outputs) : new double[outputs];
      this.scale = new double[features];
      this.products = products();
      this.factor = products;
      this.pivots = new int[features];
    }

    private double[] means(FloatBuffer values, int width) {
      double[] sums = new double[width];
      for (int row = 0; row < count; row++) {
        for (int i = 0; i < width; i++) {
          sums[i] += values.get(row * width + i);
        }
      }
      for (int i = 0; i < width; i++) {
        sums[i] /= count;
      }
      return sums;
    }

    private void read(int row, double[] to) {
      for (int i = 0; i < features; i++) {
        to[i] = x.get(row * features + i) - centre[i];
      }
    }

    /** The products of the columns with each other, each column scaled to length 1. */
    private double[][] products() {
      double[][] sums = new double[features][features];
      double[] a = new double[features];
      double[] b = new double[features];
      for (int row = 0; row < count; row += 2) {
        read(row, a);
        if (row + 1 < count) {
          read(row + 1, b);
        } else {
          Arrays.fill(b, 0);
        }
        for (int i = 0; i < features; i++) {
          double[] sum = sums[i];
          double first = a[i];
          double second = b[i];
          for (int j = 0; j < features; j++) {
            sum[j] += first * a[j] + second * b[j];
          }
        }
      }
      for (int i = 0; i < features; i++) {
        scale[i] = sums[i][i] > 0 ? 1 / Math.sqrt(sums[i][i]) : 0;
      }
      for (int i = 0; i < features; i++) {
        for (int j = 0; j < features; j++) {
          sums[i][j] *= scale[i] * scale[j];
        }
      }
      return sums;
    }

    /** Factors, the largest pivot first; columns of which less than that is left are left out. */
    private void decompose(double nothing) {
      factor = new double[features][];
      for (int i = 0; i < features; i++) {
        factor[i] = products[i].clone();
      }
      rank = eliminate(nothing);
    }

    private int eliminate(double nothing) {
      for (int i = 0; i < features; i++) {
        pivots[i] = i;
      }
      for (int step = 0; step < features; step++) {
        int largest = step;
        for (int i = step + 1; i < features; i++) {
          if (at(i, i) > at(largest, largest)) {
            largest = i;
          }
        }
        int swapped = pivots[step];
        pivots[step] = pivots[largest];
        pivots[largest] = swapped;
        double pivot = at(step, step);
        if (!(pivot > nothing)) {
          return step;
        }
        for (int i = step + 1; i < features; i++) {
          double multiple = at(i, step) / pivot;
          for (int j = step + 1; j < features; j++) {
            set(i, j, at(i, j) - multiple * at(step, j));
          }
          set(i, step, multiple);
        }
      }
      return features;
    }

    private double at(int i, int j) {
      return factor[pivots[i]][pivots[j]];
    }

    private void set(int i, int j, double value) {
      factor[pivots[i]][pivots[j]] = value;
    }

    /** The weights of the least error, of columns as they are; those left out have 0. */
    private double[] solve(int output) {
      double[] weights = new double[features];
      for (int round = 0; round <= REFINEMENTS; round++) {
        double[] more = back(residualProducts(weights, output));
        for (int i = 0; i < features; i++) {
          weights[i] += more[i];
        }
      }
      return weights;
    }

    /** Each scaled column's product with what the weights leave of the target. */
    private double[] residualProducts(double[] weights, int output) {
      double[] products = new double[features];
      double[] row = new double[features];
      for (int i = 0; i < count; i++) {
        read(i, row);
        double left = y.get(i * outputs + output) - targetCentre[output] - dot(weights, row);
        for (int j = 0; j < features; j++) {
          products[j] += left * row[j];
        }
      }
      for (int j = 0; j < features; j++) {
        products[j] *= scale[j];
      }
      return products;
    }

    /** Solves {@code L D Lᵀ w = right}, then takes the scales off. */
    private double[] back(double[] right) {
      double[] z = new double[rank];
      for (int i = 0; i < rank; i++) {
        z[i] = right[pivots[i]];
        for (int j = 0; j < i; j++) {
          z[i] -= at(i, j) * z[j];
        }
      }
      double[] weights = new double[features];
      for (int i = rank - 1; i >= 0; i--) {
        z[i] /= at(i, i);
        for (int j = i + 1; j < rank; j++) {
          z[i] -= at(j, i) * z[j];
        }
        weights[pivots[i]] = z[i];
      }
      for (int i = 0; i < features; i++) {
        weights[i] *= scale[i];
      }
      return weights;
    }

    private double intercept(double[] weights, int output) {
      return targetCentre[output] - dot(weights, centre);
    }

    /** The mean squared error of the model that says the targets' centres. */
    private double spread() {
      double[] squares = new double[outputs];
      for (int output = 0; output < outputs; output++) {
        squares[output] = error(new double[features], targetCentre[output], output);
      }
      return mean(squares);
    }

    /** The mean squared error of a model. */
    private double error(Map<String, TensorData> state) {
      double[] errors = new double[outputs];
      for (int output = 0; output < outputs; output++) {
        errors[output] = error(weights(state, output), bias(state, output), output);
      }
      return mean(errors);
    }

    /** The mean squared error of a line. */
    private double error(double[] weights, double intercept, int output) {
      double sum = 0;
      for (int row = 0; row < count; row++) {
        double said = intercept;
        for (int i = 0; i < features; i++) {
          said += weights[i] * x.get(row * features + i);
        }
        double left = y.get(row * outputs + output) - said;
        sum += left * left;
      }
      return sum / count;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }
}
