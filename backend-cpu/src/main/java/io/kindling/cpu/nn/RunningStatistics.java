package io.kindling.cpu.nn;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The statistics of the batches so far: {@code running ← (1 − μ) · running + μ · batch}. */
final class RunningStatistics {
  private final Map<String, CpuTensor> buffers = new LinkedHashMap<>();
  private final CpuTensor mean;
  private final CpuTensor variance;
  private final CpuTensor batches;

  private RunningStatistics(CpuOperations operations, Map<String, TensorData> initial) {
    mean = buffer("running_mean", operations, initial);
    variance = buffer("running_var", operations, initial);
    batches = buffer("num_batches_tracked", operations, initial);
  }

  private CpuTensor buffer(String name, CpuOperations operations, Map<String, TensorData> initial) {
    TensorData data = Objects.requireNonNull(initial.get(name));
    CpuTensor buffer = operations.create(data, Device.CPU);
    buffers.put(name, buffer);
    return buffer;
  }

  /** Those of a first state, or null if it has none. */
  static @Nullable RunningStatistics of(CpuOperations operations, Map<String, TensorData> initial) {
    return initial.containsKey("running_mean") ? new RunningStatistics(operations, initial) : null;
  }

  Map<String, CpuTensor> buffers() {
    return buffers;
  }

  /** A copy of them as they are now. */
  FeatureStatistics now() {
    return new FeatureStatistics(
        doubles(mean.values()), doubles(variance.values()), batches.integers()[0]);
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** Moves towards a batch's, its variance taken unbiased: the squares divided by count − 1. */
  void follow(FeatureStatistics batch, double momentum) {
    move(mean, batch.mean, momentum, 1);
    move(variance, batch.variance, momentum, (double) batch.count / (batch.count - 1));
    batches.integers()[0]++;
    batches.changed();
  }

  private static void move(CpuTensor running, double[] batch, double momentum, double factor) {
    float[] values = running.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((1 - momentum) * values[i] + momentum * (batch[i] * factor));
    }
    running.changed();
  }
}
