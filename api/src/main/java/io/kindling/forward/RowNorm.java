package io.kindling.forward;

import io.kindling.core.Shape;
import io.kindling.nn.LayerNormSpec;

/**
 * {@code y = (x − mean) / √(variance + ε) · weight + bias}, over the last dimensions, in float64.
 */
final class RowNorm implements Layer {
  private final float[] weight;
  private final float[] bias;
  private final double eps;
  private final int width;
  private final int lines;

  private RowNorm(float[] weight, float[] bias, double eps, int width, int lines) {
    this.weight = weight;
    this.bias = bias;
    this.eps = eps;
    this.width = width;
    this.lines = lines;
  }

  static RowNorm of(LayerNormSpec spec, NamedState.Part part, Shape row) {
    Shape shape = spec.shape();
    int width = Math.toIntExact(shape.numel());
    float[] none = {};
    boolean affine = spec.elementwiseAffine();
    return new RowNorm(
        affine ? part.floats("weight", shape.sizes()) : none,
        affine ? part.floats("bias", shape.sizes()) : none,
        spec.eps(),
        width,
        Math.toIntExact(row.numel() / width));
  }

  @Override
  public void forward(float[] x, float[] y, int rows) {
    for (int at = 0; at < rows * lines * width; at += width) {
      line(x, y, at);
    }
  }

  private void line(float[] x, float[] y, int at) {
    double sum = 0;
    for (int i = 0; i < width; i++) {
      sum += x[at + i];
    }
    double mean = sum / width;
    double squares = 0;
    for (int i = 0; i < width; i++) {
      double difference = x[at + i] - mean;
      squares += difference * difference;
    }
    double inverse = 1 / Math.sqrt(squares / width + eps);
    for (int i = 0; i < width; i++) {
      double normalised = (x[at + i] - mean) * inverse;
      y[at + i] = (float) (weight.length == 0 ? normalised : normalised * weight[i] + bias[i]);
    }
  }
}
