package io.kindling.wrong;

import io.kindling.spi.LiveLoss;

/** Does what another loss does, until a method is overridden. */
class WrappedLoss<T> implements LiveLoss<T> {
  private final LiveLoss<T> real;

  WrappedLoss(LiveLoss<T> real) {
    this.real = real;
  }

  @Override
  public T forward(T prediction, T target) {
    return real.forward(prediction, target);
  }

  @Override
  public void close() {
    real.close();
  }
}
