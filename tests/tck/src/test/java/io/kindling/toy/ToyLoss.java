package io.kindling.toy;

import io.kindling.nn.Reduction;
import io.kindling.spi.LiveLoss;
import java.util.function.UnaryOperator;

/** A loss of the difference of prediction and target, element by element, then reduced. */
record ToyLoss(ToyOperations math, Reduction reduction, UnaryOperator<ToyTensor> ofDifference)
    implements LiveLoss<ToyTensor> {
  @Override
  public ToyTensor forward(ToyTensor prediction, ToyTensor target) {
    ToyTensor losses = ofDifference.apply(math.sub(prediction, target));
    return switch (reduction) {
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
