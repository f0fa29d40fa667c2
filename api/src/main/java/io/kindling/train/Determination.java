package io.kindling.train;

import io.kindling.core.TensorData;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Gathers R², target by target: residuals, and the targets' own spread by Welford's method. */
final class Determination implements Metric.Gatherer {
  private double[] residuals = {};
  private double[] mean = {};
  private double[] spread = {};
  private double weight;

  @Override
  public void add(TensorData prediction, TensorData target) {
    add(prediction, target, null);
  }

  @Override
  public void add(TensorData prediction, TensorData target, @Nullable TensorData weights) {
    FloatBuffer predicted = prediction.floats();
    FloatBuffer truth = target.floats();
    int columns = target.shape().rank() > 1 ? (int) target.shape().size(-1) : 1;
    if (mean.length == 0) {
      residuals = new double[columns];
      mean = new double[columns];
      spread = new double[columns];
    }
    RowWeights counts = RowWeights.of(weights, truth);
    while (truth.hasRemaining()) {
      double counted = counts.of(truth.position());
      weight += counted;
      for (int column = 0; column < columns; column++) {
        double y = truth.get();
        double residual = y - predicted.get();
        residuals[column] += counted * residual * residual;
        double distance = y - mean[column];
        mean[column] += counted == 0 ? 0 : counted * distance / weight;
        spread[column] += counted * distance * (y - mean[column]);
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
