package io.kindling.cpu.nn;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.FewRows;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Sizes;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code y = x Wᵀ + b} */
final class Linear extends Layer {
  /** The elements of an input that is not in the nearest cache any more when it is read again. */
  private static final int WORTH_WAITING = 1024;

  private final CpuTensor weight;

  /** Several threads may predict at once; a shape is the same to all of them. */
  private @Nullable Shape last;

  Linear(CpuOperations operations, Map<String, TensorData> initial) {
    super(operations, initial);
    this.weight = Objects.requireNonNull(weight());
  }

  @Override
  public CpuTensor forward(CpuTensor input, boolean training) {
    Processor processor = operations().processor();
    Shape shape = shape(input.size(0));
    if (!SlimAffine.suits(weight)) {
      return operations().record(new WideAffine(shape, input, weight, bias()));
    }
    if (FewRows.suit(input.size(0), weight.numel()) && processor.sharing().isOptional()) {
      return operations().record(new BriefAffine(shape, input, weight, bias()));
    }
    boolean waits = waits(input);
    SlimAffine affine = new SlimAffine(processor.layout(), shape, input, weight, bias(), waits);
    return waits ? operations().later(affine) : operations().record(affine);
  }

  /** The result's shape; mostly that of the last result. */
  private Shape shape(int rows) {
    Shape shape = last;
    if (shape == null || shape.size(0) != rows) {
      shape = Sizes.check("linear", Shape.of(rows, weight.size(0)));
      last = shape;
    }
    return shape;
  }

  /** Whether a loss may compute it together with the gradients, and will gain by that. */
  private boolean waits(CpuTensor input) {
    boolean worth =
        input.numel() >= WORTH_WAITING || !operations().processor().sharing().isOptional();
    return worth
        && weight.requiresGrad()
        && !input.requiresGrad()
        && !input.changes()
        && operations().recording();
  }
}
