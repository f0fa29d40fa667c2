package io.kindling.train;

import io.kindling.core.TensorData;
import java.nio.FloatBuffer;

/** Gathers R², target by target: residuals, and the targets' own spread by Welford's method. */
final class Determination implements Metric.Gatherer {
  private double[] residuals = {};
  private double[] mean = {};
  private double[] spread = {};
  private long rows;

  @Override
  public void add(TensorData prediction, TensorData target) {
    FloatBuffer predicted = prediction.floats();
    FloatBuffer truth = target.floats();
    int columns = target.shape().rank() > 1 ? (int) target.shape().size(-1) : 1;
    if (rows == 0) {
      residuals = new double[columns];
      mean = new double[columns];
      spread = new double[columns];
    }
    while (truth.hasRemaining()) {
      rows++;
      for (int column = 0; column < columns; column++) {
        double y = truth.get();
        double residual = y - predicted.get();
        residuals[column] += residual * residual;
        double distance = y - mean[column];
        mean[column] += distance / rows;
        spread[column] += distance * (y - mean[column]);
      }
    }
  }

  @Override
  public double result() {
    double sum = 0;
    for (int column = 0; column < residuals.length; column++) {
      sum +=
          spread[column] > 0
              ? 1 - residuals[column] / spread[column]
              : residuals[column] == 0 ? 1 : 0;
    }
    return sum / residuals.length;
  }
}
