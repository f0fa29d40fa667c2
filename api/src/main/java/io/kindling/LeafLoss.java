package io.kindling;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.nn.LossSpec;
import io.kindling.spi.LiveLoss;

/** A loss of a backend's own: its description checks, its engine computes. */
sealed class LeafLoss extends Owned implements Loss permits WrittenLoss {
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
    return compute(prediction, target, check(prediction, target));
  }

  /** Computes the loss, of a shape that is known, of two tensors that were checked. */
  Tensor compute(Tensor prediction, Tensor target, Shape shape) {
    boolean history = backend.gradEnabled() && (prediction.requiresGrad() || target.requiresGrad());
    Object loss = live.forward(prediction.handle, target.handle);
    return Tensor.computed(backend, loss, shape, prediction.device(), history)
        .from(prediction, target);
  }

  /** Checks what is to be compared and says what shape comes out. */
  private Shape check(Tensor prediction, Tensor target) {
    prediction.checkFloats(spec.name());
    prediction.checkOn(spec.name(), backend, prediction.device());
    if (spec.targetType() == DType.INT64) {
      target.checkIntegers(spec.name());
    } else {
      target.checkFloats(spec.name());
    }
    target.checkOn(spec.name(), backend, prediction.device());
    Shape shape = spec.outputShape(prediction.shape(), target.shape());
    if (spec.targetType() == DType.INT64) {
      target.checkIndices(spec.name(), "a class", prediction.shape().size(1), spec.ignoredClass());
    }
    return shape;
  }

  @Override
  public final LossSpec spec() {
    return spec;
  }

  @Override
  public void leave(Scope scope) {
    scope.move(this);
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
