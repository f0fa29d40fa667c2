package io.kindling.cpu.nn;

import io.kindling.core.TensorData;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Operation;
import io.kindling.nn.BatchNorm1dSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code y = (x − mean) / √(variance + ε) · weight + bias}, per feature. */
final class BatchNorm1d extends Layer {
  private final BatchNorm1dSpec spec;
  private final @Nullable RunningStatistics running;

  BatchNorm1d(CpuOperations operations, BatchNorm1dSpec spec, Map<String, TensorData> initial) {
    super(operations, initial);
    this.spec = spec;
    this.running = RunningStatistics.of(operations, initial);
  }

  @Override
  public CpuTensor forward(CpuTensor input, boolean training) {
    if (running != null && !training) {
      return normalised(input, running.now(), false);
    }
    FeatureStatistics batch = FeatureStatistics.of(input);
    if (running != null) {
      running.follow(batch, spec.momentum());
    }
    return normalised(input, batch, true);
  }

  private CpuTensor normalised(CpuTensor input, FeatureStatistics statistics, boolean measured) {
    return operations()
        .record(new Normalised(input, weight(), bias(), statistics, spec.eps(), measured));
  }

  @Override
  public Map<String, CpuTensor> buffers() {
    return running == null ? Map.of() : running.buffers();
  }

  /**
   * With {@code x̂ = (x − mean) / σ}: {@code ∂weight = Σ G · x̂}, {@code ∂bias = Σ G}, {@code ∂x =
   * weight/σ · G}, less {@code weight/σ · (mean(G) + x̂ · mean(G · x̂))} where the statistics were
   * measured on x and so change with it. Sums are taken in double precision. The statistics are its
   * own copy: batches to come do not disturb it.
   */
  private static final class Normalised extends Operation {
    private final CpuTensor x;
    private final @Nullable CpuTensor weight;
    private final @Nullable CpuTensor bias;
    private final boolean measured;
    private final int[] features;
    private final double[] mean;
    private final double[] inverse;

    Normalised(
        CpuTensor x,
        @Nullable CpuTensor weight,
        @Nullable CpuTensor bias,
        FeatureStatistics statistics,
        double eps,
        boolean measured) {
      super(x.shape(), inputs(x, weight, bias));
      this.x = x;
      this.weight = weight;
      this.bias = bias;
      this.measured = measured;
      this.features = FeatureStatistics.features(x);
      this.mean = statistics.mean;
      this.inverse = statistics.variance.clone();
      for (int feature = 0; feature < inverse.length; feature++) {
        double variance = inverse[feature] + eps;
        // as PyTorch: a constant feature without ε becomes 0, but only by its own statistics
        inverse[feature] = measured && variance == 0 ? 0 : 1 / Math.sqrt(variance);
      }
    }

    @Override
    protected float[] forward() {
      float[] values = x.values();
      float[] out = new float[values.length];
      for (int i = 0; i < out.length; i++) {
        int feature = features[i];
        double normalised = normalised(values[i], feature);
        double scaled = weight == null ? normalised : normalised * weight.values()[feature];
        out[i] = (float) (bias == null ? scaled : scaled + bias.values()[feature]);
      }
      return out;
    }

    private double normalised(float value, int feature) {
      return (value - mean[feature]) * inverse[feature];
    }

    @Override
    protected void backward(float[] gradient) {
      float[] values = saved(0);
      double[] scale = scale();
      double[] sums = new double[mean.length];
      double[] along = new double[mean.length];
      for (int i = 0; i < gradient.length; i++) {
        int feature = features[i];
        sums[feature] += gradient[i];
        along[feature] += gradient[i] * normalised(values[i], feature);
      }
      if (x.requiresGrad()) {
        x.giveGradient(
            measured
                ? throughStatistics(gradient, values, scale, sums, along)
                : past(gradient, scale));
      }
      if (weight != null && weight.requiresGrad()) {
        weight.giveGradient(floats(along));
      }
      if (bias != null && bias.requiresGrad()) {
        bias.giveGradient(floats(sums));
      }
    }

    /** {@code weight/σ} */
    private double[] scale() {
      double[] scale = inverse.clone();
      if (weight != null) {
        float[] factors = saved(1);
        for (int feature = 0; feature < scale.length; feature++) {
          scale[feature] *= factors[feature];
        }
      }
      return scale;
    }

    /** The gradient to x where the statistics do not depend on it. */
    private float[] past(float[] gradient, double[] scale) {
      float[] part = new float[gradient.length];
      for (int i = 0; i < part.length; i++) {
        part[i] = (float) (gradient[i] * scale[features[i]]);
      }
      return part;
    }

    /** The gradient to x where the statistics are its own. */
    private float[] throughStatistics(
        float[] gradient, float[] values, double[] scale, double[] sums, double[] along) {
      double count = (double) gradient.length / mean.length;
      float[] part = new float[gradient.length];
      for (int i = 0; i < part.length; i++) {
        int feature = features[i];
        double common = sums[feature] + normalised(values[i], feature) * along[feature];
        part[i] = (float) ((gradient[i] - common / count) * scale[feature]);
      }
      return part;
    }

    private static float[] floats(double[] values) {
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      return floats;
    }
  }
}
