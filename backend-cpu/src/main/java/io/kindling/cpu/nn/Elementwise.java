package io.kindling.cpu.nn;

import io.kindling.cpu.kernel.Sharing;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Operation;
import io.kindling.functions.Activation;

/** {@code y = f(x)}, number by number. */
final class Elementwise extends Operation {
  private final Sharing sharing;
  private final Activation activation;
  private final CpuTensor x;

  Elementwise(Sharing sharing, Activation activation, CpuTensor x) {
    super(x.shape(), x);
    this.sharing = sharing;
    this.activation = activation;
    this.x = x;
  }

  @Override
  protected float[] forward() {
    float[] values = x.values();
    float[] out = room(values.length);
    sharing.forRange(
        out.length, activation.cost(), (from, to) -> activation.values(values, out, from, to));
    return out;
  }

  @Override
  protected void backward(float[] gradient) {
    float[] values = saved(0);
    float[] part = roomForGradient(x);
    sharing.forRange(
        part.length,
        activation.cost(),
        (from, to) -> activation.gradients(gradient, values, part, from, to));
    x.giveGradient(part);
  }
}
