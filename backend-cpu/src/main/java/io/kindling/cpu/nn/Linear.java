package io.kindling.cpu.nn;

import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import java.util.Map;
import java.util.Objects;

/** {@code y = x Wᵀ + b} */
final class Linear extends Layer {
  /** The elements of an input that is not in the nearest cache any more when it is read again. */
  private static final int WORTH_WAITING = 1024;

  private final CpuTensor weight;

  Linear(CpuOperations operations, Map<String, TensorData> initial) {
    super(operations, initial);
    this.weight = Objects.requireNonNull(weight());
  }

  @Override
  public CpuTensor forward(CpuTensor input, boolean training) {
    Processor processor = operations().processor();
    if (!SlimAffine.suits(weight)) {
      return operations().record(new WideAffine(processor, input, weight, bias()));
    }
    boolean waits = waits(input);
    SlimAffine affine = new SlimAffine(processor, input, weight, bias(), waits);
    return waits ? operations().later(affine) : operations().record(affine);
  }

  /** Whether a loss may compute it together with the gradients, and will gain by that. */
  private boolean waits(CpuTensor input) {
    return input.numel() >= WORTH_WAITING
        && weight.requiresGrad()
        && !input.requiresGrad()
        && !input.changes()
        && operations().recording();
  }
}
