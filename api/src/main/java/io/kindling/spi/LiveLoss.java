package io.kindling.spi;

/**
 * A loss as an engine computes it.
 *
 * @param <T> the engine's own tensor type
 */
public interface LiveLoss<T> extends AutoCloseable {
  /**
   * Compares.
   *
   * @param prediction what the model said
   * @param target what is true; of a shape and type that the loss's description accepts, on the
   *     same device
   * @return the loss, differentiable with respect to both
   */
  T forward(T prediction, T target);

  /** Frees what the loss holds. Called once. */
  @Override
  void close();
}
