package io.kindling.cpu.nn;

import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Operation;

/** {@code y = f(x)}, number by number. */
final class Elementwise extends Operation {
  private final Activation activation;
  private final CpuTensor x;

  Elementwise(Activation activation, CpuTensor x) {
    super(x.shape(), x);
    this.activation = activation;
    this.x = x;
  }

  @Override
  protected float[] forward() {
    float[] values = x.values();
    float[] out = room(values.length);
    for (int i = 0; i < out.length; i++) {
      out[i] = activation.value(values[i]);
    }
    return out;
  }

  @Override
  protected void backward(float[] gradient) {
    float[] values = saved(0);
    float[] part = roomForGradient(x);
    for (int i = 0; i < part.length; i++) {
      part[i] = activation.gradient(gradient[i], values[i]);
    }
    x.giveGradient(part);
  }
}
