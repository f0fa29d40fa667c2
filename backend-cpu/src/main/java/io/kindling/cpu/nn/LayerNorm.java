package io.kindling.cpu.nn;

import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Operation;
import io.kindling.nn.LayerNormSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code y = (x − mean) / √(variance + ε) · weight + bias}, over the last dimensions. */
final class LayerNorm extends Layer {
  private final LayerNormSpec spec;

  LayerNorm(CpuOperations operations, LayerNormSpec spec, Map<String, TensorData> initial) {
    super(operations, initial);
    this.spec = spec;
  }

  @Override
  public CpuTensor forward(CpuTensor input, boolean training) {
    return operations()
        .record(new Normalised(operations().processor(), spec, input, weight(), bias()));
  }

  /**
   * With {@code x̂ = (x − mean) / σ} and {@code G′ = G · weight}: {@code ∂x = (G′ − mean(G′) − x̂ ·
   * mean(G′ · x̂)) / σ}, {@code ∂weight} = the sum of the rows of {@code G · x̂}, {@code ∂bias} =
   * the sum of G's rows. Means are taken in double precision.
   */
  private static final class Normalised extends Operation {
    private final Processor processor;
    private final CpuTensor x;
    private final @Nullable CpuTensor weight;
    private final @Nullable CpuTensor bias;
    private final double eps;
    private final int rows;
    private final int width;
    private final double[] mean;
    private final double[] inverse;

    Normalised(
        Processor processor,
        LayerNormSpec spec,
        CpuTensor x,
        @Nullable CpuTensor weight,
        @Nullable CpuTensor bias) {
      super(x.shape(), inputs(x, weight, bias));
      this.processor = processor;
      this.x = x;
      this.weight = weight;
      this.bias = bias;
      this.eps = spec.eps();
      this.width = (int) spec.shape().numel();
      this.rows = x.numel() / width;
      this.mean = new double[rows];
      this.inverse = new double[rows];
    }

    @Override
    protected float[] forward() {
      float[] values = x.values();
      float[] out = new float[values.length];
      for (int row = 0; row < rows; row++) {
        measure(values, row);
        for (int i = 0; i < width; i++) {
          double normalised = normalised(values, row, i);
          double scaled = weight == null ? normalised : normalised * weight.values()[i];
          out[row * width + i] = (float) (bias == null ? scaled : scaled + bias.values()[i]);
        }
      }
      return out;
    }

    /** Finds a row's mean and 1/σ. */
    private void measure(float[] values, int row) {
      double sum = 0;
      for (int i = 0; i < width; i++) {
        sum += values[row * width + i];
      }
      mean[row] = sum / width;
      double squares = 0;
      for (int i = 0; i < width; i++) {
        double difference = values[row * width + i] - mean[row];
        squares += difference * difference;
      }
      inverse[row] = 1 / Math.sqrt(squares / width + eps);
    }

    private double normalised(float[] values, int row, int i) {
      return (values[row * width + i] - mean[row]) * inverse[row];
    }

    @Override
    protected void backward(float[] gradient) {
      float[] values = saved(0);
      float[] scaled = weight == null ? gradient : scaled(gradient, saved(1));
      if (x.requiresGrad()) {
        x.giveGradient(toInput(scaled, values));
      }
      if (weight != null && weight.requiresGrad()) {
        float[] products = new float[gradient.length];
        for (int row = 0; row < rows; row++) {
          for (int i = 0; i < width; i++) {
            int at = row * width + i;
            products[at] = (float) (gradient[at] * normalised(values, row, i));
          }
        }
        weight.giveGradient(sumRows(products));
      }
      if (bias != null && bias.requiresGrad()) {
        bias.giveGradient(sumRows(gradient));
      }
    }

    private float[] scaled(float[] gradient, float[] weight) {
      float[] scaled = new float[gradient.length];
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] = gradient[i] * weight[i % width];
      }
      return scaled;
    }

    private float[] toInput(float[] scaled, float[] values) {
      float[] part = new float[scaled.length];
      for (int row = 0; row < rows; row++) {
        double sum = 0;
        double along = 0;
        for (int i = 0; i < width; i++) {
          sum += scaled[row * width + i];
          along += scaled[row * width + i] * normalised(values, row, i);
        }
        for (int i = 0; i < width; i++) {
          double rest = scaled[row * width + i] - sum / width;
          double normalised = normalised(values, row, i);
          part[row * width + i] = (float) ((rest - normalised * along / width) * inverse[row]);
        }
      }
      return part;
    }

    private float[] sumRows(float[] values) {
      Kernels kernels = processor.kernels();
      return processor
          .sharing()
          .sumBlocks(
              rows, width, (from, to, part) -> kernels.sumRows(values, from, to, part, width));
    }
  }
}
