package io.kindling.cpu.optim;

import io.kindling.cpu.tensor.CpuTensor;
import java.util.List;

/** Several parameters as one vector, one after another. */
final class FlatParameters {
  private final List<CpuTensor> parameters;
  private final int length;

  FlatParameters(List<CpuTensor> parameters) {
    this.parameters = List.copyOf(parameters);
    parameters.forEach(CpuTensor::willChange);
    this.length = parameters.stream().mapToInt(CpuTensor::numel).sum();
  }

  int length() {
    return length;
  }

  void clearGradient() {
    parameters.forEach(CpuTensor::clearGradient);
  }

  /** A copy of the values. */
  float[] values() {
    float[] values = new float[length];
    int from = 0;
    for (CpuTensor parameter : parameters) {
      System.arraycopy(parameter.values(), 0, values, from, parameter.numel());
      from += parameter.numel();
    }
    return values;
  }

  /** Overwrites the values. */
  void values(float[] values) {
    int from = 0;
    for (CpuTensor parameter : parameters) {
      System.arraycopy(values, from, parameter.values(), 0, parameter.numel());
      parameter.changed();
      from += parameter.numel();
    }
  }

  /** {@code θ ← θ + t·d} */
  void move(double t, float[] d) {
    float step = (float) t;
    float[] values = values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.fma(step, d[i], values[i]);
    }
    values(values);
  }

  /** A copy of the gradient, 0 where there is none. */
  float[] gradient() {
    float[] gradient = new float[length];
    int from = 0;
    for (CpuTensor parameter : parameters) {
      float[] part = parameter.gradient();
      if (part != null) {
        System.arraycopy(part, 0, gradient, from, part.length);
      }
      from += parameter.numel();
    }
    return gradient;
  }
}
