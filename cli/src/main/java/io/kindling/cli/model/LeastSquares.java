package io.kindling.cli.model;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.Rows;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a linear model's loss is from the least that any such model has, under the mean squared
 * error. The optimum is found in float64, by {@link NormalEquations}; of many the one of the least
 * weights.
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

  /** Whether so many rows and features are few enough. */
  public static boolean isQuick(long rows, int features) {
    double fewer = Math.min(rows, features);
    return fewer * rows * features <= MOST_WORK && fewer * fewer * fewer <= MOST_WORK / 10;
  }

  /**
   * Compares a model with the best.
   *
   * @param rows the rows that it was trained on, as it saw them
   * @param state its parameters
   */
  public static LeastSquares of(Rows rows, Map<String, TensorData> state) {
    boolean intercept = state.containsKey("bias");
    NormalEquations solver = new NormalEquations(rows, intercept);
    double own = solver.error(state);
    double optimum = own;
    Map<String, TensorData> nearest = state;
    double nearestLoss = Double.POSITIVE_INFINITY;
    for (double nothing : NOTHING) {
      NormalEquations.Solution solution = solver.decompose(nothing);
      double[][] weights = new double[solver.outputs()][];
      double[] intercepts = new double[solver.outputs()];
      double[] errors = new double[solver.outputs()];
      for (int output = 0; output < solver.outputs(); output++) {
        weights[output] = solution.weights(output);
        intercepts[output] = solver.intercept(weights[output], output);
        errors[output] = solver.error(weights[output], intercepts[output], output);
      }
      optimum = Math.min(optimum, NormalEquations.mean(errors));
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

  /** Whether the nearest parameters are as good, and of all that are the least. */
  public boolean isMatched() {
    return nearestLoss - loss <= NEAR * loss || isRounding(nearestLoss);
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
}
