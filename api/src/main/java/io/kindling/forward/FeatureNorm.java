package io.kindling.forward;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.SpecException;
import io.kindling.nn.BatchNorm1dSpec;

/**
 * {@code y = (x − mean) / √(variance + ε) · weight + bias}, per feature, of running statistics, in
 * float64.
 */
final class FeatureNorm implements Layer {
  private final float[] weight;
  private final float[] bias;
  private final float[] mean;
  private final double[] inverse;
  private final int length;

  private FeatureNorm(float[] weight, float[] bias, float[] mean, double[] inverse, int length) {
    this.weight = weight;
    this.bias = bias;
    this.mean = mean;
    this.inverse = inverse;
    this.length = length;
  }

  static FeatureNorm of(BatchNorm1dSpec spec, NamedState.Part part, Shape row) {
    if (!spec.trackRunningStats()) {
      throw new SpecException(
          spec.name(),
          "to predict a row alone, there must be running statistics",
          spec + "",
          "track_running_stats=true",
          "without them each row's answer depends on the rows beside it");
    }
    int features = spec.numFeatures();
    float[] none = {};
    float[] variance = part.floats("running_var", features);
    TensorData counted = part.data("num_batches_tracked", Shape.scalar(), DType.INT64);
    assert counted.shape().numel() == 1;
    double[] inverse = new double[features];
    for (int i = 0; i < features; i++) {
      inverse[i] = 1 / Math.sqrt(variance[i] + spec.eps());
    }
    return new FeatureNorm(
        spec.affine() ? part.floats("weight", features) : none,
        spec.affine() ? part.floats("bias", features) : none,
        part.floats("running_mean", features),
        inverse,
        row.rank() == 3 ? Math.toIntExact(row.size(2)) : 1);
  }

  @Override
  public void forward(float[] x, float[] y, int rows) {
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int feature = 0; feature < inverse.length; feature++) {
        for (int end = at + length; at < end; at++) {
          double normalised = (x[at] - (double) mean[feature]) * inverse[feature];
          y[at] =
              (float)
                  (weight.length == 0 ? normalised : normalised * weight[feature] + bias[feature]);
        }
      }
    }
  }
}
