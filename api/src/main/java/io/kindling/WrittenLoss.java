package io.kindling;

import io.kindling.core.Shape;
import io.kindling.nn.LossBody;
import io.kindling.nn.LossSpec;
import io.kindling.spi.LiveLoss;

/** A loss that its description writes in tensor operations, and no engine has of its own. */
final class WrittenLoss extends LeafLoss {
  private final LossBody body;

  WrittenLoss(Backend backend, LossSpec spec, LossBody body) {
    super(backend, spec, new Nothing());
    this.body = body;
  }

  @Override
  Tensor compute(Tensor prediction, Tensor target, Shape shape) {
    return WrittenBodies.run(backend, spec().name(), shape, () -> body.forward(prediction, target));
  }

  /** An engine has nothing of it. */
  private record Nothing() implements LiveLoss<Object> {
    @Override
    public Object forward(Object prediction, Object target) {
      throw new AssertionError("the description's body computes, over tensors");
    }

    @Override
    public void close() {}
  }
}
