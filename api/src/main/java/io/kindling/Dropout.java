package io.kindling;

import io.kindling.core.TensorData;
import io.kindling.nn.DropoutSpec;

/**
 * Dropout, written once for all backends: its mask is drawn in Java from the backend's {@link
 * Backend#random()}, so that all of them drop the same.
 */
final class Dropout extends CompositeModule {
  private final Backend backend;
  private final DropoutSpec spec;

  Dropout(Backend backend, DropoutSpec spec) {
    this.backend = backend;
    this.spec = spec;
  }

  @Override
  public Tensor forward(Tensor input) {
    input.checkFloats(spec.name());
    input.checkOn(spec.name(), backend, input.device());
    if (!isTraining() || spec.p() == 0 || input.shape().numel() == 0) {
      return input.reshape(input.shape().sizes()); // a tensor of its own, closed apart
    }
    if (spec.p() == 1) {
      return input.mul(0);
    }
    TensorData kept = backend.random().bernoulli(input.shape(), 1 - spec.p());
    try (Tensor drawn = backend.tensor(kept);
        Tensor mask = drawn.to(input.device());
        Tensor factors = mask.div(1 - spec.p())) {
      return input.mul(factors);
    }
  }

  /** {@return the module's text form} */
  @Override
  public String toString() {
    return spec.toString();
  }
}
