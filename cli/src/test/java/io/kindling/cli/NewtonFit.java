package io.kindling.cli;

import java.util.Arrays;

/**
 * The least mean loss that any linear model of labels or counts has, in float64, by Newton's method
 * with the whole Hessian: another way than the command's, and its judge.
 */
final class NewtonFit {
  private static final int STEPS = 100;

  private final double[][] rows;
  private final double[][] wanted;
  private final boolean counts;
  private final int outputs;
  private final int width;

  /**
   * Takes features with mean 0 and deviation 1, and an intercept.
   *
   * @param features the features, row by row; none may be made up by others
   * @param wanted labels, as numbers from 0, or counts
   * @param classes how many labels there are; 0 for counts
   */
  private NewtonFit(double[][] features, int[] wanted, int classes) {
    this.rows = standardized(features);
    this.counts = classes == 0;
    this.outputs = counts ? 1 : classes - 1; // the last class is what the others are compared with
    this.width = rows[0].length;
    this.wanted = new double[rows.length][outputs];
    for (int i = 0; i < rows.length; i++) {
      if (counts) {
        this.wanted[i][0] = wanted[i];
      } else if (wanted[i] < outputs) {
        this.wanted[i][wanted[i]] = 1;
      }
    }
  }

  static double least(double[][] features, int[] wanted, int classes) {
    return new NewtonFit(features, wanted, classes).least();
  }

  private static double[][] standardized(double[][] features) {
    int columns = features[0].length;
    double[][] rows = new double[features.length][columns + 1];
    for (int c = 0; c < columns; c++) {
      int column = c;
      double mean = Arrays.stream(features).mapToDouble(row -> row[column]).average().orElse(0);
      double most =
          Arrays.stream(features).mapToDouble(row -> Math.abs(row[column] - mean)).max().orElse(0);
      for (int i = 0; i < rows.length; i++) {
        rows[i][c] = (features[i][c] - mean) / most;
        rows[i][columns] = 1;
      }
    }
    return rows;
  }

  private double least() {
    double[] weights = new double[outputs * width];
    double loss = loss(weights);
    for (int step = 0; step < STEPS; step++) {
      double[] way = way(weights);
      double[] next = weights;
      double nextLoss = Double.POSITIVE_INFINITY;
      for (double size = 1; size > 1e-9 && !(nextLoss < loss); size /= 2) {
        next = weights.clone();
        for (int i = 0; i < next.length; i++) {
          next[i] -= size * way[i];
        }
        nextLoss = loss(next);
      }
      if (!(nextLoss < loss)) {
        return loss;
      }
      weights = next;
      loss = nextLoss;
    }
    return loss;
  }

  private double[] said(double[] weights, double[] row) {
    double[] said = new double[outputs];
    for (int output = 0; output < outputs; output++) {
      for (int i = 0; i < width; i++) {
        said[output] += weights[output * width + i] * row[i];
      }
    }
    return said;
  }

  /** The rate of a count, or the probabilities of all classes but the last. */
  private double[] means(double[] said) {
    double[] means = Arrays.stream(said).map(Math::exp).toArray();
    double all = 1 + Arrays.stream(means).sum();
    return counts ? means : Arrays.stream(means).map(mean -> mean / all).toArray();
  }

  private double loss(double[] weights) {
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      double[] said = said(weights, rows[row]);
      double all = Arrays.stream(said).map(Math::exp).sum();
      sum += counts ? all : Math.log1p(all);
      for (int output = 0; output < outputs; output++) {
        sum -= wanted[row][output] * said[output];
      }
    }
    return sum / rows.length;
  }

  /** The gradient by the Hessian. */
  private double[] way(double[] weights) {
    int size = weights.length;
    double[][] system = new double[size][size + 1];
    for (int row = 0; row < rows.length; row++) {
      double[] x = rows[row];
      double[] means = means(said(weights, x));
      for (int a = 0; a < size; a++) {
        double mean = means[a / width];
        system[a][size] += (mean - wanted[row][a / width]) * x[a % width];
        for (int b = 0; b < size; b++) {
          double shared = counts ? 0 : mean * means[b / width];
          double curve = (a / width == b / width ? mean : 0) - shared;
          system[a][b] += curve * x[a % width] * x[b % width];
        }
      }
    }
    return solve(system);
  }

  /** Gauss's elimination, with the largest pivot of each column. */
  private static double[] solve(double[][] system) {
    int size = system.length;
    for (int column = 0; column < size; column++) {
      int best = column;
      for (int row = column; row < size; row++) {
        best = Math.abs(system[row][column]) > Math.abs(system[best][column]) ? row : best;
      }
      double[] pivot = system[best];
      system[best] = system[column];
      system[column] = pivot;
      for (int row = 0; row < size; row++) {
        double factor = row == column ? 0 : system[row][column] / pivot[column];
        for (int i = column; i <= size; i++) {
          system[row][i] -= factor * pivot[i];
        }
      }
    }
    double[] solved = new double[size];
    for (int i = 0; i < size; i++) {
      solved[i] = system[i][size] / system[i][i];
    }
    return solved;
  }
}
