package io.kindling;

import io.kindling.spec.LossSpec;
import io.kindling.spi.LiveLoss;

/** A loss of a backend's own: its description checks, its engine computes. */
final class LeafLoss extends Owned implements Loss {
  private final LossSpec spec;
  private final LiveLoss<Object> live;

  LeafLoss(Backend backend, LossSpec spec, LiveLoss<Object> live) {
    super(backend);
    this.spec = spec;
    this.live = live;
  }

  @Override
  public Tensor forward(Tensor prediction, Tensor target) {
    checkOpen(spec.name());
    prediction.checkWith(spec.name(), target);
    prediction.checkOn(spec.name(), backend, prediction.device());
    Shape shape = spec.outputShape(prediction.shape(), target.shape());
    boolean history = backend.gradEnabled() && (prediction.requiresGrad() || target.requiresGrad());
    Object loss = live.forward(prediction.handle(), target.handle());
    return Tensor.computed(backend, loss, shape, prediction.device(), history);
  }

  @Override
  void release() {
    live.close();
  }

  @Override
  String describe() {
    return "loss " + spec;
  }

  @Override
  public String toString() {
    return spec.toString();
  }
}
