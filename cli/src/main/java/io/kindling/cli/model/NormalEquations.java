package io.kindling.cli.model;

import io.kindling.core.TensorData;
import io.kindling.data.Rows;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * The normal equations of some rows, in float64. Of the many lines that are as near to the rows
 * where columns make up others, or where there are fewer rows than columns, the one of the least
 * weights is taken: a column that says nothing has none, and the answer is the same from wherever a
 * training has begun.
 *
 * <p>What is factored are the products of the centred columns with each other, {@code XᵀX}, or
 * where rows are fewer those of the rows, {@code X Xᵀ}; each scaled to length 1.
 */
final class NormalEquations {
  private static final int REFINEMENTS = 3;

  private final int count;
  private final int features;
  private final int outputs;
  private final FloatBuffer x;
  private final FloatBuffer y;
  private final double[] centre;
  private final double[] targetCentre;
  private final boolean wide;
  private final double[][] products;
  private final double[] length;

  NormalEquations(Rows rows, boolean intercept) {
    this.count = rows.count();
    this.features = (int) rows.features().shape().size(1);
    this.outputs = (int) rows.targets().shape().size(1);
    this.x = rows.features().floats();
    this.y = rows.targets().floats();
    this.centre = intercept ? means(x, features) : new double[features];
    this.targetCentre = intercept ? means(y, outputs) : new double[outputs];
    this.wide = count < features;
    this.products = wide ? rowProducts() : columnProducts();
    this.length = new double[products.length];
    scale();
  }

  int outputs() {
    return outputs;
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

  private double[][] columnProducts() {
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
    return sums;
  }

  private double[][] rowProducts() {
    double[][] sums = new double[count][count];
    double[] a = new double[features];
    double[] b = new double[features];
    for (int i = 0; i < count; i++) {
      read(i, a);
      for (int j = 0; j <= i; j++) {
        read(j, b);
        sums[i][j] = dot(a, b);
        sums[j][i] = sums[i][j];
      }
    }
    return sums;
  }

  private void scale() {
    for (int i = 0; i < length.length; i++) {
      length[i] = Math.sqrt(products[i][i]);
    }
    for (int i = 0; i < length.length; i++) {
      for (int j = 0; j < length.length; j++) {
        double both = length[i] * length[j];
        products[i][j] = both > 0 ? products[i][j] / both : 0;
      }
    }
  }

  /** Leaves out columns, or rows, of which less than that is left beside the others. */
  Solution decompose(double nothing) {
    return new Solution(nothing);
  }

  private double[] residuals(double[] weights, int output) {
    double[] left = new double[count];
    double[] row = new double[features];
    for (int i = 0; i < count; i++) {
      read(i, row);
      left[i] = y.get(i * outputs + output) - targetCentre[output] - dot(weights, row);
    }
    return left;
  }

  /** The sum of the rows, each as often as is said. */
  private double[] combined(double[] often) {
    double[] sum = new double[features];
    double[] row = new double[features];
    for (int i = 0; i < count; i++) {
      if (often[i] != 0) {
        read(i, row);
        for (int j = 0; j < features; j++) {
          sum[j] += often[i] * row[j];
        }
      }
    }
    return sum;
  }

  /**
   * Weights by which residuals get least. With the basis B of the columns, or rows, of which all
   * are made, {@code X = B C} or {@code X = C B}, the other factor C is what {@link #made} holds.
   */
  final class Solution {
    private final PivotedFactor basis;
    private final double[][] made;
    private final PivotedFactor squares;

    private Solution(double nothing) {
      basis = new PivotedFactor(products, nothing);
      made = basis.combinations();
      for (int i = 0; i < made.length; i++) {
        for (int j = 0; j < basis.rank(); j++) {
          made[i][j] *= length[i];
        }
      }
      squares = new PivotedFactor(squares(), 0);
    }

    private double[][] squares() {
      double[][] sums = new double[basis.rank()][basis.rank()];
      for (double[] row : made) {
        for (int i = 0; i < row.length; i++) {
          for (int j = 0; row[i] != 0 && j < row.length; j++) {
            sums[i][j] += row[i] * row[j];
          }
        }
      }
      return sums;
    }

    /** The weights of the least error, of columns as they are. */
    double[] weights(int output) {
      double[] weights = new double[features];
      for (int round = 0; round <= REFINEMENTS; round++) {
        double[] left = residuals(weights, output);
        double[] more = wide ? ofRows(left) : ofColumns(left);
        for (int i = 0; i < features; i++) {
          weights[i] += more[i];
        }
      }
      return weights;
    }

    /** With columns: {@code w = Cᵀ (C Cᵀ)⁻¹ (BᵀB)⁻¹ Bᵀ r}. */
    private double[] ofColumns(double[] left) {
      double[] right = combined(left);
      for (int i = 0; i < features; i++) {
        right[i] = length[i] > 0 ? right[i] / length[i] : 0;
      }
      double[] least = least(basis.solve(right));
      double[] weights = new double[features];
      for (int i = 0; i < features; i++) {
        weights[i] = dot(made[i], least);
      }
      return weights;
    }

    /** With rows: {@code w = Bᵀ (B Bᵀ)⁻¹ (CᵀC)⁻¹ Cᵀ r}. */
    private double[] ofRows(double[] left) {
      double[] right = new double[basis.rank()];
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < right.length; j++) {
          right[j] += made[i][j] * left[i];
        }
      }
      double[] nearest = least(right);
      double[] ofPivots = new double[count];
      for (int i = 0; i < nearest.length; i++) {
        ofPivots[basis.pivot(i)] = nearest[i];
      }
      double[] solved = basis.solve(ofPivots);
      double[] often = new double[count];
      for (int i = 0; i < solved.length; i++) {
        int row = basis.pivot(i);
        often[row] = solved[i] / length[row];
      }
      return combined(often);
    }

    private double[] least(double[] right) {
      double[] solved = squares.solve(right);
      double[] least = new double[right.length];
      for (int i = 0; i < solved.length; i++) {
        least[squares.pivot(i)] = solved[i];
      }
      return least;
    }
  }

  double intercept(double[] weights, int output) {
    return targetCentre[output] - dot(weights, centre);
  }

  /** The mean squared error of the model that says the targets' centres. */
  double spread() {
    double[] squares = new double[outputs];
    for (int output = 0; output < outputs; output++) {
      squares[output] = error(new double[features], targetCentre[output], output);
    }
    return mean(squares);
  }

  /** The mean squared error of a model. */
  double error(Map<String, TensorData> state) {
    double[] errors = new double[outputs];
    for (int output = 0; output < outputs; output++) {
      errors[output] = error(weights(state, output), bias(state, output), output);
    }
    return mean(errors);
  }

  /** The mean squared error of a line. */
  double error(double[] weights, double intercept, int output) {
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

  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
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

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
