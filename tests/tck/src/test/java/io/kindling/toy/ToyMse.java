package io.kindling.toy;

import io.kindling.nn.MseSpec;
import io.kindling.spi.LiveLoss;

/** {@code (prediction − target)²}, reduced. */
record ToyMse(ToyOperations math, MseSpec spec) implements LiveLoss<ToyTensor> {
  @Override
  public ToyTensor forward(ToyTensor prediction, ToyTensor target) {
    ToyTensor difference = math.sub(prediction, target);
    ToyTensor losses = math.mul(difference, difference);
    return switch (spec.reduction()) {
      case MEAN -> math.mean(losses);
      case SUM -> math.sum(losses);
      case NONE -> losses;
    };
  }

  @Override
  public void close() {
    // holds nothing
  }
}
